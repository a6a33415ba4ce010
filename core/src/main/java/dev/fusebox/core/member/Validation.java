package dev.fusebox.core.member;

import dev.fusebox.core.roster.MemberId;
import dev.fusebox.core.time.Nanos;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;

/**
 * Asks peers whether an epoch still holds, after this member stood still or was restarted: it may have missed a burn. One peer's word is
 * enough if that peer did not stand still itself; otherwise all of them must say so, or all that still say anything: where everybody
 * stood still and one never came back, the others would wait for each other for ever and nobody would notice the death.
 */
final class Validation {
    /** So often the peers are asked again. */
    static final long PERIOD_NANOS = Nanos.ofMillis(100);

    /** A peer that let so much time pass without a word is not waited for any longer. */
    static final long PATIENCE_NANOS = 5 * PERIOD_NANOS;

    private final Set<MemberId> equallyUnsure = new TreeSet<>();
    private boolean open;
    private long nonce;
    private long sinceNanos;
    private long askAtNanos = Nanos.NEVER;

    /** Begins anew; answers to earlier questions are void. */
    void begin(long newNonce, long nowNanos) {
        open = true;
        nonce = newNonce;
        sinceNanos = nowNanos;
        askAtNanos = nowNanos;
        equallyUnsure.clear();
    }

    boolean open() {
        return open;
    }

    long nonce() {
        return nonce;
    }

    /** Whether the peers are to be asked now. */
    boolean asks(long nowNanos) {
        if (!open || nowNanos < askAtNanos) {
            return false;
        }
        askAtNanos = nowNanos + PERIOD_NANOS;
        return true;
    }

    /** A peer answered this question, and shows the epoch. */
    void confirmed(MemberId peer, boolean unsureItself, long answeredNonce) {
        if (!open || answeredNonce != nonce) {
            return;
        }
        if (unsureItself) {
            equallyUnsure.add(peer);
        } else {
            open = false;
        }
    }

    /** Closes if every one of these that says anything is equally unsure; nobody left to ask is enough, too. */
    void closeIfAllUnsure(Collection<MemberId> peers, long nowNanos) {
        boolean patienceOver = nowNanos - sinceNanos >= PATIENCE_NANOS && !equallyUnsure.isEmpty();
        if (equallyUnsure.containsAll(peers) || patienceOver) {
            close();
        }
    }

    /** There is nothing left to be unsure about. */
    void close() {
        open = false;
    }

    long nextDeadlineNanos() {
        return open ? askAtNanos : Nanos.NEVER;
    }
}
