package dev.fusebox.core.detect;

/**
 * Mean and population deviation of the latest inter-arrival times, O(1) per sample, without allocation. Samples are kept as whole
 * nanoseconds relative to a nominal interval; their sum has 64 bits, the sum of their squares 128, and the variance is taken from
 * these integers: nothing cancels and nothing drifts, however many samples come and go.
 */
final class ArrivalWindow {
    static final int MAX_CAPACITY = 10_000;

    /** Five days. With a full window of such samples, capacity times the sum of squares stays below 2^127. */
    private static final long MAX_OFFSET_NANOS = 432_000_000_000_000L;

    private static final double TWO_TO_THE_64 = 0x1p64;
    private static final double TWO_TO_THE_63 = 0x1p63;

    private final long nominalNanos;
    private final long[] offsets;
    private int size;
    private int next;
    private long sum;
    private long squaresHigh;
    private long squaresLow;

    ArrivalWindow(int capacity, long nominalNanos) {
        if (capacity < 2 || capacity > MAX_CAPACITY) {
            throw new IllegalArgumentException("a window holds 2 to " + MAX_CAPACITY + " samples, not " + capacity);
        }
        this.nominalNanos = nominalNanos;
        this.offsets = new long[capacity];
    }

    void add(long intervalNanos) {
        long offset = Math.max(-MAX_OFFSET_NANOS, Math.min(MAX_OFFSET_NANOS, intervalNanos - nominalNanos));
        if (size == offsets.length) {
            long oldest = offsets[next];
            sum -= oldest;
            subtractSquare(oldest);
        } else {
            size++;
        }
        offsets[next] = offset;
        next = next + 1 == offsets.length ? 0 : next + 1;
        sum += offset;
        addSquare(offset);
    }

    double meanNanos() {
        return nominalNanos + (double) sum / size;
    }

    /** sqrt(n * (sum of squares) - (sum)^2) / n, the radicand as an exact integer of 128 bits. */
    double deviationNanos() {
        long scaledLow = squaresLow * size;
        long scaledHigh = squaresHigh * size + Math.unsignedMultiplyHigh(squaresLow, size);
        long squareLow = sum * sum;
        long squareHigh = Math.multiplyHigh(sum, sum);
        long high = scaledHigh - squareHigh - borrow(scaledLow, squareLow);
        return Math.sqrt(high * TWO_TO_THE_64 + unsigned(scaledLow - squareLow)) / size;
    }

    private void addSquare(long offset) {
        long low = offset * offset;
        long before = squaresLow;
        squaresLow += low;
        squaresHigh += Math.multiplyHigh(offset, offset) + borrow(squaresLow, before);
    }

    private void subtractSquare(long offset) {
        long low = offset * offset;
        squaresHigh -= Math.multiplyHigh(offset, offset) + borrow(squaresLow, low);
        squaresLow -= low;
    }

    /** 1 if the first is below the second, both unsigned: what a difference borrows, and what an overflown sum carries. */
    private static long borrow(long first, long second) {
        return Long.compareUnsigned(first, second) < 0 ? 1 : 0;
    }

    private static double unsigned(long bits) {
        return bits >= 0 ? bits : (bits & Long.MAX_VALUE) + TWO_TO_THE_63;
    }
}
