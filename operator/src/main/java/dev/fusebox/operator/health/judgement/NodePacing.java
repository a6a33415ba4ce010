package dev.fusebox.operator.health.judgement;

import java.util.OptionalLong;

/** At most one node action per cluster in 10 min (kubernetes.md section 2 rule 4). Not thread-safe; time is an argument. */
public final class NodePacing {
    /** Long enough to see what the last one did. */
    public static final long INTERVAL_NANOS = 600_000_000_000L;

    private OptionalLong lastNanos = OptionalLong.empty();

    /** To be stored: since the last one; empty if there was none. */
    public record Snapshot(OptionalLong ageNanos) {}

    /** None yet: for a cluster that has no ledger yet, and for no other. */
    public NodePacing() {}

    /** As it was; time does not pass between snapshot and restoring. */
    public static NodePacing restore(Snapshot snapshot, long nowNanos) {
        NodePacing pacing = new NodePacing();
        if (snapshot.ageNanos().isPresent()) {
            pacing.acted(nowNanos - Math.max(0, snapshot.ageNanos().getAsLong()));
        }
        return pacing;
    }

    /** A node action is about to be carried out. */
    public void acted(long nowNanos) {
        lastNanos = OptionalLong.of(nowNanos);
    }

    /** Until the next may come; 0 if it may. */
    public long untilNextNanos(long nowNanos) {
        return lastNanos.isEmpty() ? 0 : Math.max(0, INTERVAL_NANOS - (nowNanos - lastNanos.getAsLong()));
    }

    /** To be stored. */
    public Snapshot snapshot(long nowNanos) {
        return new Snapshot(lastNanos.isEmpty() ? lastNanos : OptionalLong.of(nowNanos - lastNanos.getAsLong()));
    }
}
