package dev.fusebox.operator.hub;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fusebox.operator.health.Case;
import dev.fusebox.operator.health.ClusterFacts;
import dev.fusebox.operator.health.Fuse;
import dev.fusebox.operator.health.GroupState;
import dev.fusebox.operator.health.RemediationView;
import dev.fusebox.operator.health.judgement.Target;
import dev.fusebox.operator.health.review.Docket;
import dev.fusebox.operator.health.review.Restraints;
import dev.fusebox.operator.remediation.Job;
import dev.fusebox.operator.remediation.Ledger;
import dev.fusebox.operator.remediation.Result;
import dev.fusebox.operator.roster.RemediationPolicy;
import dev.fusebox.operator.roster.TestingPod;
import dev.fusebox.operator.roster.TestingPolicy;
import dev.fusebox.operator.roster.TestingSpec;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What was spent is known, or nothing is paid. */
class LedgerDeskTest {
    private static final long SECOND = 1_000_000_000L;
    private static final Case OPEN =
            new Case("a", "cart-a", "n1", "Unreachable", 2, 4, 9_000, 1, 0, Instant.EPOCH, false, List.of());

    private final Restraints restraints = new Restraints();
    private final LedgerDesk desk = new LedgerDesk(restraints);
    private final ClusterFacts facts = new ClusterFacts();
    private long nowNanos = SECOND;

    private static Docket docket(String resume) {
        TestingSpec spec = new TestingSpec()
                .policy(new TestingPolicy(RemediationPolicy.Mode.ENFORCE)
                        .maxActions(1)
                        .policy());
        return new Docket(
                spec.manual(resume).spec(),
                new GroupState(
                        "shop/cart",
                        1,
                        1,
                        Fuse.INTACT,
                        2,
                        List.of(new TestingPod("a").fact()),
                        List.of(),
                        List.of("a"),
                        List.of("a"),
                        1,
                        List.of(),
                        List.of(),
                        Map.of(),
                        List.of(),
                        List.of(OPEN),
                        List.of(),
                        "",
                        RemediationView.EMPTY));
    }

    private Optional<String> pay(String intent) {
        return desk.pay(docket(""), OPEN, Target.POD, intent, facts, nowNanos);
    }

    @Test
    void nothingIsPaidBeforeItWasRead() {
        assertThat(pay("i-1")).isEmpty();
        assertThat(desk.read(Optional.of(""), nowNanos)).isTrue();
        assertThat(pay("i-1")).isPresent();
    }

    @Test
    void aDamagedOneIsNoEmptyOne() {
        assertThat(desk.read(Optional.of("{\"version\":1,\"groups\":[{\"key\":\"g\"}]"), nowNanos))
                .isFalse();
        assertThat(pay("i-1")).isEmpty();
        assertThat(desk.read(Optional.of("{\"version\":9}"), nowNanos)).isFalse();
        assertThat(pay("i-1")).isEmpty();
    }

    @Test
    void oneThatCouldNotBeReadIsNoEmptyOne() {
        assertThat(desk.read(Optional.empty(), nowNanos)).isFalse();
        assertThat(pay("i-1")).isEmpty();
    }

    @Test
    void anIntentIsPaidForOnceAlsoByTheNextOperator() {
        desk.read(Optional.of(""), nowNanos);
        String text = pay("i-1").orElseThrow();
        assertThat(pay("i-2")).as("maxActions is 1").isEmpty();
        LedgerDesk next = new LedgerDesk(new Restraints());
        assertThat(next.read(Optional.of(text), nowNanos)).isTrue();
        assertThat(next.pay(docket(""), OPEN, Target.POD, "i-2", facts, nowNanos))
                .isEmpty();
        assertThat(next.pay(docket(""), OPEN, Target.POD, "i-1", facts, nowNanos))
                .isPresent();
    }

    @Test
    void theFateOfABurntGroupIsPaidForOnceHoweverManyPodsAreReplaced() {
        desk.read(Optional.of(""), nowNanos);
        assertThat(payFate("a", 1)).isPresent();
        assertThat(payFate("b", 1)).as("maxActions is 1").isPresent();
        assertThat(payFate("a", 2)).as("of another epoch").isEmpty();
    }

    private Optional<String> payFate(String pod, long epoch) {
        Case fate = new Case(pod, pod, "n1", "Fate", 0, 0, 0, epoch, 0, Instant.EPOCH, true, List.of());
        return desk.pay(docket(""), fate, Target.POD, "i-" + pod + epoch, facts, nowNanos);
    }

    @Test
    void itIsReadWhereACaseNeedsItAndNotTooOften() {
        assertThat(desk.due(List.of(docket("")), nowNanos)).contains(new Job.ReadLedger());
        desk.tried(nowNanos);
        assertThat(desk.due(List.of(docket("")), nowNanos)).isEmpty();
        nowNanos += 5 * SECOND;
        assertThat(desk.due(List.of(docket("")), nowNanos)).contains(new Job.ReadLedger());
        assertThat(desk.due(List.of(), nowNanos)).isEmpty();
    }

    @Test
    void aPersonsNewWordGivesTheGroupItsBudgetBackAndIsWritten() {
        desk.read(Optional.of(""), nowNanos);
        desk.resume(docket("seen-1"));
        pay("i-1");
        assertThat(desk.due(List.of(docket("seen-1")), nowNanos)).isEmpty();
        desk.resume(docket("seen-2"));
        Optional<Job> job = desk.due(List.of(docket("seen-2")), nowNanos);
        assertThat(job).containsInstanceOf(Job.WriteLedger.class);
        assertThat(Ledger.of(((Job.WriteLedger) job.orElseThrow()).text())).isPresent();
        assertThat(pay("i-2")).isPresent();
        desk.written(new Result(Result.Kind.DONE, ""));
        assertThat(desk.due(List.of(docket("seen-2")), nowNanos)).isEmpty();
    }
}
