package dev.fusebox.core.member;

import dev.fusebox.core.message.Message;
import dev.fusebox.core.roster.GroupEpoch;
import dev.fusebox.core.roster.MemberId;
import dev.fusebox.core.roster.Roster;

/** What can happen to a member. */
public sealed interface Input {
    /** The time that {@link Member#nextDeadlineNanos()} named has come. */
    record TimerFired() implements Input {}

    /** A message arrived on the stream with that peer. */
    record Received(MemberId from, Message message) implements Input {}

    /** A message came that could not be decoded; counted, nothing else. */
    record Malformed(MemberId from) implements Input {}

    /** A stream with that peer stands; one that stood before is gone. */
    record StreamOpened(MemberId peer) implements Input {}

    /** The stream with that peer broke, or could not be opened. */
    record StreamClosed(MemberId peer) implements Input {}

    /** Somebody probes this member on a path of its own; the answer goes out with the same token. */
    record FreshProbeReceived(long callToken, Message.ProbeQuery query) implements Input {}

    /** The subject answered a probe on a fresh path. */
    record FreshProbeAnswered(MemberId subject, Message.ProbeReply reply) implements Input {}

    /** The subject's host refused or reset a probe on a fresh path. */
    record FreshProbeRefused(MemberId subject, long nonce) implements Input {}

    /** The operator, or a file, says who belongs to a group. */
    record RosterReceived(Roster roster) implements Input {}

    /** The group was deleted: no failure. */
    record GroupRemoved(String group) implements Input {}

    /** The operator reports what only Kubernetes knows. */
    record FactReported(GroupEpoch groupEpoch, MemberId subject, Fact fact, String detail) implements Input {
        /** What can be reported. */
        public enum Fact {
            POD_LEFT,
            POD_GONE,
            CONTAINER_RESTARTED,
            NODE_GONE
        }
    }

    /** The application burns the fuse of a group. */
    record Signalled(String group, String reason) implements Input {}

    /** The application opened its lifeline, again or for the first time. */
    record LifelineOpened() implements Input {}

    /** The application's lifeline closed: a failure, unless a leave arrives at once. */
    record LifelineClosed() implements Input {}

    /** The agent's own look at the application found that it failed: a failure, unless a leave arrives at once. */
    record ApplicationFailing(String reason) implements Input {}

    /** The agent's own look at the application finds it well again. */
    record ApplicationWell() implements Input {}

    /** The application, or its pod's planned termination, says that the end is near. */
    record Leaving(String reason) implements Input {}

    /** The operating system withheld this process's processor time since it was last asked: late words are no one else's fault. */
    record Throttled() implements Input {}

    /** This agent ends and begins anew, as a consequence of burns: its silence in burnt epochs is no failure. In others it is one. */
    record Restarting(String reason) implements Input {}

    /** This agent was told to terminate, and nobody said why. */
    record Terminating() implements Input {}
}
