package dev.fusebox.core.roster;

/**
 * One member of a roster.
 *
 * @param id who
 * @param name for people
 * @param address host:port of its agent
 * @param node failure domain by which votes are counted
 * @param zone wider failure domain, may be empty
 * @param joinedRevision the revision of this epoch in which it appeared, from 1
 */
public record RosterMember(MemberId id, String name, String address, String node, String zone, long joinedRevision) {
    public RosterMember {
        if (joinedRevision < 1) {
            throw new IllegalArgumentException("joinedRevision is at least 1, not " + joinedRevision);
        }
    }

    /** Whether it belongs to the first revision: the epoch forms with it, or not at all. */
    public boolean isFounder() {
        return joinedRevision == 1;
    }
}
