package dev.fusebox.operator.remediation;

import dev.fusebox.operator.health.judgement.Decision;
import dev.fusebox.operator.health.judgement.Target;
import dev.fusebox.operator.remediation.ClusterApi.NodeNow;
import dev.fusebox.operator.remediation.ClusterApi.PodNow;
import dev.fusebox.operator.remediation.Result.Kind;
import java.util.Optional;

/**
 * What was seen in one look, by fresh reads.
 *
 * @param hold of the node's shared Lease
 * @param eviction what one would say now; DONE where none is asked for
 * @param decision by what was read; empty if the case is closed or the ledger is not known
 */
record Look(
        Proposal proposal,
        Read<PodNow> pod,
        Read<NodeNow> node,
        boolean leading,
        ClusterApi.Hold hold,
        Answer eviction,
        Optional<Decision> decision) {
    boolean podThere() {
        return pod.found()
                .filter(p -> p.fact().uid().equals(proposal.caseUid()))
                .isPresent();
    }

    boolean podKnown() {
        return !(pod instanceof Read.Unknown<PodNow>);
    }

    /** What stands against acting; empty if nothing does. */
    Optional<Result> against() {
        if (!podKnown() || node() instanceof Read.Unknown<NodeNow>) {
            return Optional.of(Result.of(Kind.OPEN, "the target could not be read"));
        }
        if (proposal().target() == Target.POD && !podThere()) {
            return Optional.of(Result.of(Kind.TARGET_GONE, "the pod is gone"));
        }
        if (proposal().target() == Target.NODE && node().found().isEmpty()) {
            return Optional.of(Result.of(Kind.TARGET_GONE, "the node is gone"));
        }
        if (!leading()) {
            return Optional.of(Result.of(Kind.DEPOSED, "this process does not lead, by a fresh read"));
        }
        if (decision().isEmpty()) {
            return Optional.of(Result.of(Kind.NOT_ALLOWED, "the case is closed"));
        }
        if (eviction() == Answer.FORBIDDEN) {
            return Optional.of(Result.of(Kind.FORBIDDEN, "create pods/eviction"));
        }
        if (eviction() == Answer.REFUSED) {
            return Optional.of(Result.of(Kind.REFUSED, "a PodDisruptionBudget refuses the eviction"));
        }
        Decision decision = decision().get();
        if (decision.allowed() && !decision.dryRun()) {
            return Optional.empty();
        }
        return Optional.of(Result.of(
                Kind.NOT_ALLOWED,
                decision.blockedBy().map(o -> o.reason() + ": " + o.message()).orElse("nothing to do")));
    }
}
