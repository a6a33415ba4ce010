package dev.fusebox.lab.sim.engine;

import java.util.random.RandomGenerator;

/**
 * One stream of random numbers: SplitMix64 (Steele, Lea, Flood: Fast splittable pseudorandom number generators, OOPSLA 2014), seeded
 * with a hash of (seed, entity, purpose), so that one more draw in one stream shifts no other. Not thread-safe.
 */
public final class RandomStream implements RandomGenerator {
    private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

    private long state;

    /**
     * The stream of that purpose.
     *
     * @param entity a number of a member, or {@link #pair} of two
     */
    public RandomStream(long seed, long entity, Purpose purpose) {
        this.state = mix(mix(mix(seed + GOLDEN_GAMMA) ^ entity) + purpose.ordinal() * GOLDEN_GAMMA);
    }

    /** The entity number of an ordered pair of members. */
    public static long pair(int from, int to) {
        return ((long) from + 1) << 32 | (to + 1);
    }

    @Override
    public long nextLong() {
        state += GOLDEN_GAMMA;
        return mix(state);
    }

    /** A number in [0, 1). */
    @Override
    public double nextDouble() {
        return (nextLong() >>> 11) * 0x1.0p-53;
    }

    /** A length between 0 and the bound, exclusive; 0 if the bound is 0. */
    public long upTo(long boundNanos) {
        return (long) (nextDouble() * boundNanos);
    }

    /** Whether something of that probability happens; draws nothing if it cannot, or must. */
    public boolean happens(double probability) {
        return probability > 0 && (probability >= 1 || nextDouble() < probability);
    }

    /** A 64-bit mixing function; equal inputs, equal outputs. */
    public static long mix(long value) {
        long z = value;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
