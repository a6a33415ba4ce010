package dev.fusebox.core.link;

import dev.fusebox.core.time.Nanos;
import java.util.random.RandomGenerator;

/**
 * Exponential back-off with full jitter: the n-th wait is uniform in (0, min(cap, base 2^n)] (Brooker: Exponential Backoff and
 * Jitter, 2015).
 */
public final class Backoff {
    /** The shortest upper bound. */
    public static final long BASE_NANOS = Nanos.ofMillis(100);

    /** The longest wait. */
    public static final long CAP_NANOS = Nanos.ofMillis(2_000);

    private static final int MAX_DOUBLINGS = 16;

    private int attempts;

    /** The next wait in nanoseconds, above 0. */
    public long nextNanos(RandomGenerator random) {
        long bound = Math.min(CAP_NANOS, BASE_NANOS << Math.min(attempts, MAX_DOUBLINGS));
        attempts++;
        return 1 + random.nextLong(bound);
    }

    /** It worked: begin again with short waits. */
    public void reset() {
        attempts = 0;
    }
}
