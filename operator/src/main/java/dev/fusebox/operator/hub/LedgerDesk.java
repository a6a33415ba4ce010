package dev.fusebox.operator.hub;

import dev.fusebox.operator.health.Case;
import dev.fusebox.operator.health.ClusterFacts;
import dev.fusebox.operator.health.judgement.Budget;
import dev.fusebox.operator.health.judgement.Target;
import dev.fusebox.operator.health.review.Docket;
import dev.fusebox.operator.health.review.Restraints;
import dev.fusebox.operator.health.review.Review;
import dev.fusebox.operator.remediation.Job;
import dev.fusebox.operator.remediation.Ledger;
import dev.fusebox.operator.remediation.Result;
import dev.fusebox.operator.roster.GroupSpec;
import dev.fusebox.operator.roster.RemediationPolicy;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The ledger of what was spent, between its text on the API server and the budgets here. Not thread-safe; time is an argument. */
final class LedgerDesk {
    private static final long AGAIN_NANOS = 5_000_000_000L;

    private final Map<String, String> resumed = new HashMap<>();
    private final Restraints restraints;
    private boolean toWrite;
    private Optional<Long> notBeforeNanos = Optional.empty();

    LedgerDesk(Restraints restraints) {
        this.restraints = restraints;
    }

    /** What it says, as it was just read; empty if it could not be. False if nobody knows what was spent. */
    boolean read(Optional<String> text, long nowNanos) {
        if (text.isEmpty()) {
            restraints.ledgerLost();
            return false;
        }
        Optional<Ledger> ledger = text.get().isEmpty() ? Optional.of(Ledger.EMPTY) : Ledger.of(text.get());
        if (ledger.isEmpty()) {
            restraints.ledgerLost();
        } else if (!restraints.ledgerRead()) {
            Ledger l = ledger.get();
            restraints.ledger(l.budgets(), l.nodeActions(), l.paid(), nowNanos);
        }
        return ledger.isPresent();
    }

    /** Pays for an action on a case, once, and gives what it shall say then; empty if it cannot be paid for. */
    Optional<String> pay(Docket docket, Case open, Target target, String intentId, ClusterFacts facts, long nowNanos) {
        boolean isPaid = restraints.pay(
                docket.spec(),
                Review.lineage(target, open, facts.pod(open.uid())),
                target == Target.NODE,
                Review.payment(docket.spec(), open, intentId),
                Ledger.MOST_PAID,
                nowNanos);
        return isPaid ? Optional.of(text(nowNanos)) : Optional.empty();
    }

    /** A group whose owner gave the annotation a new value begins anew. */
    void resume(Docket docket) {
        GroupSpec spec = docket.spec();
        String before = resumed.put(spec.key(), spec.resume());
        if (before != null && !before.equals(spec.resume()) && !spec.resume().isEmpty()) {
            restraints.budget().resume(spec.uid(), lineages(docket));
            toWrite = true;
        }
    }

    /** What is to be done about it at the API server. */
    Optional<Job> due(Collection<Docket> dockets, long nowNanos) {
        boolean wanted = dockets.stream()
                .anyMatch(
                        d -> !d.toJudge().isEmpty() && d.spec().remediation().mode() != RemediationPolicy.Mode.OBSERVE);
        boolean may = notBeforeNanos.filter(at -> nowNanos - at < 0).isEmpty();
        if (wanted && !restraints.ledgerRead() && may) {
            return Optional.of(new Job.ReadLedger());
        }
        return toWrite && restraints.ledgerRead() ? Optional.of(new Job.WriteLedger(text(nowNanos))) : Optional.empty();
    }

    /** An attempt to read it ended. */
    void tried(long nowNanos) {
        notBeforeNanos = Optional.of(nowNanos + AGAIN_NANOS);
    }

    /** An attempt to write it ended. */
    void written(Result result) {
        toWrite = result.kind() != Result.Kind.DONE;
    }

    private String text(long nowNanos) {
        return new Ledger(
                        restraints.budget().snapshot(nowNanos),
                        restraints.pacing().snapshot(nowNanos),
                        restraints.paid())
                .text();
    }

    private static List<String> lineages(Docket docket) {
        return docket.state().selected().stream()
                .map(Budget::lineage)
                .distinct()
                .toList();
    }
}
