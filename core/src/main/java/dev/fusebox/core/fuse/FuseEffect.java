package dev.fusebox.core.fuse;

import dev.fusebox.core.roster.GroupEpoch;
import dev.fusebox.core.roster.MemberId;
import dev.fusebox.core.roster.Roster;

/**
 * What an {@link EpochBook} wants done. Carried out one after the other, in the order given: {@link Persist} is durable before the next
 * begins, so that nobody is told, and no {@code signal} returns, before the disk knows.
 */
public sealed interface FuseEffect {
    /** Keep this on disk, replacing what was kept before. */
    record Persist(KeptEpochs kept) implements FuseEffect {}

    /** This roster took force; a first one of an epoch replaces whatever the group had before. */
    record InForce(Roster roster, boolean firstOfEpoch) implements FuseEffect {}

    /** The group, or this member in it, is no more: no failure. */
    record Retired(GroupEpoch groupEpoch, String reason) implements FuseEffect {}

    /** Tell that this member acknowledges the roster. */
    record TellAcknowledged(GroupEpoch groupEpoch, long revision) implements FuseEffect {}

    /** That peer shows an epoch that is in force here, and nothing speaks against it: it acknowledges it. */
    record Believed(MemberId peer, ShownEpoch epoch) implements FuseEffect {}

    /** Tell that everyone is there. */
    record TellIntact(GroupEpoch groupEpoch, long revision) implements FuseEffect {}

    /** Tell the local application that the fuse burnt; at most once per epoch. */
    record TellBurnt(GroupEpoch groupEpoch, Cause cause) implements FuseEffect {}

    /** Send the burn reliably to those peers that this member passes burns of this epoch on to; at most once per epoch. */
    record PassOn(GroupEpoch groupEpoch, Cause cause) implements FuseEffect {}

    /** Send the burn reliably to that peer, unless it is already on its way: it still shows the epoch. */
    record Answer(MemberId to, GroupEpoch groupEpoch, Cause cause) implements FuseEffect {}

    /** Show the epochs to those peers with whom this member shares that epoch, and ask for theirs. */
    record ShowAround(GroupEpoch groupEpoch) implements FuseEffect {}

    /** Show these epochs to that peer. */
    record Show(MemberId to, EpochsShown list) implements FuseEffect {}

    /** What came does not fit what is known here; nothing changed. */
    record Refused(Reason reason) implements FuseEffect {
        /** Why. */
        public enum Reason {
            /** There is a later word about that group. */
            STALE,
            /** Another epoch than the one in force, or one that is burnt. */
            WRONG_EPOCH,
            /** No such group here. */
            UNKNOWN_GROUP,
            /** Not from a member of the group. */
            STRANGER
        }
    }
}
