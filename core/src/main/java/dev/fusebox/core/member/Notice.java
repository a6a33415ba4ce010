package dev.fusebox.core.member;

import dev.fusebox.core.cut.Verdict;
import dev.fusebox.core.fuse.Cause;
import dev.fusebox.core.roster.GroupEpoch;
import dev.fusebox.core.roster.MemberId;
import java.util.List;

/** What an application and the operator are told. */
public sealed interface Notice {
    /** Which life of which group. */
    GroupEpoch groupEpoch();

    /** The first vote about a member stands. */
    record MemberSuspected(GroupEpoch groupEpoch, MemberId subject, int votes, int observers, int levelMilli)
            implements Notice {}

    /** No vote about it stands any more, and no verdict was reached. */
    record MemberRefuted(GroupEpoch groupEpoch, MemberId subject) implements Notice {}

    /** A verdict about a member that is a failure. */
    record MemberFailed(GroupEpoch groupEpoch, Verdict verdict, int votes, int observers, int levelMilli)
            implements Notice {}

    /**
     * Which members failed together: verdicts of one cause, once no other member is in doubt. Told after their
     * {@link MemberFailed}.
     */
    record MembersReported(GroupEpoch groupEpoch, List<MemberId> subjects) implements Notice {
        public MembersReported {
            subjects = List.copyOf(subjects);
        }
    }

    /** A member left as planned. */
    record MemberLeft(GroupEpoch groupEpoch, MemberId subject) implements Notice {}

    /** A failed member has lived long enough to be trusted. */
    record MemberRecovered(GroupEpoch groupEpoch, MemberId subject) implements Notice {}

    /** A member of the roster was heard for the first time in this epoch. */
    record MemberJoined(GroupEpoch groupEpoch, MemberId subject) implements Notice {}

    /** A member of the roster was never heard, and its grace is over. */
    record MemberMissing(GroupEpoch groupEpoch, MemberId subject) implements Notice {}

    /** Who cannot see whom; empty when the links to the subject are well again. */
    record LinkDegraded(GroupEpoch groupEpoch, MemberId subject, List<MemberId> blindObservers) implements Notice {
        public LinkDegraded {
            blindObservers = List.copyOf(blindObservers);
        }
    }

    /** The roster in force changed: this acknowledges its revision. */
    record RosterAcknowledged(GroupEpoch groupEpoch, long revision) implements Notice {}

    /** Everyone is there and watches everyone. */
    record FuseIntact(GroupEpoch groupEpoch, long revision) implements Notice {}

    /**
     * The fuse burnt. Told once per epoch.
     *
     * @param detectionNanos from this member's first suspicion of a subject of the cause until now; 0 if it had none
     */
    record FuseBurnt(GroupEpoch groupEpoch, Cause cause, long detectionNanos) implements Notice {}
}
