package dev.fusebox.lab.qos.conditions;

import java.util.random.RandomGenerator;

/** Quiet, but for some 1.5 s each half minute, in which it loses six of ten and is 60 ms late. */
final class BurstyLink implements Link {
    private static final double MILLI = 1e6;

    private final RandomGenerator random;
    private final Link quiet;
    private final Pauses bad;

    BurstyLink(RandomGenerator random) {
        this.random = random;
        this.quiet = new QuietLink(random);
        this.bad = new Pauses(random, 30_000 * MILLI, 1_500 * MILLI, 30_000 * MILLI);
    }

    @Override
    public boolean loses(long sentNanos) {
        return bad.covers(sentNanos) && random.nextInt(10) < 6;
    }

    @Override
    public long delayNanos(long sentNanos) {
        return bad.covers(sentNanos)
                ? Math.round(60 * MILLI * Conditions.exponential(random))
                : quiet.delayNanos(sentNanos);
    }
}
