package dev.fusebox.operator.kubernetes;

import dev.fusebox.operator.health.judgement.Action;
import dev.fusebox.operator.health.judgement.Target;
import dev.fusebox.operator.roster.NodeFact;
import dev.fusebox.operator.roster.PodFact;
import java.util.Optional;

/** Everything that remediation can do. */
enum ActionKind {
    RESTART,
    EVICT,
    DELETE,
    CORDON,
    TAINT,
    TEMPLATE;

    Target target() {
        return compareTo(CORDON) < 0 ? Target.POD : Target.NODE;
    }

    /** None without the object that it would be done to. */
    Action on(Optional<PodFact> pod, Optional<NodeFact> node) {
        return target() == Target.POD
                ? pod.<Action>map(p -> new Action.OnPod(
                                Action.OnPod.Kind.valueOf(name()), p.namespace(), p.name(), p.uid(), p.node()))
                        .orElseGet(Action.None::new)
                : node.<Action>map(n -> new Action.OnNode(
                                Action.OnNode.Kind.valueOf(name()), n.name(), n.uid(), ActingWorld.TEMPLATE))
                        .orElseGet(Action.None::new);
    }
}
