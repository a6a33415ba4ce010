package dev.fusebox.operator.health.judgement;

import dev.fusebox.operator.roster.NodeFact;
import dev.fusebox.operator.roster.PodFact;
import dev.fusebox.operator.roster.RemediationPolicy;
import dev.fusebox.operator.roster.RemediationPolicy.NodeAction;
import dev.fusebox.operator.roster.RemediationPolicy.PodAction;

/** Which action the settings call for; whether it may be done is the rules' business. */
final class Choice {
    private Choice() {}

    /** None if nothing is configured, or the one object it would be done to is not known by its UID. */
    static Action of(Question question) {
        if (!configured(question)) {
            return new Action.None();
        }
        return switch (question.target()) {
            case POD ->
                question.pod()
                        .filter(p -> p.uid().equals(question.subject().uid()))
                        .<Action>map(p -> onPod(p, question))
                        .orElseGet(Action.None::new);
            case NODE ->
                question.node()
                        .filter(n -> n.name().equals(question.subject().node()))
                        .<Action>map(n -> onNode(n, question.policy()))
                        .orElseGet(Action.None::new);
        };
    }

    static boolean configured(Question question) {
        RemediationPolicy policy = question.policy();
        return switch (question.target()) {
            case POD -> policy.podAction() != PodAction.NONE || fate(question);
            case NODE ->
                policy.nodeAction() != NodeAction.NONE
                        && (policy.nodeAction() != NodeAction.TEMPLATE
                                || !policy.template().isEmpty());
        };
    }

    /** The group's fate is its owner's word, whatever podAction says of pods that fail. */
    private static boolean fate(Question question) {
        return question.subject().kind() == VerdictKind.FATE;
    }

    private static Action onPod(PodFact pod, Question question) {
        Action.OnPod.Kind kind = fate(question) ? Action.OnPod.Kind.EVICT : ofSettings(question);
        return new Action.OnPod(kind, pod.namespace(), pod.name(), pod.uid(), pod.node());
    }

    private static Action.OnPod.Kind ofSettings(Question question) {
        return switch (question.policy().podAction()) {
            case RESTART -> question.restartsInPlace() ? Action.OnPod.Kind.RESTART : Action.OnPod.Kind.EVICT;
            case EVICT -> Action.OnPod.Kind.EVICT;
            case DELETE -> Action.OnPod.Kind.DELETE;
            case NONE -> throw new IllegalStateException("podAction None chooses nothing");
        };
    }

    private static Action onNode(NodeFact node, RemediationPolicy policy) {
        return switch (policy.nodeAction()) {
            case CORDON -> new Action.OnNode(Action.OnNode.Kind.CORDON, node.name(), node.uid(), "");
            case TAINT -> new Action.OnNode(Action.OnNode.Kind.TAINT, node.name(), node.uid(), "");
            case TEMPLATE -> new Action.OnNode(Action.OnNode.Kind.TEMPLATE, node.name(), node.uid(), policy.template());
            case NONE -> throw new IllegalStateException("nodeAction None chooses nothing");
        };
    }
}
