package dev.fusebox.lab.qos.conditions;

import java.util.random.RandomGenerator;

/** Loses nothing; once in 2000 a message takes some milliseconds. */
record QuietLink(RandomGenerator random) implements Link {
    private static final double MILLI = 1e6;
    private static final int RARELY = 2_000;

    @Override
    public boolean loses(long sentNanos) {
        return false;
    }

    @Override
    public long delayNanos(long sentNanos) {
        double tail = random.nextInt(RARELY) == 0 ? 8 * MILLI * Conditions.exponential(random) : 0;
        return Math.round(0.2 * MILLI + 0.1 * MILLI * Conditions.exponential(random) + tail);
    }
}
