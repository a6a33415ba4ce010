package dev.fusebox.operator.health.judgement;

import java.util.List;
import java.util.Optional;

/**
 * What was decided about one case, and from what.
 *
 * @param caseUid pod UID of the case's subject
 * @param action what the settings and the evidence call for; None if nothing does
 * @param outcomes of all rules, in their order
 * @param dryRun whether mode is DryRun: everything but the writes
 */
public record Decision(String caseUid, Action action, List<RuleOutcome> outcomes, boolean dryRun) {
    public Decision {
        outcomes = List.copyOf(outcomes);
    }

    /** Whether every rule holds and there is something to do. */
    public boolean allowed() {
        return !(action instanceof Action.None) && blockedBy().isEmpty();
    }

    /** Whether the subject is unreachable by a quorum of nodes that still cannot reach it. What a pod says about itself is no such thing. */
    public boolean confirmed() {
        return gives(RuleReason.FRESH_PROBES) && gives(RuleReason.QUORUM);
    }

    private boolean gives(RuleReason reason) {
        return outcomes.stream().anyMatch(o -> o.reason().equals(reason.text()));
    }

    /** Whether all that is missing is what requests to the API server give: a fresh look, and the Lease that repairers share. */
    public boolean worthTrying() {
        return !(action instanceof Action.None)
                && outcomes.stream()
                        .filter(o -> !o.holds())
                        .allMatch(o -> o.reason().equals(RuleReason.READ_NOT_FRESH.text())
                                || o.reason().equals(RuleReason.NODE_LEASE_NOT_HELD.text()));
    }

    /** The first rule that does not hold; that target and Lease were not just read comes last, for that is done when nothing else is left. */
    public Optional<RuleOutcome> blockedBy() {
        List<RuleOutcome> against = outcomes.stream().filter(o -> !o.holds()).toList();
        return against.stream()
                .filter(o -> !o.reason().equals(RuleReason.READ_NOT_FRESH.text()))
                .findFirst()
                .or(() -> against.stream().findFirst());
    }
}
