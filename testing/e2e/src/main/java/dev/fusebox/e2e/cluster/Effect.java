package dev.fusebox.e2e.cluster;

/**
 * When something was done to the cluster, on the monotonic clock.
 *
 * @param atNanos just before it took effect
 * @param doneNanos just after
 */
public record Effect(long atNanos, long doneNanos) {}
