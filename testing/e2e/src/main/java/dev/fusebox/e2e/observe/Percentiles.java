package dev.fusebox.e2e.observe;

import java.util.Arrays;
import java.util.Collection;

/**
 * Percentiles by the nearest rank: each is a value that was measured.
 *
 * @param sorted the values, ascending
 */
public record Percentiles(long[] sorted) {
    public static Percentiles of(Collection<Long> values) {
        return new Percentiles(
                values.stream().mapToLong(Long::longValue).sorted().toArray());
    }

    public Percentiles {
        sorted = Arrays.copyOf(sorted, sorted.length);
    }

    public boolean isEmpty() {
        return sorted.length == 0;
    }

    /**
     * @param percent 0 < percent <= 100
     * @throws IllegalStateException if there are no values
     */
    public long at(int percent) {
        if (isEmpty()) {
            throw new IllegalStateException("no values");
        }
        int rank = (int) Math.ceil(percent / 100.0 * sorted.length);
        return sorted[Math.max(rank, 1) - 1];
    }

    public long last() {
        return at(100);
    }
}
