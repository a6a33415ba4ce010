package dev.fusebox.core.member;

import dev.fusebox.core.time.Nanos;
import java.util.random.RandomGenerator;

/**
 * Once per interval, with fixed delay and a little jitter, early where the loop runs anyway. What comes late is not made up; what comes
 * early does not move the phase. Not thread-safe.
 */
final class Cadence {
    /** Phases drift apart instead of together. */
    private static final int JITTER_PERCENT = 5;

    /** What is due within this part of the interval comes early, if the loop runs anyway. */
    private static final int EARLY_DIVISOR = 4;

    private long dueNanos = Nanos.NEVER;

    /** It comes then, and once per interval from then on; with {@link Nanos#NEVER} not at all. */
    void begin(long firstNanos) {
        dueNanos = firstNanos;
    }

    /** Whether it is due; if so, the next time is planned. */
    boolean due(long intervalNanos, RandomGenerator random, long nowNanos) {
        if (nowNanos < dueNanos - intervalNanos / EARLY_DIVISOR) {
            return false;
        }
        long jitter = jitterNanos(intervalNanos);
        long due = Math.max(dueNanos, nowNanos);
        dueNanos = due + intervalNanos - jitter + random.nextLong(2 * jitter + 1);
        return true;
    }

    /** Whether it comes later than an interval allows: a longer one was planned, or none. */
    boolean exceeds(long intervalNanos, long nowNanos) {
        return dueNanos > nowNanos + intervalNanos + jitterNanos(intervalNanos);
    }

    /** When it is due; {@link Nanos#NEVER} if it is not. */
    long nextNanos() {
        return dueNanos;
    }

    private static long jitterNanos(long intervalNanos) {
        return intervalNanos * JITTER_PERCENT / 100;
    }
}
