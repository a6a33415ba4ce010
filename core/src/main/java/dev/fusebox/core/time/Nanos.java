package dev.fusebox.core.time;

/**
 * Arithmetic on monotonic times and spans in nanoseconds. Times are those of one process, are only compared with each other,
 * and stay below 2^62, so that sums of a time and a span do not overflow.
 */
public final class Nanos {
    /** A deadline that never comes. */
    public static final long NEVER = Long.MAX_VALUE;

    private static final long PER_MILLISECOND = 1_000_000L;

    private Nanos() {}

    /** The span of so many milliseconds. */
    public static long ofMillis(long milliseconds) {
        return milliseconds * PER_MILLISECOND;
    }

    /** The span in whole milliseconds, rounded down. */
    public static long toMillis(long nanos) {
        return nanos / PER_MILLISECOND;
    }
}
