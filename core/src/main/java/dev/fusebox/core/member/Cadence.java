package dev.fusebox.core.member;

import java.util.random.RandomGenerator;

/** Rounds once per interval, with fixed delay and a little jitter, early where the loop runs anyway. A late round is not made up. */
final class Cadence {
    private static final int JITTER_PERCENT = 5;
    private static final int EARLY_DIVISOR = 4;

    private long dueNanos;

    /** The first round comes then. */
    Cadence(long firstNanos) {
        this.dueNanos = firstNanos;
    }

    /** Whether a round is due; if so, the next one is planned. */
    boolean due(long intervalNanos, RandomGenerator random, long nowNanos) {
        if (nowNanos < dueNanos - intervalNanos / EARLY_DIVISOR) {
            return false;
        }
        long jitter = intervalNanos * JITTER_PERCENT / 100;
        dueNanos = Math.max(dueNanos, nowNanos) + intervalNanos - jitter + random.nextLong(2 * jitter + 1);
        return true;
    }

    long nextNanos() {
        return dueNanos;
    }
}
