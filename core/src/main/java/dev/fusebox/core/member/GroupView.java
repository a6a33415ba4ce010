package dev.fusebox.core.member;

import dev.fusebox.core.cut.VerdictKind;
import dev.fusebox.core.fuse.Cause;
import dev.fusebox.core.fuse.FuseState;
import dev.fusebox.core.roster.GroupEpoch;
import dev.fusebox.core.roster.RosterMember;
import java.util.List;
import java.util.Optional;

/**
 * A member's picture of one group at one time: for people, the local API and metrics.
 *
 * @param cause present when burnt
 */
public record GroupView(
        GroupEpoch groupEpoch, long revision, FuseState fuse, Optional<Cause> cause, List<MemberView> members) {
    public GroupView {
        members = List.copyOf(members);
    }

    /** How a member stands. */
    public enum MemberState {
        /** In the roster, not heard yet in this epoch. */
        FORMING,
        /** The same, and its grace is over. */
        MISSING,
        HEALTHY,
        SUSPECTED,
        FAILED,
        LEFT
    }

    /**
     * One member as this one sees it.
     *
     * @param levelMilli own detector's level in thousandths; 0 if this member does not observe it
     * @param votes distinct observers that vote
     * @param observers how many observe it
     */
    public record MemberView(
            RosterMember member,
            MemberState state,
            Optional<VerdictKind> verdict,
            int levelMilli,
            int votes,
            int observers) {}
}
