package dev.fusebox.operator.status;

import dev.fusebox.api.v1alpha1.FailureGroupStatus;
import dev.fusebox.operator.health.Case;
import dev.fusebox.operator.health.Fuse;
import dev.fusebox.operator.health.GroupState;
import dev.fusebox.operator.health.Incident;
import dev.fusebox.operator.health.RemediationView;
import dev.fusebox.operator.health.judgement.Action;
import dev.fusebox.operator.health.judgement.Decision;
import dev.fusebox.operator.health.judgement.RuleOutcome;
import dev.fusebox.operator.roster.PodFact;
import dev.fusebox.operator.roster.RemediationPolicy;
import dev.fusebox.operator.roster.RemediationPolicy.Mode;
import dev.fusebox.operator.roster.TestingPod;
import dev.fusebox.operator.roster.TestingPolicy;
import io.fabric8.kubernetes.api.model.Condition;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Groups of two members, a and b, as tests of the status need them. */
final class Groups {
    static final Instant EARLY = Instant.parse("2026-01-01T00:00:00Z");
    static final Instant LATE = Instant.parse("2026-01-01T01:00:00Z");
    static final PodFact A = pod("a", true);
    static final PodFact B = pod("b", true);
    static final Case CASE = of("a");
    static final Incident INCIDENT =
            new Incident(1, "Unreachable pod-a", List.of("a"), "b", 1, Optional.of(430), EARLY);

    private Groups() {}

    static Case of(String uid) {
        return new Case(uid, "pod-" + uid, "n1", "Unreachable", 3, 4, 9_000, 1, 0, EARLY, false, List.of());
    }

    static PodFact pod(String uid, boolean injected) {
        return new TestingPod(uid).named("pod-" + uid).injected(injected).fact();
    }

    static GroupState state(long epoch, Fuse fuse, List<PodFact> pods, List<Case> open, RemediationView view) {
        List<String> roster =
                pods.stream().filter(PodFact::injected).map(PodFact::uid).toList();
        List<String> bare =
                pods.stream().filter(p -> !p.injected()).map(PodFact::name).toList();
        List<Incident> incidents = fuse == Fuse.BURNT ? List.of(INCIDENT) : List.of();
        return new GroupState(
                "shop/g",
                4,
                epoch,
                fuse,
                2,
                pods,
                bare,
                roster,
                roster,
                roster.size(),
                List.of(),
                List.of(),
                Map.of(),
                incidents,
                open,
                List.of(),
                "",
                view);
    }

    /** Burnt in epoch 1 by a, whose case is open. */
    static GroupState burnt(RemediationView view) {
        return state(1, Fuse.BURNT, List.of(A, B), List.of(CASE), view);
    }

    static RemediationPolicy policy(Mode mode, String... pauses) {
        return new TestingPolicy(mode).paused(pauses).policy();
    }

    static RemediationView view(Mode mode, Decision... decisions) {
        return new RemediationView(
                policy(mode), List.of(decisions), Set.of(), Map.of(), Optional.empty(), false, List.of());
    }

    static RemediationView stalled(RemediationView.Stall.Kind kind, String message) {
        return new RemediationView(
                policy(Mode.ENFORCE),
                List.of(),
                Set.of(),
                Map.of(),
                Optional.of(new RemediationView.Stall(kind, message)),
                false,
                List.of());
    }

    static Action restart(String uid) {
        return new Action.OnPod(Action.OnPod.Kind.RESTART, "shop", "pod-" + uid, uid, "n1");
    }

    static Decision allows(String uid, boolean dryRun) {
        return new Decision(uid, restart(uid), List.of(new RuleOutcome("Mode", true, "ModeEnforce", "ok")), dryRun);
    }

    static Decision blocks(String uid, String reason, String message) {
        return new Decision(
                uid,
                restart(uid),
                List.of(
                        new RuleOutcome("Mode", true, "ModeEnforce", "ok"),
                        new RuleOutcome("Quorum", false, reason, message)),
                false);
    }

    static FailureGroupStatus first(GroupState state) {
        return StatusComposer.compose(state, Optional.empty(), EARLY);
    }

    static FailureGroupStatus next(GroupState state, FailureGroupStatus before) {
        return StatusComposer.compose(state, Optional.of(before), LATE);
    }

    static Condition condition(FailureGroupStatus status, String type) {
        return status.conditions.stream()
                .filter(c -> c.getType().equals(type))
                .findFirst()
                .orElseThrow();
    }
}
