package dev.fusebox.operator.hub;

import dev.fusebox.operator.health.Case;
import dev.fusebox.operator.health.ClusterFacts;
import dev.fusebox.operator.health.Fuse;
import dev.fusebox.operator.health.RemediationView;
import dev.fusebox.operator.health.judgement.Budget;
import dev.fusebox.operator.health.judgement.Channels.Lease;
import dev.fusebox.operator.health.judgement.Target;
import dev.fusebox.operator.health.review.Docket;
import dev.fusebox.operator.health.review.Review;
import dev.fusebox.operator.roster.GroupSpec;
import dev.fusebox.operator.roster.PodFact;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Why a group waits for a person, or for something else that nobody here can give. Pure. */
final class Stalls {
    private Stalls() {}

    /**
     * The first reason, if there is one.
     *
     * @param refused pod UIDs of cases whose eviction a PodDisruptionBudget refused
     * @param pods that the group selects, ending ones too
     */
    static Optional<RemediationView.Stall> of(
            Docket docket,
            Budget budget,
            Set<String> refused,
            Collection<PodFact> pods,
            ClusterFacts facts,
            long nowNanos) {
        GroupSpec spec = docket.spec();
        if (docket.state().fuse() == Fuse.BURNT && !spec.reformsAutomatically()) {
            return Optional.of(new RemediationView.Stall(
                    RemediationView.Stall.Kind.REFORM_MANUAL,
                    "reform is Manual: look why it burnt, then set the annotation " + GroupSpec.RESUME
                            + " to a new value"));
        }
        boolean groupSpent = budget.stalled(spec.uid(), List.of());
        if (groupSpent) {
            return Optional.of(new RemediationView.Stall(
                    RemediationView.Stall.Kind.BUDGET_EXHAUSTED,
                    "spec.remediation.maxActions are spent: look why, then set the annotation " + GroupSpec.RESUME
                            + " to a new value"));
        }
        if (budget.stalled(spec.uid(), lineages(docket, facts))) {
            return Optional.of(new RemediationView.Stall(
                    RemediationView.Stall.Kind.LINEAGE_EXHAUSTED,
                    "a member was acted on too often: look why, then set the annotation " + GroupSpec.RESUME
                            + " to a new value"));
        }
        Optional<String> refusedPod = docket.toJudge().stream()
                .filter(c -> refused.contains(c.uid()))
                .map(Case::name)
                .findFirst();
        if (refusedPod.isPresent()) {
            return Optional.of(new RemediationView.Stall(
                    RemediationView.Stall.Kind.PDB_BLOCKED,
                    "a PodDisruptionBudget refuses the eviction of " + refusedPod.get() + "; it is asked again"));
        }
        return replacement(docket, pods, facts, nowNanos);
    }

    /** A pod on a node that does not answer stays until it is fenced, and a StatefulSet makes no other of its name meanwhile. */
    private static Optional<RemediationView.Stall> replacement(
            Docket docket, Collection<PodFact> pods, ClusterFacts facts, long nowNanos) {
        return pods.stream()
                .filter(p -> p.ending() && docket.spec().selects(p))
                .filter(p -> p.owner().kind().equals("StatefulSet"))
                .filter(p -> facts.leases().freshness(p.node(), nowNanos) == Lease.EXPIRED)
                .findFirst()
                .map(p -> new RemediationView.Stall(
                        RemediationView.Stall.Kind.REPLACEMENTS_CANNOT_START,
                        "pod " + p.name() + " is ending on node " + p.node() + ", which does not answer: StatefulSet "
                                + p.owner().name()
                                + " makes no other until it is gone; fence the node, then delete the pod by force"
                                + " or taint the node node.kubernetes.io/out-of-service"));
    }

    private static List<String> lineages(Docket docket, ClusterFacts facts) {
        return docket.toJudge().stream()
                .map(c -> Review.lineage(Target.POD, c, facts.pod(c.uid())))
                .toList();
    }
}
