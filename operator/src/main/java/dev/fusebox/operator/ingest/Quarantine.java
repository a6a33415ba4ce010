package dev.fusebox.operator.ingest;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Which agents have sent so much that had to be refused that they are sent away for a while. A leaky bucket per agent: each refused
 * message adds its weight, {@value #LEAK_PER_SECOND} leaks out per second, at {@value #LIMIT} the agent is out: for a minute, and twice
 * as long each time that it happens again within an hour, up to 16 min. Bounded. Thread-safe; time is an argument, monotonic.
 */
final class Quarantine {
    static final int LIMIT = 100;
    static final double LEAK_PER_SECOND = 0.5;
    static final long FIRST_NANOS = TimeUnit.MINUTES.toNanos(1);
    private static final int MAX_DOUBLINGS = 4;
    private static final long MEMORY_NANOS = TimeUnit.HOURS.toNanos(1);
    private static final int MAX_AGENTS = 20_000;

    private final Map<String, Entry> entries = new LinkedHashMap<>();

    private static final class Entry {
        double strikes;
        long lastNanos;
        long untilNanos;
        int times;

        Entry(long nowNanos) {
            lastNanos = nowNanos;
            untilNanos = nowNanos;
        }
    }

    /**
     * Something of that agent was refused.
     *
     * @return whether it was too much: from now on it is out
     */
    synchronized boolean strike(String uid, double weight, long nowNanos) {
        if (weight <= 0 || uid.isEmpty()) {
            return false;
        }
        Entry entry = entries.computeIfAbsent(uid, id -> new Entry(nowNanos));
        makeRoom();
        if (entry.untilNanos - nowNanos > 0) {
            return false;
        }
        if (nowNanos - entry.lastNanos >= MEMORY_NANOS) {
            entry.times = 0;
        }
        double leaked = (nowNanos - entry.lastNanos) * 1e-9 * LEAK_PER_SECOND;
        entry.strikes = Math.max(0, entry.strikes - leaked) + weight;
        entry.lastNanos = nowNanos;
        // Many small weights add up to a little less than their sum.
        if (entry.strikes < LIMIT - 1e-6) {
            return false;
        }
        entry.strikes = 0;
        entry.untilNanos = nowNanos + (FIRST_NANOS << Math.min(MAX_DOUBLINGS, entry.times));
        entry.times++;
        return true;
    }

    /** How long that agent is still out; 0 if it is not. */
    synchronized long remainingNanos(String uid, long nowNanos) {
        Entry entry = entries.get(uid);
        return entry == null ? 0 : Math.max(0, entry.untilNanos - nowNanos);
    }

    private void makeRoom() {
        Iterator<String> oldest = entries.keySet().iterator();
        if (entries.size() > MAX_AGENTS) {
            oldest.next();
            oldest.remove();
        }
    }
}
