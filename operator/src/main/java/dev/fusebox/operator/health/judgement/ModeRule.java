package dev.fusebox.operator.health.judgement;

import dev.fusebox.operator.roster.NodeFact;
import dev.fusebox.operator.roster.Owner;
import dev.fusebox.operator.roster.PodFact;
import dev.fusebox.operator.roster.RemediationPolicy.Mode;

/** Rule 1: what the owner allows, and everybody who may opt out. */
final class ModeRule implements Rule {
    static final String NAME = "Mode";

    @Override
    public RuleOutcome judge(Question question) {
        if (question.policy().mode() == Mode.OBSERVE) {
            return RuleReason.MODE_OBSERVE.outcome("mode Observe: pods and nodes are left alone");
        }
        if (!question.policy().pauseRequests().isEmpty()) {
            return RuleReason.PAUSED.outcome(
                    "paused: " + String.join(", ", question.policy().pauseRequests()));
        }
        if (!Choice.configured(question)) {
            return RuleReason.NO_ACTION_CONFIGURED.outcome();
        }
        if (question.pod().isEmpty()) {
            return RuleReason.POD_UNKNOWN.outcome();
        }
        PodFact pod = question.pod().get();
        if (!pod.uid().equals(question.subject().uid())) {
            return RuleReason.OTHER_POD.outcome(
                    "pod " + pod.name() + " has UID " + pod.uid() + " now: it is somebody else");
        }
        if (pod.excluded()) {
            return RuleReason.POD_EXCLUDED.outcome("pod " + pod.name() + " carries " + NodeFact.EXCLUDE);
        }
        if (!pod.live()) {
            return RuleReason.POD_ENDING.outcome("pod " + pod.name() + " is ending or has finished");
        }
        if (restartsItsGroup(pod.owner())) {
            return RuleReason.OWNER_RESTARTS_GROUP.outcome(
                    pod.owner().kind() + " " + pod.owner().name() + " restarts its group itself");
        }
        return question.node()
                .filter(n -> n.name().equals(pod.node()))
                .map(node -> ofNode(node, question.policy().mode()))
                .orElseGet(() -> RuleReason.NODE_UNKNOWN.outcome("node '" + pod.node() + "' is not known"));
    }

    private static RuleOutcome ofNode(NodeFact node, Mode mode) {
        if (node.excluded()) {
            return RuleReason.NODE_EXCLUDED.outcome("node " + node.name() + " carries " + NodeFact.EXCLUDE);
        }
        if (node.controlPlane()) {
            return RuleReason.CONTROL_PLANE_NODE.outcome("node " + node.name() + " carries the control plane");
        }
        if (node.maintenance()) {
            return RuleReason.NODE_MAINTENANCE.outcome("somebody works on node " + node.name());
        }
        return (mode == Mode.DRY_RUN ? RuleReason.MODE_DRY_RUN : RuleReason.MODE_ENFORCE).outcome();
    }

    /** By kind alone: whether the restart is switched off in one of them is not known here. */
    private static boolean restartsItsGroup(Owner owner) {
        return (owner.kind().equals("LeaderWorkerSet") && owner.apiVersion().startsWith("leaderworkerset.x-k8s.io/"))
                || (owner.kind().equals("JobSet") && owner.apiVersion().startsWith("jobset.x-k8s.io/"));
    }
}
