package dev.fusebox.operator.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fusebox.operator.health.judgement.Action;
import dev.fusebox.operator.health.judgement.Decision;
import dev.fusebox.operator.health.judgement.RuleOutcome;
import dev.fusebox.operator.health.judgement.RuleReason;
import dev.fusebox.operator.roster.GroupSpec;
import dev.fusebox.operator.roster.Owner;
import dev.fusebox.operator.roster.RemediationPolicy;
import dev.fusebox.operator.roster.RemediationPolicy.Mode;
import dev.fusebox.operator.roster.TestingPod;
import dev.fusebox.operator.roster.TestingPolicy;
import dev.fusebox.operator.roster.TestingSpec;
import dev.fusebox.proto.v1.Cause;
import dev.fusebox.proto.v1.Fate;
import dev.fusebox.proto.v1.FuseState;
import dev.fusebox.proto.v1.VerdictKind;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Under fate RestartPods a burn is followed by the replacement of the survivors' pods, and then by the next epoch. */
class ReplacementsTest {
    private static final int MEMBERS = 4;
    private static final long PATIENCE_MILLIS = 90_000;

    private final VirtualCluster cluster = VirtualCluster.intact(MEMBERS);

    private static RemediationPolicy policy(Mode mode, String... pauses) {
        return new TestingPolicy(mode).paused(pauses).policy();
    }

    private static GroupSpec fate(Fate fate, RemediationPolicy policy) {
        return new TestingSpec().fate(fate).policy(policy).spec();
    }

    private static GroupSpec restartsPods() {
        return fate(Fate.RESTART_PODS, policy(Mode.ENFORCE));
    }

    private void burn(GroupSpec spec) {
        cluster.controller.spec(spec);
        cluster.run(100);
        everybodySaysBurnt();
        cluster.run(100);
    }

    private void everybodySaysBurnt() {
        for (int i = 0; i < MEMBERS; i++) {
            cluster.report(i, 1, FuseState.BURNT);
        }
    }

    private void pass(long millis) {
        for (long ran = 0; ran < millis; ran += 1000) {
            cluster.run(1000);
        }
    }

    private List<String> toReplace() {
        return cluster.state().replacements().stream().map(Case::uid).toList();
    }

    /** The pod goes, and another comes in its place. */
    private void replaced(int number, int by) {
        cluster.pods.remove(VirtualCluster.uid(number));
        cluster.pod(by, true, false);
        cluster.attach(by);
    }

    @Test
    void theNextEpochWaitsUntilEverySurvivorIsReplaced() {
        burn(restartsPods());
        assertThat(toReplace()).containsExactly("uid-0", "uid-1", "uid-2", "uid-3");
        assertThat(cluster.state().cases()).as("nobody is accused").isEmpty();
        for (int i = 0; i < MEMBERS - 1; i++) {
            replaced(i, 10 + i);
            pass(5_000);
            assertThat(cluster.state().epoch()).isEqualTo(1);
            assertThat(cluster.state().waitingFor()).contains("RestartPods");
        }
        replaced(MEMBERS - 1, 13);
        pass(5_000);
        assertThat(cluster.state().epoch()).isEqualTo(2);
        assertThat(cluster.state().roster()).containsExactly("uid-10", "uid-11", "uid-12", "uid-13");
        assertThat(toReplace()).isEmpty();
    }

    @Test
    void anyOtherFateAndAnyOtherModeOnlyTell() {
        for (GroupSpec spec : List.of(
                fate(Fate.NOTIFY, policy(Mode.ENFORCE)),
                fate(Fate.RESTART_CONTAINERS, policy(Mode.ENFORCE)),
                fate(Fate.RESTART_PODS, policy(Mode.OBSERVE)),
                fate(Fate.RESTART_PODS, policy(Mode.ENFORCE, "release 4.2")))) {
            ReplacementsTest other = new ReplacementsTest();
            other.burn(spec);
            assertThat(other.toReplace()).isEmpty();
            other.pass(5_000);
            assertThat(other.cluster.state().epoch()).isEqualTo(2);
        }
    }

    @Test
    void whoOptedOutWhoseOwnerRestartsItsGroupAndWhoDoesNotSayThatItBurntStay() {
        cluster.pods.computeIfPresent(
                "uid-0", (uid, pod) -> TestingPod.like(pod).excluded(true).fact());
        cluster.pods.computeIfPresent("uid-1", (uid, pod) -> TestingPod.like(pod)
                .owner(new Owner("leaderworkerset.x-k8s.io/v1", "LeaderWorkerSet", "l", "u"))
                .fact());
        cluster.controller.spec(restartsPods());
        cluster.run(100);
        cluster.report(0, 1, FuseState.BURNT);
        cluster.report(1, 1, FuseState.BURNT);
        cluster.report(3, 1, FuseState.BURNT);
        cluster.run(100);
        assertThat(toReplace()).containsExactly("uid-3");
        cluster.book.detached("uid-3", cluster.nowNanos);
        cluster.run(100);
        assertThat(toReplace()).as("its agent is not heard").isEmpty();
    }

    @Test
    void whoFailedIsLeftToPodAction() {
        cluster.controller.spec(restartsPods());
        cluster.run(100);
        cluster.accuse(0, 1, 1, VerdictKind.APPLICATION_FAILED);
        everybodySaysBurnt();
        cluster.run(100);
        assertThat(cluster.state().cases()).extracting(Case::uid).containsExactly("uid-1");
        assertThat(toReplace()).containsExactly("uid-0", "uid-2", "uid-3");
    }

    @Test
    void aGroupThatNeverFormedReplacesNobody() {
        cluster.controller.spec(restartsPods());
        cluster.run(100);
        for (int i = 0; i < MEMBERS; i++) {
            cluster.book.report(
                    VirtualCluster.uid(i),
                    VirtualCluster.groupReport(1, 1, FuseState.BURNT).toBuilder()
                            .setCause(Cause.newBuilder().setKind(Cause.Kind.NOT_FORMED))
                            .build(),
                    cluster.nowNanos);
        }
        cluster.run(100);
        assertThat(toReplace()).isEmpty();
    }

    @Test
    void whereNothingMovesTheFateIsTheNoticeAfterAWhile() {
        burn(restartsPods());
        pass(PATIENCE_MILLIS - 1_000);
        assertThat(toReplace()).hasSize(MEMBERS);
        replaced(0, 10);
        pass(PATIENCE_MILLIS - 1_000);
        assertThat(cluster.state().epoch()).as("one was replaced meanwhile").isEqualTo(1);
        pass(10_000);
        assertThat(toReplace()).isEmpty();
        assertThat(cluster.state().epoch()).isEqualTo(2);
        assertThat(cluster.state().roster()).containsExactly("uid-1", "uid-10", "uid-2", "uid-3");
    }

    @Test
    void aStreamThatComesAndGoesMovesNothing() {
        burn(restartsPods());
        for (int i = 0; i < 10; i++) {
            pass(PATIENCE_MILLIS / 10);
            cluster.book.detached("uid-0", cluster.nowNanos);
            cluster.run(100);
            cluster.attach(0, VirtualCluster.groupReport(1, 1, FuseState.BURNT));
            cluster.run(100);
        }
        pass(5_000);
        assertThat(cluster.state().epoch()).isEqualTo(2);
    }

    @Test
    void aNewLeaderGoesOnUnlessTheBurnMayBeOfLongAgo() {
        burn(restartsPods());
        Stored stored = Stored.of(new GroupState.Life(1, Fuse.BURNT));
        cluster.controller = new GroupController(restartsPods(), stored, cluster.nowNanos);
        cluster.run(100);
        assertThat(toReplace()).hasSize(MEMBERS);
        assertThat(cluster.state().epoch()).isEqualTo(1);
        GroupSpec manual = new TestingSpec()
                .fate(Fate.RESTART_PODS)
                .policy(policy(Mode.ENFORCE))
                .manual("")
                .spec();
        cluster.controller = new GroupController(manual, stored, cluster.nowNanos);
        cluster.run(100);
        assertThat(toReplace()).isEmpty();
    }

    @Test
    void ofALargeGroupSomeAreReplacedAtATime() {
        VirtualCluster large = VirtualCluster.intact(40);
        large.controller.spec(restartsPods());
        large.run(100);
        for (int i = 0; i < 40; i++) {
            large.report(i, 1, FuseState.BURNT);
        }
        large.run(100);
        assertThat(large.state().replacements()).hasSize(32);
    }

    /** Decided about the first so many members: none of them is replaced for that reason, or, without one, only by way of trial. */
    private void decided(int members, boolean dryRun, Optional<RuleReason> against) {
        decided(members, true, dryRun, against);
    }

    private void decided(int members, boolean told, boolean dryRun, Optional<RuleReason> against) {
        Set<String> uids =
                IntStream.range(0, members).mapToObj(VirtualCluster::uid).collect(Collectors.toSet());
        List<Decision> decisions = uids.stream()
                .map(uid -> new Decision(
                        uid,
                        new Action.OnPod(Action.OnPod.Kind.EVICT, "shop", "pod", uid, "n"),
                        against.stream()
                                .map(reason -> new RuleOutcome("Rule", false, reason.text(), "so it is"))
                                .toList(),
                        dryRun))
                .toList();
        cluster.controller.remediation(new RemediationView(
                RemediationPolicy.DEFAULT,
                decisions,
                told ? uids : Set.of(),
                Map.of(),
                Optional.empty(),
                false,
                List.of()));
    }

    @Test
    void nobodyWaitsForABudgetThatAPersonMustFillUp() {
        burn(restartsPods());
        decided(MEMBERS - 1, false, Optional.of(RuleReason.BUDGET_EXHAUSTED));
        pass(5_000);
        assertThat(cluster.state().epoch()).as("one may still be replaced").isEqualTo(1);
        decided(MEMBERS, false, Optional.of(RuleReason.BUDGET_EXHAUSTED));
        pass(5_000);
        assertThat(toReplace()).isEmpty();
        assertThat(cluster.state().epoch()).isEqualTo(2);
        assertThat(cluster.state().roster()).hasSize(MEMBERS);
    }

    @Test
    void theNextEpochWaitsUntilPeopleAreToldWhyNobodyIsReplaced() {
        burn(restartsPods());
        decided(MEMBERS, false, false, Optional.of(RuleReason.BUDGET_EXHAUSTED));
        pass(5_000);
        assertThat(cluster.state().epoch()).isEqualTo(1);
    }

    @Test
    void whoFailedIsNotWaitedForEither() {
        cluster.controller.spec(restartsPods());
        cluster.run(100);
        cluster.accuse(0, MEMBERS - 1, 1, VerdictKind.APPLICATION_FAILED);
        everybodySaysBurnt();
        cluster.run(100);
        decided(MEMBERS - 1, false, Optional.of(RuleReason.BUDGET_EXHAUSTED));
        cluster.run(200);
        assertThat(toReplace()).isEmpty();
        assertThat(cluster.state().waitingFor()).doesNotContain("RestartPods");
    }

    @Test
    void whatStandsInTheWayForAMomentIsWaitedFor() {
        burn(restartsPods());
        decided(MEMBERS, false, Optional.of(RuleReason.WARMING_UP));
        pass(5_000);
        assertThat(cluster.state().epoch()).isEqualTo(1);
    }

    @Test
    void aDryRunSaysWhoWouldBeReplacedAndWaitsForNobody() {
        burn(fate(Fate.RESTART_PODS, policy(Mode.DRY_RUN)));
        assertThat(toReplace()).hasSize(MEMBERS);
        decided(MEMBERS, true, Optional.of(RuleReason.WARMING_UP));
        pass(5_000);
        assertThat(toReplace()).as("it is not said yet").hasSize(MEMBERS);
        decided(MEMBERS, true, Optional.empty());
        pass(5_000);
        assertThat(toReplace()).isEmpty();
        assertThat(cluster.state().epoch()).isEqualTo(2);
    }
}
