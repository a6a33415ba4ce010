package dev.fusebox.operator.remediation;

import dev.fusebox.operator.health.judgement.Action;
import dev.fusebox.operator.health.judgement.Decision;
import dev.fusebox.operator.health.judgement.Target;
import dev.fusebox.operator.remediation.ClusterApi.GroupNow;
import dev.fusebox.operator.remediation.ClusterApi.NodeNow;
import dev.fusebox.operator.remediation.ClusterApi.PodNow;
import dev.fusebox.operator.remediation.Result.Kind;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * One leader's term of acting. Every action runs the same way: look, write the intent, look again, pay, act once, clear the intent. Whoever
 * stops anywhere leaves an intent behind, and whoever finds it looks once more: what is done is done, what is still true is done under the
 * same id, and the rest is given up. A later leader raises the leader's epoch of a group before it acts there; then this one's writes
 * conflict, and it is deposed. Not thread-safe: one action at a time.
 */
public final class Remediator {
    private static final long DEADLINE_SECONDS = 30;

    private final ClusterApi api;
    private final Bench bench;
    private final Supplier<String> ids;
    private final Supplier<Instant> wall;
    private final LeaderEpochs epochs;
    private final LedgerPage ledger;
    private final Lookout lookout;
    private final Effects effects;

    /**
     * A term that begins.
     *
     * @param ids gives an id that was never given before
     * @param wall for people
     */
    public Remediator(ClusterApi api, Orders orders, Bench bench, Supplier<String> ids, Supplier<Instant> wall) {
        this.api = api;
        this.bench = bench;
        this.ids = ids;
        this.wall = wall;
        this.epochs = new LeaderEpochs(api);
        this.ledger = new LedgerPage(api, bench);
        this.lookout = new Lookout(api, bench, ledger);
        this.effects = new Effects(api, orders, epochs);
    }

    /** Tries to act on a case. */
    public Result carryOut(Proposal proposal) {
        Optional<GroupNow> group = epochs.own(proposal.group());
        if (group.isEmpty()) {
            return epochs.deposedOrOpen(proposal.group());
        }
        if (group.get().intent().isPresent()) {
            return Result.of(Kind.OPEN, "an earlier action is not settled yet");
        }
        Look first = lookout.look(proposal, "");
        Optional<Result> against = first.against();
        if (against.isPresent()) {
            lookout.release(first);
            return against.get();
        }
        Intent intent = intent(proposal, first);
        for (int i = 0; i < LeaderEpochs.TRIES; i++) {
            switch (api.writeIntent(proposal.group(), group.get().resourceVersion(), Optional.of(intent))) {
                case DONE -> {
                    first.decision()
                            .ifPresent(d -> bench.planned(proposal.group().key(), intent, d));
                    return finish(proposal, intent);
                }
                case CONFLICT -> {
                    group = epochs.own(proposal.group());
                    if (group.isEmpty() || group.get().intent().isPresent()) {
                        lookout.release(first);
                        return epochs.deposedOrOpen(proposal.group());
                    }
                }
                case FORBIDDEN -> {
                    lookout.release(first);
                    return Result.of(Kind.FORBIDDEN, "patch failuregroups/status");
                }
                case ABSENT, REFUSED, UNCERTAIN -> {
                    lookout.release(first);
                    return Result.of(Kind.OPEN, "the intent may or may not be written");
                }
            }
        }
        lookout.release(first);
        return Result.of(Kind.OPEN, "the group's status changes too often");
    }

    /**
     * Settles an intent that was found: of this leader, whose last step was uncertain, or of one before it. Empty if there is none.
     */
    public Optional<Result> recover(GroupRef ref) {
        Optional<GroupNow> group = epochs.own(ref);
        if (group.isEmpty()) {
            return Optional.of(epochs.deposedOrOpen(ref));
        }
        return group.get()
                .intent()
                .map(intent -> finish(
                        new Proposal(ref, intent.caseUid(), intent.target(), intent.podName(), intent.nodeName()),
                        intent));
    }

    /** Does one job. Empty where there was nothing to settle. */
    public Optional<Result> run(Job job) {
        return switch (job) {
            case Job.NewTerm begins -> {
                epochs.newTerm();
                yield Optional.empty();
            }
            case Job.ReadLedger read -> Optional.of(Result.of(ledger.read() ? Kind.DONE : Kind.OPEN, "the ledger"));
            case Job.Act act -> Optional.of(carryOut(act.proposal()));
            case Job.Rehearse rehearse -> Optional.of(rehearse(rehearse.proposal()));
            case Job.Recover recover -> recover(recover.group());
            case Job.Undo undo -> Optional.of(undo(undo.group(), undo.node(), undo.marker()));
            case Job.WriteLedger write -> Optional.of(ledger.rewrite(write.text()));
        };
    }

    /** Looks as if to act, and changes nothing. */
    private Result rehearse(Proposal proposal) {
        return lookout.glance(proposal).against().orElseGet(() -> Result.of(Kind.NOT_ALLOWED, "a rehearsal"));
    }

    /** Takes our cordon back. */
    public Result undo(GroupRef ref, String node, String marker) {
        if (!api.leading().found().orElse(false)) {
            return Result.of(Kind.DEPOSED, "this process does not lead");
        }
        Read<NodeNow> now = api.node(node);
        if (now instanceof Read.Absent<NodeNow>) {
            return effects.kept(ref, Result.of(Kind.TARGET_GONE, "the node is gone"));
        }
        Optional<NodeNow> found = now.found();
        if (found.isEmpty()) {
            return Result.of(Kind.OPEN, "the node could not be read");
        }
        if (!found.get().fact().marker().equals(marker)) {
            return effects.kept(ref, Result.of(Kind.TARGET_GONE, "the marker on the node is not ours"));
        }
        return switch (api.release(node, found.get().fact().uid(), found.get().resourceVersion())) {
            case DONE -> effects.kept(ref, Result.of(Kind.DONE, "node " + node + " is schedulable again"));
            case FORBIDDEN -> Result.of(Kind.FORBIDDEN, "patch nodes");
            case ABSENT -> effects.kept(ref, Result.of(Kind.TARGET_GONE, "the node is gone"));
            case CONFLICT, REFUSED, UNCERTAIN -> Result.of(Kind.OPEN, "the node changed meanwhile, or no answer came");
        };
    }

    private Intent intent(Proposal proposal, Look look) {
        Decision decision = look.decision().orElseThrow();
        String version = proposal.target() == Target.NODE
                ? look.node().found().map(NodeNow::resourceVersion).orElse("")
                : look.pod().found().map(PodNow::resourceVersion).orElse("");
        return new Intent(
                ids.get(),
                proposal.caseUid(),
                decision.action().name(),
                proposal.pod(),
                proposal.node(),
                version,
                Integer.toHexString(decision.outcomes().hashCode()),
                epochs.of(proposal.group()).orElse(0L),
                wall.get()
                        .plusSeconds(DEADLINE_SECONDS)
                        .truncatedTo(ChronoUnit.SECONDS)
                        .toString());
    }

    /** From a written intent on: also where somebody else wrote it. */
    private Result finish(Proposal proposal, Intent intent) {
        Look second = lookout.look(proposal, intent.id());
        Optional<Result> end = done(second, intent)
                .or(second::against)
                .or(() -> changed(second, intent))
                .or(() -> tooLate(intent));
        if (end.isPresent()) {
            lookout.release(second);
            Result result = end.get();
            return switch (result.kind()) {
                case DONE, TARGET_GONE, NOT_ALLOWED, REFUSED, FORBIDDEN -> conclude(second, intent, result);
                case DEPOSED, DISOBEYED, OPEN -> result;
            };
        }
        // The intent must still be the one that stands: a later leader may have settled it while this one stood still.
        Optional<GroupNow> group = epochs.own(proposal.group());
        if (group.isEmpty()
                || group.get().intent().filter(i -> i.id().equals(intent.id())).isEmpty()) {
            lookout.release(second);
            return group.isEmpty()
                    ? epochs.deposedOrOpen(proposal.group())
                    : Result.of(Kind.DEPOSED, "the intent was settled");
        }
        Optional<Result> unpaid = ledger.pay(proposal, intent).or(() -> tooLate(intent));
        Result result = unpaid.isPresent() ? unpaid.get() : effects.act(proposal, intent, second);
        lookout.release(second);
        return conclude(second, intent, result);
    }

    /** What an earlier try under the same intent left behind, or somebody else meanwhile: nothing is done about it again. */
    private static Optional<Result> done(Look look, Intent intent) {
        if (!look.leading()) {
            return Optional.empty();
        }
        boolean marked = look.node()
                .found()
                .filter(n ->
                        n.fact().marker().equals(Effects.marker(look.proposal().group(), intent)))
                .isPresent();
        if (intent.target() == Target.NODE && marked) {
            return Optional.of(Result.of(Kind.DONE, "the node carries this action's marker"));
        }
        boolean removes = intent.action().equals(Action.OnPod.Kind.EVICT.text())
                || intent.action().equals(Action.OnPod.Kind.DELETE.text());
        boolean ending = look.podThere()
                && look.pod().found().filter(p -> p.fact().ending()).isPresent();
        return removes && ending
                ? Optional.of(Result.of(Kind.TARGET_GONE, "the pod's deletion has begun"))
                : Optional.empty();
    }

    /** Clears the intent, unless it is to be tried again. A group without a cordon on this node need not stay for one. */
    private Result conclude(Look look, Intent intent, Result result) {
        if (result.kind() == Kind.OPEN) {
            return result;
        }
        GroupRef group = look.proposal().group();
        boolean cordoned = result.kind() == Kind.DONE
                || look.node()
                        .found()
                        .filter(n -> n.fact().marker().startsWith(group.key() + "/"))
                        .isPresent();
        Result end = intent.target() == Target.NODE && !cordoned ? effects.kept(group, result) : result;
        return end.kind() == Kind.OPEN ? end : settle(group, intent, end);
    }

    /** Late actions are given up: the budget counts from when they were paid for. Also stops a process that stood still since its look. */
    private Optional<Result> tooLate(Intent intent) {
        try {
            return wall.get().isBefore(Instant.parse(intent.deadline()))
                    ? Optional.empty()
                    : Optional.of(Result.of(Kind.NOT_ALLOWED, "its deadline has passed"));
        } catch (DateTimeParseException damaged) {
            return Optional.of(Result.of(Kind.NOT_ALLOWED, "its deadline cannot be read"));
        }
    }

    private static Optional<Result> changed(Look look, Intent intent) {
        boolean same = look.decision()
                .filter(d -> d.action().name().equals(intent.action()))
                .isPresent();
        return same ? Optional.empty() : Optional.of(Result.of(Kind.NOT_ALLOWED, "another action is called for now"));
    }

    private Result settle(GroupRef ref, Intent intent, Result result) {
        for (int i = 0; i < LeaderEpochs.TRIES; i++) {
            Optional<GroupNow> group = epochs.own(ref);
            if (group.isEmpty()) {
                return result.kind() == Kind.DONE ? result : epochs.deposedOrOpen(ref);
            }
            if (group.get().intent().filter(in -> in.id().equals(intent.id())).isEmpty()
                    || api.writeIntent(ref, group.get().resourceVersion(), Optional.empty()) == Answer.DONE) {
                return result;
            }
        }
        return result;
    }
}
