package dev.fusebox.agent.count;

import dev.fusebox.core.member.Counter;
import java.util.concurrent.atomic.AtomicLongArray;

/** Counters since the start. Thread-safe. */
public final class Counts {
    private final AtomicLongArray counters = new AtomicLongArray(Counter.values().length);
    private final AtomicLongArray drops = new AtomicLongArray(Drop.values().length);

    public void count(Counter counter) {
        counters.incrementAndGet(counter.ordinal());
    }

    public void count(Drop drop) {
        drops.incrementAndGet(drop.ordinal());
    }

    public long of(Counter counter) {
        return counters.get(counter.ordinal());
    }

    public long of(Drop drop) {
        return drops.get(drop.ordinal());
    }
}
