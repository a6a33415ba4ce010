package dev.fusebox.operator.roster;

import java.util.List;

/**
 * What the owner of a group allows, with defaults filled in: kubernetes.md section 1, {@code spec.remediation}.
 *
 * @param mode how far the operator goes
 * @param podAction what it may do to a pod
 * @param nodeAction what it may do to a node
 * @param template the {@code RemediationTemplate} to instantiate, {@code apiVersion/kind/name}; empty unless nodeAction is TEMPLATE
 * @param maxUnhealthy of the members; above it no action
 * @param restartDelayMilliseconds before a local restart
 * @param actOnPeersOnly whether strong evidence of peers is enough when Kubernetes sees nothing
 * @param maxActions per window, then Stalled
 * @param windowSeconds length of that window
 * @param minIntervalSeconds between two actions of this group
 * @param stormCooldownSeconds without new actions after a storm
 * @param healthyDelaySeconds that a node must be well before our cordon is undone
 * @param pauseRequests reasons; any stops new actions
 */
public record RemediationPolicy(
        Mode mode,
        PodAction podAction,
        NodeAction nodeAction,
        String template,
        Share maxUnhealthy,
        int restartDelayMilliseconds,
        boolean actOnPeersOnly,
        int maxActions,
        int windowSeconds,
        int minIntervalSeconds,
        int stormCooldownSeconds,
        int healthyDelaySeconds,
        List<String> pauseRequests) {
    /** What a new group has: nothing is touched. */
    public static final RemediationPolicy DEFAULT = new RemediationPolicy(
            Mode.OBSERVE,
            PodAction.RESTART,
            NodeAction.NONE,
            "",
            new Share(25, true),
            0,
            false,
            5,
            3_600,
            60,
            60,
            30,
            List.of());

    public RemediationPolicy {
        pauseRequests = List.copyOf(pauseRequests);
    }

    /** How far the operator goes. */
    public enum Mode {
        OBSERVE,
        DRY_RUN,
        ENFORCE
    }

    /** What may be done to a pod. */
    public enum PodAction {
        NONE,
        RESTART,
        EVICT,
        DELETE
    }

    /** What may be done to a node. */
    public enum NodeAction {
        NONE,
        CORDON,
        TAINT,
        TEMPLATE
    }

    /** A number, or a percentage. */
    public record Share(int value, boolean percent) {
        /** Of that many, rounded down, at least 1. */
        public int of(int total) {
            return Math.max(1, percent ? (int) ((long) total * value / 100) : value);
        }
    }
}
