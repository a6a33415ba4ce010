package dev.fusebox.lab.qos.conditions;

/**
 * From a time up to another.
 *
 * @param startNanos included
 * @param endNanos not included
 */
public record Span(long startNanos, long endNanos) {
    /** Whether that time lies in it. */
    public boolean contains(long nanos) {
        return nanos >= startNanos && nanos < endNanos;
    }

    /** How much of it lies between the two times. */
    public long within(long fromNanos, long toNanos) {
        return Math.max(0, Math.min(endNanos, toNanos) - Math.max(startNanos, fromNanos));
    }
}
