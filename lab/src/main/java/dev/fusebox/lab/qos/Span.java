package dev.fusebox.lab.qos;

/**
 * From a time up to another.
 *
 * @param startNanos included
 * @param endNanos not included
 */
record Span(long startNanos, long endNanos) {
    boolean contains(long nanos) {
        return nanos >= startNanos && nanos < endNanos;
    }

    /** How much of it lies between the two times. */
    long within(long fromNanos, long toNanos) {
        return Math.max(0, Math.min(endNanos, toNanos) - Math.max(startNanos, fromNanos));
    }
}
