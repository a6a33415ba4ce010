package dev.fusebox.core.member;

import dev.fusebox.core.time.Nanos;

/** When peers are asked whether an epoch still holds, and for how long one that says nothing is waited for. */
final class Asking {
    /** So often the peers are asked again. */
    static final long PERIOD_NANOS = Nanos.ofMillis(100);

    /** A peer that let so much time pass without a word is not waited for any longer. */
    static final long PATIENCE_NANOS = 5 * PERIOD_NANOS;

    private long sinceNanos;
    private long askAtNanos;

    /** The doubt begins, or begins anew. */
    void begin(long nowNanos) {
        sinceNanos = nowNanos;
        askAtNanos = nowNanos;
    }

    /** Whether the peers are to be asked now. */
    boolean due(long nowNanos) {
        if (nowNanos < askAtNanos) {
            return false;
        }
        askAtNanos = nowNanos + PERIOD_NANOS;
        return true;
    }

    /** Whether who has said nothing yet is waited for no longer. */
    boolean patienceOver(long nowNanos) {
        return nowNanos - sinceNanos >= PATIENCE_NANOS;
    }

    /** When to ask again. */
    long nextNanos() {
        return askAtNanos;
    }
}
