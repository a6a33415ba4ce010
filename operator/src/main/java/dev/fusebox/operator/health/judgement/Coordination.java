package dev.fusebox.operator.health.judgement;

import java.util.OptionalLong;

/**
 * What others do.
 *
 * @param lease of the node, {@code node-<name>} in {@code medik8s-leases}
 * @param refusedAgeNanos since the Eviction API last refused this pod because of a PodDisruptionBudget; empty if it did not
 */
public record Coordination(NodeLease lease, OptionalLong refusedAgeNanos) {
    /** The Lease that operators that repair nodes share. */
    public enum NodeLease {
        /** The cluster has no such namespace. */
        NOT_USED,
        HELD,
        FREE,
        HELD_BY_OTHER,
        UNKNOWN
    }
}
