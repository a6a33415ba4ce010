package dev.fusebox.core.fuse;

import dev.fusebox.core.roster.GroupEpoch;
import dev.fusebox.core.time.Nanos;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The epochs that burnt here lately, so that nobody is believed who still shows them. Bounded. Not thread-safe. */
public final class Tombstones {
    /** Ten minutes: always longer than twice every bound of the protocol. */
    public static final long LIFE_NANOS = Nanos.ofMillis(600_000);

    /** More than any member's groups burn in ten minutes; beyond it the oldest go first. */
    public static final int CAPACITY = 1_024;

    private final Map<GroupEpoch, Long> burntAtNanos = new LinkedHashMap<>();

    /** Remembers a burnt epoch. */
    public void add(GroupEpoch groupEpoch, long nowNanos) {
        prune(nowNanos);
        if (burntAtNanos.containsKey(groupEpoch)) {
            return;
        }
        if (burntAtNanos.size() >= CAPACITY) {
            burntAtNanos.remove(burntAtNanos.keySet().iterator().next());
        }
        burntAtNanos.put(groupEpoch, nowNanos);
    }

    /** Whether that epoch burnt here. */
    public boolean contains(GroupEpoch groupEpoch) {
        return burntAtNanos.containsKey(groupEpoch);
    }

    /** Oldest first. */
    public List<GroupEpoch> all() {
        return List.copyOf(burntAtNanos.keySet());
    }

    Tombstones copy() {
        Tombstones copy = new Tombstones();
        copy.burntAtNanos.putAll(burntAtNanos);
        return copy;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Tombstones tombstones && burntAtNanos.equals(tombstones.burntAtNanos);
    }

    @Override
    public int hashCode() {
        return burntAtNanos.hashCode();
    }

    private void prune(long nowNanos) {
        burntAtNanos.values().removeIf(at -> nowNanos - at > LIFE_NANOS);
    }
}
