package dev.fusebox.core.roster;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Who belongs to a group epoch, and how it is watched. Joins and planned leaves raise the revision inside an epoch.
 *
 * @param groupEpoch which life of which group
 * @param revision from 1
 * @param members distinct, at most {@value #MAX_MEMBERS}
 * @param detection how members are watched
 * @param fate what a failure means
 * @param burnOnLeave whether a planned leave burns the fuse
 */
public record Roster(
        GroupEpoch groupEpoch,
        long revision,
        List<RosterMember> members,
        DetectionSettings detection,
        Fate fate,
        boolean burnOnLeave) {
    /** The largest group. */
    public static final int MAX_MEMBERS = 1_000;

    public Roster {
        members = List.copyOf(members);
        if (revision < 1) {
            throw new IllegalArgumentException("a roster's revision is at least 1, not " + revision);
        }
        if (members.size() > MAX_MEMBERS) {
            throw new IllegalArgumentException(
                    "a group has at most " + MAX_MEMBERS + " members, not " + members.size());
        }
        Set<MemberId> ids = new HashSet<>();
        for (RosterMember member : members) {
            if (!ids.add(member.id())) {
                throw new IllegalArgumentException("member " + member.id() + " stands twice in " + groupEpoch);
            }
        }
    }

    /** The member of that id, if it belongs. Linear in the number of members. */
    public Optional<RosterMember> member(MemberId id) {
        return members.stream().filter(m -> m.id().equals(id)).findFirst();
    }

    /** Whether this roster is a later word than the other about the same group. */
    public boolean isNewerThan(Roster other) {
        return groupEpoch.epoch() > other.groupEpoch.epoch()
                || (groupEpoch.epoch() == other.groupEpoch.epoch() && revision > other.revision);
    }
}
