package dev.fusebox.operator.health.judgement;

import dev.fusebox.operator.health.judgement.Coordination.NodeLease;
import dev.fusebox.operator.roster.NodeFact;

/** Rule 8: others work on nodes and pods too. */
final class CoordinationRule implements Rule {
    static final String NAME = "Coordination";

    /** How long a refused eviction waits before it is asked for again. */
    static final long PDB_WAIT_NANOS = 10_000_000_000L;

    @Override
    public RuleOutcome judge(Question question) {
        NodeLease lease = question.coordination().lease();
        if (lease == NodeLease.UNKNOWN) {
            return RuleReason.NODE_LEASE_UNKNOWN.outcome();
        }
        if (lease == NodeLease.HELD_BY_OTHER) {
            return RuleReason.NODE_LEASE_HELD_BY_OTHER.outcome();
        }
        Action action = Choice.of(question);
        if (action instanceof Action.OnNode onNode && done(onNode, question)) {
            return RuleReason.ALREADY_CORDONED.outcome();
        }
        if (action instanceof Action.OnPod onPod && onPod.kind() == Action.OnPod.Kind.EVICT && refused(question)) {
            return RuleReason.PDB_BLOCKED.outcome();
        }
        // A pod's restart needs nobody's leave for the node, as long as nobody works on it.
        if (lease == NodeLease.FREE && question.target() == Target.NODE) {
            return RuleReason.NODE_LEASE_NOT_HELD.outcome();
        }
        return RuleReason.COORDINATED.outcome();
    }

    private static boolean done(Action.OnNode action, Question question) {
        return switch (action.kind()) {
            case CORDON -> question.node().filter(NodeFact::unschedulable).isPresent();
            case TAINT -> question.node().filter(n -> !n.marker().isEmpty()).isPresent();
            case TEMPLATE -> false;
        };
    }

    private static boolean refused(Question question) {
        return question.coordination().refusedAgeNanos().isPresent()
                && question.coordination().refusedAgeNanos().getAsLong() < PDB_WAIT_NANOS;
    }
}
