package dev.fusebox.agent.operator;

import java.util.random.RandomGenerator;

/**
 * When to try again. A new agent is impatient: full jitter under a limit that starts at 200 ms and doubles to 30 s. One that
 * lost a stream tries at once, and then any time within 30 s, so that a restarted operator is not run over.
 */
final class Reconnect {
    static final long MAX_MILLISECONDS = 30_000;
    private static final long FIRST_LIMIT_MILLISECONDS = 200;
    private static final long JITTER_MILLISECONDS = 1_000;

    private final RandomGenerator random;
    private long limitMilliseconds = FIRST_LIMIT_MILLISECONDS;
    private boolean justLost;

    Reconnect(RandomGenerator random) {
        this.random = random;
    }

    /** A stream stands. */
    void attached() {
        limitMilliseconds = MAX_MILLISECONDS;
        justLost = true;
    }

    /** How long to wait before the next try. */
    long nextMilliseconds() {
        if (justLost) {
            justLost = false;
            return 0;
        }
        long next = random.nextLong(limitMilliseconds + 1);
        limitMilliseconds = Math.min(MAX_MILLISECONDS, 2 * limitMilliseconds);
        return next;
    }

    /** The same, after a refusal that named a time. */
    long nextMillisecondsAfter(long refusedForMilliseconds) {
        justLost = false;
        return refusedForMilliseconds + random.nextLong(JITTER_MILLISECONDS);
    }
}
