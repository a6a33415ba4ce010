package dev.fusebox.operator.hub;

import dev.fusebox.operator.health.AgentBook;
import dev.fusebox.operator.health.Announcements;
import dev.fusebox.operator.health.Case;
import dev.fusebox.operator.health.ClusterFacts;
import dev.fusebox.operator.health.Happening;
import dev.fusebox.operator.health.RemediationView;
import dev.fusebox.operator.health.judgement.Action;
import dev.fusebox.operator.health.judgement.Coordination;
import dev.fusebox.operator.health.judgement.Decision;
import dev.fusebox.operator.health.judgement.RuleOutcome;
import dev.fusebox.operator.health.judgement.Target;
import dev.fusebox.operator.health.review.Docket;
import dev.fusebox.operator.health.review.Restraints;
import dev.fusebox.operator.health.review.Review;
import dev.fusebox.operator.remediation.GroupRef;
import dev.fusebox.operator.remediation.Intent;
import dev.fusebox.operator.remediation.Job;
import dev.fusebox.operator.remediation.Proposal;
import dev.fusebox.operator.remediation.Result;
import dev.fusebox.operator.remediation.Sighting;
import dev.fusebox.operator.roster.GroupSpec;
import dev.fusebox.operator.roster.NodeFact;
import dev.fusebox.operator.roster.PodFact;
import dev.fusebox.operator.roster.RemediationPolicy;
import dev.fusebox.operator.roster.Tri;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;

/**
 * What is done about open cases: chooses the next job from the newest decisions, hears how it ended, and shows both. On the hub's thread;
 * time is an argument.
 */
final class Remedies {
    private static final long AGAIN_NANOS = 5_000_000_000L;
    private static final long RARELY_NANOS = 60_000_000_000L;

    private final Restraints restraints = new Restraints();
    private final Review review = new Review(restraints, this::coordination);
    private final Map<String, Announcements> announcements = new HashMap<>();
    private final DoneActions done = new DoneActions();
    private final SettledDecisions decisions = new SettledDecisions();
    private final LedgerDesk ledger = new LedgerDesk(restraints);
    private final Map<Try, Long> notBefore = new HashMap<>();
    private final Map<String, Long> refused = new HashMap<>();
    private final Map<GroupRef, Long> unsettled = new LinkedHashMap<>();
    private final MissingRights missingRights = new MissingRights();
    private final Cordons cordons = new Cordons();
    private final BiConsumer<GroupSpec, Happening> happened;
    private Map<String, Docket> dockets = Map.of();
    private Optional<Planned> current = Optional.empty();
    private boolean busy;
    private boolean termBegins = true;

    private record Planned(Intent intent, Decision decision) {}

    /** What waits before it is tried again. */
    private record Try(Target target, String caseUid) {}

    /**
     * Nothing decided yet.
     *
     * @param happened takes what people should hear
     */
    Remedies(BiConsumer<GroupSpec, Happening> happened) {
        this.happened = happened;
    }

    Restraints restraints() {
        return restraints;
    }

    /** Judges all groups anew. */
    void look(Collection<Docket> all, ClusterFacts facts, AgentBook book, Review.Post post, long nowNanos) {
        dockets = all.stream().collect(Collectors.toMap(d -> d.spec().key(), d -> d));
        review.look(all, facts, book, post, nowNanos);
        cordons.look(facts, dockets, nowNanos);
        for (Docket docket : all) {
            ledger.resume(docket);
            Announcements news = announcements.computeIfAbsent(docket.spec().key(), k -> new Announcements());
            boolean observes = docket.spec().remediation().mode() == RemediationPolicy.Mode.OBSERVE;
            List<Decision> settled = decisions.look(review.of(docket.spec().key()), nowNanos);
            if (!observes) {
                news.of(settled).forEach(h -> happened.accept(docket.spec(), h));
            }
        }
        Set<String> open =
                all.stream().flatMap(d -> d.toJudge().stream()).map(Case::uid).collect(Collectors.toSet());
        decisions.retain(open);
        announcements.values().forEach(news -> news.retain(open));
        notBefore.keySet().removeIf(key -> !open.contains(key.caseUid()));
        refused.keySet().retainAll(open);
        announcements.keySet().retainAll(dockets.keySet());
        done.retain(dockets.keySet());
    }

    /**
     * What people see of one group.
     *
     * @param pods that it selects, ending ones too
     */
    RemediationView view(GroupSpec spec, Collection<PodFact> pods, ClusterFacts facts, AgentBook book, long nowNanos) {
        Docket docket = dockets.get(spec.key());
        if (docket == null) {
            return RemediationView.EMPTY;
        }
        List<Decision> settled = docket.toJudge().stream()
                .flatMap(c -> decisions.of(c.uid()).stream())
                .toList();
        Set<String> told = docket.toJudge().stream()
                .map(Case::uid)
                .filter(uid -> decisions.told(uid, nowNanos))
                .collect(Collectors.toSet());
        Map<String, RemediationView.Seen> channels = new HashMap<>();
        docket.cases().forEach(c -> channels.put(c.uid(), seen(c, facts, book, nowNanos)));
        return new RemediationView(
                spec.remediation(),
                settled,
                told,
                channels,
                missingRights
                        .stall()
                        .or(() -> Stalls.of(docket, restraints.budget(), refused.keySet(), pods, facts, nowNanos)),
                restraints.storm(spec.key()),
                done.of(spec.key()));
    }

    /** The next thing to do, if there is any and nothing is being done. */
    Optional<Job> next(Review.Post post, long nowNanos) {
        if (busy || !post.leading()) {
            return Optional.empty();
        }
        Optional<Job> job = (termBegins ? Optional.<Job>of(new Job.NewTerm()) : Optional.<Job>empty())
                .or(() -> recovery(nowNanos))
                .or(() -> ledger.due(dockets.values(), nowNanos))
                .or(() -> cordons.due(nowNanos))
                .or(() -> action(nowNanos));
        busy = job.isPresent();
        return job;
    }

    /** A job ended; empty if there was nothing to do. */
    void finished(Job job, Optional<Result> end, Instant wall, long nowNanos) {
        busy = false;
        Result result = end.orElse(new Result(Result.Kind.DONE, ""));
        switch (job) {
            case Job.NewTerm begins -> termBegins = false;
            case Job.ReadLedger read -> ledger.tried(nowNanos);
            case Job.WriteLedger write -> ledger.written(result);
            case Job.Undo undo -> undone(undo, result, nowNanos);
            case Job.Rehearse rehearse -> wait(rehearse.proposal(), AGAIN_NANOS, nowNanos);
            case Job.Recover recover -> settledOrNot(recover.group(), end, wall, nowNanos);
            case Job.Act act -> {
                wait(act.proposal(), pause(result.kind()), nowNanos);
                settledOrNot(act.proposal().group(), Optional.of(result), wall, nowNanos);
                if (result.kind() == Result.Kind.REFUSED) {
                    refused.put(act.proposal().caseUid(), nowNanos);
                }
            }
        }
        missingRights.ended(job, result);
    }

    /** The status of a group that was just seen for the first time holds an intent. */
    void intentFound(GroupRef group, long nowNanos) {
        unsettled.put(group, nowNanos);
    }

    /** This replica begins or ends to lead: whatever stands now is read anew, and nothing is known of what another leader did. */
    void newTerm() {
        termBegins = true;
        restraints.ledgerLost();
        missingRights.newTerm();
        unsettled.clear();
        current = Optional.empty();
        dockets = Map.of();
    }

    /** The group is no more; what we did to nodes for it is undone. */
    void removed(GroupSpec spec) {
        GroupRef ref = ref(spec);
        unsettled.remove(ref);
        restraints.forget(spec);
        cordons.removed(ref);
    }

    /** Judges with what was just read; empty if the case is closed. */
    Optional<Decision> again(Sighting seen, ClusterFacts facts, AgentBook book, Review.Post post, long nowNanos) {
        Proposal proposal = seen.proposal();
        Optional<Decision> decision = docket(proposal.group().key()).flatMap(docket -> open(docket, proposal.caseUid())
                .map(c -> review.again(
                        proposal.target(),
                        docket,
                        c,
                        seen.intentId(),
                        facts,
                        book,
                        post,
                        seen.pod(),
                        seen.node(),
                        seen.coordination(),
                        nowNanos)));
        decision.ifPresent(d -> decisions.put(proposal.target(), d, nowNanos));
        return decision;
    }

    boolean ledgerRead(Optional<String> text, long nowNanos) {
        return ledger.read(text, nowNanos);
    }

    Optional<String> pay(Proposal proposal, String intentId, ClusterFacts facts, long nowNanos) {
        return docket(proposal.group().key()).flatMap(docket -> open(docket, proposal.caseUid())
                .flatMap(c -> ledger.pay(docket, c, proposal.target(), intentId, facts, nowNanos)));
    }

    /** These, as verb and resource, are all that watches lack now. */
    void rightsMissing(Collection<String> missing) {
        missingRights.watches(missing);
    }

    void ledgerLost() {
        restraints.ledgerLost();
    }

    void planned(String group, Intent intent, Decision decision) {
        current = Optional.of(new Planned(intent, decision));
        docket(group)
                .ifPresent(
                        d -> happened.accept(d.spec(), new Happening.ActionPlanned(decision.action(), why(decision))));
    }

    private Coordination coordination(String podUid, String node, long nowNanos) {
        // Whether the node's shared Lease is free is asked when an action is tried.
        Long at = refused.get(podUid);
        return new Coordination(
                Coordination.NodeLease.NOT_USED, at == null ? OptionalLong.empty() : OptionalLong.of(nowNanos - at));
    }

    private Optional<Job> recovery(long nowNanos) {
        return unsettled.entrySet().stream()
                .filter(e -> nowNanos - e.getValue() >= 0)
                .map(Map.Entry::getKey)
                .findFirst()
                .map(Job.Recover::new);
    }

    private Optional<Job> action(long nowNanos) {
        for (Docket docket : dockets.values()) {
            if (unsettled.containsKey(ref(docket.spec()))) {
                continue;
            }
            for (Decision decision : review.of(docket.spec().key())) {
                Target target = SettledDecisions.target(decision);
                if (decision.worthTrying() && due(new Try(target, decision.caseUid()), nowNanos)) {
                    Proposal proposal = proposal(docket, decision.caseUid(), target);
                    return Optional.of(decision.dryRun() ? new Job.Rehearse(proposal) : new Job.Act(proposal));
                }
            }
        }
        return Optional.empty();
    }

    private Proposal proposal(Docket docket, String caseUid, Target target) {
        Case open = open(docket, caseUid).orElseThrow();
        return new Proposal(ref(docket.spec()), caseUid, target, open.name(), open.node());
    }

    private void settledOrNot(GroupRef group, Optional<Result> end, Instant wall, long nowNanos) {
        if (end.isPresent() && end.get().kind() == Result.Kind.OPEN) {
            unsettled.put(group, nowNanos + AGAIN_NANOS);
            return;
        }
        unsettled.remove(group);
        end.ifPresent(result -> conclude(group, result, wall, nowNanos));
        current = Optional.empty();
    }

    private void conclude(GroupRef group, Result result, Instant wall, long nowNanos) {
        Docket docket = dockets.get(group.key());
        if (docket == null || current.isEmpty()) {
            return;
        }
        Action action = current.get().decision().action();
        switch (result.kind()) {
            case DONE, DISOBEYED, TARGET_GONE -> {
                happened.accept(
                        docket.spec(),
                        new Happening.ActionTaken(action, result.kind().text(), result.detail()));
                if (action instanceof Action.OnNode node && result.kind() == Result.Kind.DONE) {
                    happened.accept(
                            docket.spec(),
                            new Happening.NodeCordoned(
                                    node.node(), node.uid(), why(current.get().decision())));
                }
                done.keep(docket, current.get().intent(), result, wall);
            }
            case NOT_ALLOWED, REFUSED, FORBIDDEN, DEPOSED ->
                happened.accept(
                        docket.spec(),
                        new Happening.ActionSkipped(action, result.kind().text(), result.detail()));
            case OPEN -> {}
        }
    }

    private void undone(Job.Undo undo, Result result, long nowNanos) {
        cordons.undone(undo, result, nowNanos);
        Docket docket = dockets.get(undo.group().key());
        if (docket != null && result.kind() == Result.Kind.DONE) {
            happened.accept(
                    docket.spec(), new Happening.NodeUncordoned(undo.node(), "", "it has been well for long enough"));
        }
    }

    private static RemediationView.Seen seen(Case open, ClusterFacts facts, AgentBook book, long nowNanos) {
        return new RemediationView.Seen(
                facts.leases().freshness(open.node(), nowNanos),
                facts.node(open.node()).map(NodeFact::ready).orElse(Tri.UNKNOWN),
                facts.pod(open.uid()).map(PodFact::ready).orElse(Tri.UNKNOWN),
                book.isAttached(open.uid()));
    }

    private Optional<Docket> docket(String group) {
        return Optional.ofNullable(dockets.get(group));
    }

    private static Optional<Case> open(Docket docket, String caseUid) {
        return docket.toJudge().stream().filter(c -> c.uid().equals(caseUid)).findFirst();
    }

    private void wait(Proposal proposal, long nanos, long nowNanos) {
        notBefore.put(new Try(proposal.target(), proposal.caseUid()), nowNanos + nanos);
    }

    private boolean due(Try key, long nowNanos) {
        return nowNanos - notBefore.getOrDefault(key, nowNanos) >= 0;
    }

    private static long pause(Result.Kind kind) {
        return switch (kind) {
            case FORBIDDEN, DISOBEYED, DEPOSED -> RARELY_NANOS;
            case DONE, TARGET_GONE, NOT_ALLOWED, REFUSED, OPEN -> AGAIN_NANOS;
        };
    }

    private static String why(Decision decision) {
        return decision.outcomes().stream()
                .filter(RuleOutcome::holds)
                .limit(4)
                .map(RuleOutcome::message)
                .filter(m -> !m.isEmpty())
                .collect(Collectors.joining("; "));
    }

    private static GroupRef ref(GroupSpec spec) {
        return new GroupRef(spec.namespace(), spec.name(), spec.uid());
    }
}
