package dev.fusebox.operator.health.judgement;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.OptionalLong;

/**
 * A bucket whose tokens come back one by one, each a window after it was spent: in no stretch of that length are there more actions than
 * it holds. (A bucket that drips lets nearly twice as many through.) Once it is empty it stays so until a person resumes it, if it is of
 * that kind. Time is an argument.
 */
final class Bucket {
    private final Deque<Long> spentNanos = new ArrayDeque<>();
    private boolean stalled;

    Bucket() {}

    /** No time has passed since then, so that nothing came back meanwhile. */
    Bucket(Collection<Long> agesNanos, boolean stalled, long nowNanos) {
        agesNanos.stream()
                .sorted((a, b) -> Long.compare(b, a))
                .forEach(age -> spentNanos.add(nowNanos - Math.max(0, age)));
        this.stalled = stalled;
    }

    boolean empty(int capacity, long windowNanos, long nowNanos) {
        return stalled || spentWithin(windowNanos, nowNanos) >= capacity;
    }

    void spend(int capacity, long windowNanos, boolean stallsWhenEmpty, long nowNanos) {
        while (!spentNanos.isEmpty() && nowNanos - spentNanos.getFirst() >= windowNanos) {
            spentNanos.removeFirst();
        }
        spentNanos.addLast(nowNanos);
        stalled |= stallsWhenEmpty && spentNanos.size() >= capacity;
    }

    boolean stalled() {
        return stalled;
    }

    /** Since the last one was spent. */
    OptionalLong ageNanos(long nowNanos) {
        return spentNanos.isEmpty() ? OptionalLong.empty() : OptionalLong.of(nowNanos - spentNanos.getLast());
    }

    List<Long> agesNanos(long nowNanos) {
        return spentNanos.stream().map(at -> nowNanos - at).toList();
    }

    private long spentWithin(long windowNanos, long nowNanos) {
        return spentNanos.stream().filter(at -> nowNanos - at < windowNanos).count();
    }
}
