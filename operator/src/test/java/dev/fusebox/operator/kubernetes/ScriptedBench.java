package dev.fusebox.operator.kubernetes;

import dev.fusebox.operator.health.judgement.Action;
import dev.fusebox.operator.health.judgement.Coordination;
import dev.fusebox.operator.health.judgement.Decision;
import dev.fusebox.operator.health.judgement.RuleOutcome;
import dev.fusebox.operator.health.judgement.Target;
import dev.fusebox.operator.remediation.Bench;
import dev.fusebox.operator.remediation.Intent;
import dev.fusebox.operator.remediation.Proposal;
import dev.fusebox.operator.remediation.Sighting;
import dev.fusebox.operator.roster.NodeFact;
import dev.fusebox.operator.roster.PodFact;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Judges as the world is, and keeps a ledger of ids with times: at most one action per minute. Lives and dies with its process. */
final class ScriptedBench implements Bench {
    private static final Duration PAUSE = Duration.ofSeconds(60);

    private final ActingWorld world;
    private final Map<String, Instant> paid = new LinkedHashMap<>();
    private Optional<String> allowed = Optional.empty();

    ScriptedBench(ActingWorld world) {
        this.world = world;
    }

    boolean allowed(String intentId) {
        return allowed.equals(Optional.of(intentId));
    }

    @Override
    public Optional<Decision> again(Sighting seen) {
        allowed = Optional.empty();
        if (!world.open()) {
            return Optional.empty();
        }
        Action action = world.kind.on(seen.pod(), seen.node());
        boolean isEviction = world.kind == ActionKind.EVICT;
        List<RuleOutcome> outcomes = Stream.of(
                        rule(
                                "NotTerminating",
                                seen.pod().filter(PodFact::ending).isEmpty()),
                        rule(
                                "NotDoneAlready",
                                seen.proposal().target() == Target.POD
                                        || seen.node()
                                                .filter(ScriptedBench::closed)
                                                .isEmpty()),
                        rule("MinInterval", affordable(seen.intentId())),
                        rule("NodeLease", seen.coordination().lease() == Coordination.NodeLease.HELD),
                        rule(
                                "Disruption",
                                !isEviction
                                        || seen.coordination().refusedAgeNanos().isEmpty()))
                .toList();
        Decision decision = new Decision(seen.proposal().caseUid(), action, outcomes, false);
        allowed = decision.allowed() ? Optional.of(seen.intentId()) : Optional.empty();
        return Optional.of(decision);
    }

    @Override
    public boolean ledgerRead(Optional<String> text) {
        paid.clear();
        text.stream()
                .flatMap(t -> Stream.of(t.split(",")))
                .filter(entry -> !entry.isEmpty())
                .forEach(entry -> paid.put(
                        entry.substring(0, entry.indexOf('@')),
                        Instant.parse(entry.substring(entry.indexOf('@') + 1))));
        return text.isPresent();
    }

    @Override
    public Optional<String> pay(Proposal proposal, String intentId) {
        if (!affordable(intentId)) {
            return Optional.empty();
        }
        paid.putIfAbsent(intentId, world.wall());
        return Optional.of(paid.entrySet().stream()
                .map(e -> e.getKey() + "@" + e.getValue())
                .collect(Collectors.joining(",")));
    }

    @Override
    public void ledgerLost() {
        paid.clear();
    }

    @Override
    public void planned(String group, Intent intent, Decision decision) {}

    private boolean affordable(String intentId) {
        return paid.containsKey(intentId)
                || paid.values().stream().allMatch(at -> !world.wall().isBefore(at.plus(PAUSE)));
    }

    private static boolean closed(NodeFact node) {
        return node.unschedulable() || !node.marker().isEmpty();
    }

    private static RuleOutcome rule(String name, boolean holds) {
        return new RuleOutcome(name, holds, name, "");
    }
}
