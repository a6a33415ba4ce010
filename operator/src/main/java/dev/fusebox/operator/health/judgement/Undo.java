package dev.fusebox.operator.health.judgement;

import dev.fusebox.operator.health.judgement.Channels.Lease;
import dev.fusebox.operator.roster.NodeFact;
import dev.fusebox.operator.roster.Tri;

/** Whether a cordon or taint of ours is undone: only what carries our marker, and only when the node has been well for long enough. */
public enum Undo {
    /** Now. */
    DUE,
    /** No marker of ours: somebody else did it, or has taken it over. */
    NOT_OURS,
    /** Somebody works on it. */
    MAINTENANCE,
    /** Its Lease is not fresh or it is not Ready. */
    NOT_WELL,
    /** Not yet for healthyDelaySeconds, doubled per relapse. */
    TOO_EARLY;

    /**
     * What holds now.
     *
     * @param marker that our action left on the node
     * @param delay of that node, which has observed {@link #well} just now
     */
    public static Undo judge(
            NodeFact node, String marker, Lease lease, FlapDelay delay, int healthyDelaySeconds, long nowNanos) {
        if (marker.isEmpty() || !node.marker().equals(marker)) {
            return NOT_OURS;
        }
        if (node.maintenance()) {
            return MAINTENANCE;
        }
        if (!well(node, lease)) {
            return NOT_WELL;
        }
        return delay.remainingNanos(healthyDelaySeconds, nowNanos) > 0 ? TOO_EARLY : DUE;
    }

    /** Whether Kubernetes sees that node well. What is not known is not well. */
    public static boolean well(NodeFact node, Lease lease) {
        return lease == Lease.FRESH && node.ready() == Tri.TRUE;
    }
}
