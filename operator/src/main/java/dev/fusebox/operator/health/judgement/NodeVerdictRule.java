package dev.fusebox.operator.health.judgement;

import dev.fusebox.operator.roster.Tri;

/** Rule 4: a node is dead when all that we watch on it is, its Lease is late, and the others are fine; one at a time. */
final class NodeVerdictRule implements Rule {
    static final String NAME = "NodeVerdict";

    @Override
    public RuleOutcome judge(Question question) {
        if (question.target() == Target.POD) {
            return RuleReason.NOT_A_NODE_ACTION.outcome();
        }
        if (!question.channels().lease().stale()) {
            return RuleReason.NODE_LEASE_NOT_STALE.outcome(
                    "Lease " + question.channels().lease());
        }
        Surroundings around = question.surroundings();
        long unconfirmed = around.companions().stream()
                .filter(c -> c.unreachable() != Tri.TRUE)
                .count();
        if (unconfirmed > 0) {
            return RuleReason.NODE_HAS_LIVE_MEMBERS.outcome(
                    unconfirmed + " of " + (around.companions().size() + 1) + " members on it may be reachable");
        }
        if (around.groupNodesNotFresh() > 0 || around.otherNodesNotFresh() > Overload.nodeLimit(around.otherNodes())) {
            return RuleReason.OTHER_NODES_NOT_FINE.outcome("Leases not fresh: " + around.groupNodesNotFresh()
                    + " other nodes of the group, " + around.otherNodesNotFresh() + " of " + around.otherNodes()
                    + " other nodes of the cluster");
        }
        if (question.limits().untilNodeActionNanos() > 0) {
            return RuleReason.NODE_PACING.outcome("the next node action may come in "
                    + Show.seconds(question.limits().untilNodeActionNanos()));
        }
        return RuleReason.NODE_DEAD.outcome((around.companions().size() + 1) + " members on it are unreachable, Lease "
                + question.channels().lease());
    }
}
