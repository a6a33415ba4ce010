package dev.fusebox.operator.health;

import dev.fusebox.operator.health.judgement.Channels.Lease;
import java.util.HashMap;
import java.util.Map;

/**
 * When each node's Lease was last seen to change, by this process' own monotonic clock: the time that is written in a Lease is another
 * host's, and is only compared for equality (kubernetes.md section 2, rule 3).
 *
 * <p>Silence of a Lease means something only if the watch would have told of a renewal. So everything is unknown while the watch is
 * broken, after it was broken until each Lease has been seen to change or was watched for its whole duration, and while no Lease at all
 * changes: then it is the API server that is silent, or the operator that is cut off. Not thread-safe.
 */
public final class LeaseBook {
    /** A watch that is back within this time missed nothing: it continues where it stopped. Every reconnect takes some of it. */
    static final long BROKEN_NANOS = 5_000_000_000L;

    private final Map<String, Entry> entries = new HashMap<>();
    private boolean working = true;
    private long brokenSinceNanos;
    private long lastChangeNanos = Long.MIN_VALUE;

    private record Entry(
            String renewed, long durationNanos, long watchedSinceNanos, long changedNanos, boolean changed) {
        Entry fromAnew(long nowNanos) {
            return new Entry(renewed, durationNanos, nowNanos, nowNanos, false);
        }

        long ageNanos(long nowNanos) {
            return nowNanos - changedNanos;
        }

        boolean known(long nowNanos) {
            return changed || nowNanos - watchedSinceNanos >= durationNanos;
        }
    }

    /**
     * The Lease of that node, as the watch has it.
     *
     * @param renewed what is written as its time of renewal, compared for equality only
     * @param durationNanos how long a renewal is good for
     */
    public void seen(String node, String renewed, long durationNanos, long nowNanos) {
        Entry before = entries.get(node);
        if (before == null) {
            entries.put(node, new Entry(renewed, durationNanos, nowNanos, nowNanos, false));
        } else if (!before.renewed.equals(renewed)) {
            entries.put(node, new Entry(renewed, durationNanos, before.watchedSinceNanos, nowNanos, true));
            lastChangeNanos = nowNanos;
        }
    }

    /** The Lease is no more. */
    public void gone(String node) {
        entries.remove(node);
    }

    /** Whether the watch stands; asked at least once per second. */
    public void watching(boolean stands, long nowNanos) {
        if (working && !stands) {
            brokenSinceNanos = nowNanos;
        } else if (!working && stands && nowNanos - brokenSinceNanos >= BROKEN_NANOS) {
            entries.replaceAll((node, entry) -> entry.fromAnew(nowNanos));
        }
        working = stands;
    }

    /** How fresh that node's Lease is. */
    public Lease freshness(String node, long nowNanos) {
        Entry entry = entries.get(node);
        if (entry == null || !entry.known(nowNanos) || inDoubt(entry, nowNanos)) {
            return Lease.UNKNOWN;
        }
        long age = entry.ageNanos(nowNanos);
        if (age >= entry.durationNanos) {
            return Lease.EXPIRED;
        }
        return age >= entry.durationNanos / 2 ? Lease.HALF_EXPIRED : Lease.FRESH;
    }

    private boolean inDoubt(Entry entry, long nowNanos) {
        boolean broken = !working && nowNanos - brokenSinceNanos >= BROKEN_NANOS;
        boolean nobodyRenews =
                lastChangeNanos == Long.MIN_VALUE || nowNanos - lastChangeNanos >= entry.durationNanos / 2;
        return broken || nobodyRenews;
    }
}
