package dev.fusebox.lab.check;

import dev.fusebox.core.fuse.EpochsShown;
import dev.fusebox.core.fuse.KeptEpochs;
import dev.fusebox.core.roster.MemberId;
import dev.fusebox.core.roster.Session;

/** What can happen to one member's book of epochs. */
sealed interface BookInput {
    /** The operator says who belongs to that epoch. */
    record RosterReceived(int epoch) implements BookInput {}

    /** The operator deletes the group. */
    record GroupRemoved() implements BookInput {}

    /** A peer shows its epochs. */
    record Shown(MemberId from, Session session, EpochsShown list) implements BookInput {}

    /** A peer's burn arrives. */
    record BurnHeard(MemberId from, int epoch) implements BookInput {}

    /** A signal, a verdict, isolation. */
    record Burn(int epoch) implements BookInput {}

    /** The time to form is over. */
    record FormTimeOver(int epoch) implements BookInput {}

    /** Peers without a word are waited for no longer. */
    record PatienceOver(int epoch) implements BookInput {}

    /** The agent stood still, and noticed. */
    record Stalled(long nonce) implements BookInput {}

    /** The agent starts. */
    record Restarted(KeptEpochs kept, long nonce) implements BookInput {}

    /** A timer. */
    record Woken() implements BookInput {}
}
