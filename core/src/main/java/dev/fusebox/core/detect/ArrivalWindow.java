package dev.fusebox.core.detect;

/**
 * Mean and population deviation of the latest inter-arrival times, O(1) per sample, without allocation. Samples are kept as whole
 * microseconds relative to the nominal interval and summed as integers: nothing drifts, however many come and go.
 */
final class ArrivalWindow {
    /** One minute: keeps the sum of squares of a full window inside 63 bits. */
    private static final long MAX_OFFSET_MICROS = 60_000_000L;

    private static final double NANOS_PER_MICRO = 1_000.0;

    private final long nominalNanos;
    private final long[] offsetsMicros;
    private int size;
    private int next;
    private long sum;
    private long sumOfSquares;

    ArrivalWindow(int capacity, long nominalNanos) {
        if (capacity < 2 || capacity > 2_000) {
            throw new IllegalArgumentException("a window holds 2 to 2000 samples, not " + capacity);
        }
        this.nominalNanos = nominalNanos;
        this.offsetsMicros = new long[capacity];
    }

    void add(long intervalNanos) {
        long offset = (intervalNanos - nominalNanos) / 1_000;
        offset = Math.max(-MAX_OFFSET_MICROS, Math.min(MAX_OFFSET_MICROS, offset));
        if (size == offsetsMicros.length) {
            long oldest = offsetsMicros[next];
            sum -= oldest;
            sumOfSquares -= oldest * oldest;
        } else {
            size++;
        }
        offsetsMicros[next] = offset;
        next = (next + 1) % offsetsMicros.length;
        sum += offset;
        sumOfSquares += offset * offset;
    }

    double meanNanos() {
        return nominalNanos + NANOS_PER_MICRO * sum / size;
    }

    double deviationNanos() {
        double mean = (double) sum / size;
        return NANOS_PER_MICRO * Math.sqrt(Math.max(0.0, (double) sumOfSquares / size - mean * mean));
    }
}
