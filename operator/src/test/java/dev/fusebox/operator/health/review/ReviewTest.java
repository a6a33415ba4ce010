package dev.fusebox.operator.health.review;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fusebox.operator.health.AgentBook;
import dev.fusebox.operator.health.Case;
import dev.fusebox.operator.health.ClusterFacts;
import dev.fusebox.operator.health.Fuse;
import dev.fusebox.operator.health.GroupState;
import dev.fusebox.operator.health.RemediationView;
import dev.fusebox.operator.health.Voter;
import dev.fusebox.operator.health.judgement.Breaker;
import dev.fusebox.operator.health.judgement.Budget;
import dev.fusebox.operator.health.judgement.Coordination;
import dev.fusebox.operator.health.judgement.Decision;
import dev.fusebox.operator.health.judgement.NodePacing;
import dev.fusebox.operator.health.judgement.RuleOutcome;
import dev.fusebox.operator.roster.GroupSpec;
import dev.fusebox.operator.roster.NodeFact;
import dev.fusebox.operator.roster.Owner;
import dev.fusebox.operator.roster.PodFact;
import dev.fusebox.operator.roster.RemediationPolicy;
import dev.fusebox.operator.roster.RemediationPolicy.Mode;
import dev.fusebox.operator.roster.RemediationPolicy.NodeAction;
import dev.fusebox.operator.roster.RemediationPolicy.PodAction;
import dev.fusebox.operator.roster.TestingPod;
import dev.fusebox.operator.roster.TestingPolicy;
import dev.fusebox.operator.roster.TestingSpec;
import dev.fusebox.operator.roster.Tri;
import dev.fusebox.proto.v1.AgentHello;
import dev.fusebox.proto.v1.ApplicationState;
import dev.fusebox.proto.v1.CaseReport;
import dev.fusebox.proto.v1.Detection;
import dev.fusebox.proto.v1.FuseState;
import dev.fusebox.proto.v1.GroupEpoch;
import dev.fusebox.proto.v1.GroupReport;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Ten members, two on each of five nodes n0 to n4: m0 and m5 on n0, m1 and m6 on n1, and so on. All has been well for ten minutes. */
class ReviewTest {
    private static final long SECOND = 1_000_000_000L;
    private static final int MEMBERS = 10;
    private static final int NODES = 5;
    private static final long LEASE_SECONDS = 40;

    private final ClusterFacts facts = new ClusterFacts();
    private final AgentBook book = new AgentBook();
    private final Restraints restraints = new Restraints();
    private final Review review = new Review(
            restraints, (pod, node, at) -> new Coordination(Coordination.NodeLease.NOT_USED, OptionalLong.empty()));
    private final List<PodFact> pods = new ArrayList<>();
    private final List<Case> cases = new ArrayList<>();
    private final List<Case> fates = new ArrayList<>();
    private final Set<String> deadNodes = new HashSet<>();
    private long now;

    ReviewTest() {
        facts.leases().watching(true, 0);
        for (int i = 0; i < NODES; i++) {
            facts.node(new NodeFact("n" + i, "u" + i, "", Tri.TRUE, false, false, false, false, ""));
        }
        for (int i = 0; i < MEMBERS; i++) {
            PodFact pod = pod(i);
            pods.add(pod);
            facts.pod(pod);
            attach(i, ApplicationState.APPLICATION_HEALTHY);
        }
        restraints.ledger(
                new Budget.Snapshot(List.of(), List.of(), new Budget.Entry("", List.of(), false)),
                new NodePacing.Snapshot(OptionalLong.empty()),
                List.of(),
                0);
        pass(600);
    }

    private static PodFact pod(int i) {
        return new TestingPod("m" + i)
                .named("cart-" + i)
                .labels(Map.of("app", "cart"))
                .on("n" + i % NODES)
                .address("10.0.0." + i)
                .owner(new Owner("apps/v1", "ReplicaSet", "cart", "o1"))
                .fact();
    }

    private static GroupSpec spec() {
        RemediationPolicy policy = new TestingPolicy(Mode.ENFORCE)
                .pod(PodAction.EVICT)
                .node(NodeAction.CORDON)
                .policy();
        return new TestingSpec()
                .detection(Detection.newBuilder()
                        .setHeartbeatIntervalMilliseconds(200)
                        .setSuspicionTimeoutMilliseconds(250)
                        .build())
                .policy(policy)
                .spec();
    }

    private void attach(int member, ApplicationState application) {
        book.attached(
                AgentHello.newBuilder()
                        .setMember("m" + member)
                        .setNamespace("shop")
                        .setApplication(application)
                        .build(),
                now);
    }

    /** So many seconds, in which Leases of living nodes are renewed and everybody is judged each second. */
    private void pass(int seconds) {
        for (int i = 0; i < seconds; i++) {
            now += SECOND;
            for (int n = 0; n < NODES; n++) {
                if (!deadNodes.contains("n" + n) && i % 10 == 0) {
                    facts.leases().seen("n" + n, "renewed at " + now, LEASE_SECONDS * SECOND, now);
                }
            }
            facts.leases().watching(true, now);
            for (Case open : cases) {
                open.voters()
                        .forEach(v -> book.report(
                                v.uid(),
                                CaseReport.newBuilder()
                                        .setSubject(open.uid())
                                        .setForMilliseconds((now - open.openedNanos()) / 1_000_000)
                                        .build(),
                                now));
            }
            GroupSpec spec = spec();
            review.look(List.of(new Docket(spec, state(spec))), facts, book, new Review.Post(true, now, 0, false), now);
        }
    }

    private GroupState state(GroupSpec spec) {
        return new GroupState(
                spec.key(),
                1,
                1,
                Fuse.INTACT,
                2,
                pods,
                List.of(),
                pods.stream().map(PodFact::uid).toList(),
                List.of(),
                MEMBERS,
                List.of(),
                List.of(),
                Map.of(),
                List.of(),
                cases,
                fates,
                "",
                RemediationView.EMPTY);
    }

    /** A verdict about a member, by all members on other nodes. */
    private void verdict(int member, String verdict) {
        List<Voter> voters = pods.stream()
                .filter(p -> !p.node().equals("n" + member % NODES) && !deadNodes.contains(p.node()))
                .map(p -> new Voter(p.uid(), p.node(), "", 1, 9_000, false))
                .toList();
        cases.add(new Case(
                "m" + member,
                "cart-" + member,
                "n" + member % NODES,
                verdict,
                voters.size(),
                8,
                9_000,
                1,
                now,
                Instant.EPOCH,
                false,
                verdict.equals("ApplicationFailed") ? List.of() : voters));
    }

    private void nodeDies(int node) {
        deadNodes.add("n" + node);
        for (int member = node; member < MEMBERS; member += NODES) {
            book.detached("m" + member, now);
            verdict(member, "Unreachable");
        }
    }

    private List<Decision> decisions() {
        return review.of("shop/cart");
    }

    private List<String> reasons(String rule) {
        return decisions().stream()
                .flatMap(d -> d.outcomes().stream())
                .filter(o -> o.rule().equals(rule))
                .map(RuleOutcome::reason)
                .distinct()
                .toList();
    }

    private List<String> worthTrying() {
        return decisions().stream()
                .filter(Decision::worthTrying)
                .map(d -> d.action().name())
                .distinct()
                .toList();
    }

    @Test
    void aDeadNodeIsCordonedAtHalfItsLeaseAndItsPodsAreEvictedAtTheWhole() {
        // Its Lease was renewed 9 s before.
        nodeDies(0);
        pass(10);
        assertThat(worthTrying()).isEmpty();
        pass(5);
        assertThat(worthTrying()).containsExactly("Cordon");
        pass(15);
        assertThat(worthTrying()).containsExactly("Cordon");
        pass(5);
        assertThat(worthTrying()).containsExactlyInAnyOrder("Evict", "Cordon");
        assertThat(restraints.clusterBreaker()).isEqualTo(Breaker.State.CLOSED);
    }

    @Test
    void aWholeGroupsFateIsNoFailureOfAnyMemberAndNoGroundAgainstANode() {
        for (int member = 0; member < MEMBERS; member++) {
            book.report("m" + member, burnt(1), now);
            book.heard("m" + member, now);
            fates.add(new Case(
                    "m" + member,
                    "cart-" + member,
                    "n" + member % NODES,
                    "Fate",
                    0,
                    0,
                    0,
                    1,
                    now,
                    Instant.EPOCH,
                    true,
                    List.of()));
        }
        pass(11);
        assertThat(worthTrying()).containsExactly("Evict");
        assertThat(decisions()).hasSize(MEMBERS).allMatch(Decision::worthTrying);
        assertThat(restraints.clusterBreaker()).isEqualTo(Breaker.State.CLOSED);
        assertThat(restraints.storm("shop/cart")).isFalse();
        book.report("m0", burnt(2), now);
        pass(1);
        assertThat(reasons("Case")).containsExactlyInAnyOrder("FateOver", "BurntWithItsGroup");
    }

    @Test
    void whatIsPaidForTheFateNeedsNoBudgetAgain() {
        Case fate = new Case("m0", "cart-0", "n0", "Fate", 0, 0, 0, 1, now, Instant.EPOCH, true, List.of());
        fates.add(fate);
        book.report("m0", burnt(1), now);
        pass(1);
        String payment = Review.payment(spec(), fate, "i-1");
        assertThat(restraints.pay(spec(), "ReplicaSet/o1", false, payment, 10, now))
                .isTrue();
        pass(1);
        assertThat(reasons("Budget")).as("not too soon after itself").containsExactly("WithinBudget");
        verdict(1, "Unreachable");
        pass(1);
        assertThat(reasons("Budget")).contains("TooSoon");
    }

    private static GroupReport burnt(long epoch) {
        return GroupReport.newBuilder()
                .setGroupEpoch(GroupEpoch.newBuilder().setGroup("shop/cart").setEpoch(epoch))
                .setFuse(FuseState.BURNT)
                .build();
    }

    @Test
    void whatKubernetesSeesWellIsAPartitionAndIsLeftAlone() {
        verdict(0, "Unreachable");
        pass(120);
        assertThat(worthTrying()).isEmpty();
        assertThat(reasons("Channels")).contains("PartitionSuspected");
    }

    @Test
    void applicationsThatFailOpenNoBreaker() {
        for (int member = 0; member < 4; member++) {
            attach(member, ApplicationState.APPLICATION_FAILED_STATE);
            verdict(member, "ApplicationFailed");
            pass(40);
        }
        assertThat(reasons("Breaker")).containsExactly("BreakerClosed");
    }

    @Test
    void aCompanionWhoseApplicationFailedIsNotUnreachable() {
        attach(5, ApplicationState.APPLICATION_FAILED_STATE);
        verdict(5, "ApplicationFailed");
        deadNodes.add("n0");
        book.detached("m0", now);
        verdict(0, "Unreachable");
        pass(60);
        assertThat(reasons("NodeVerdict")).contains("NodeHasLiveMembers");
        assertThat(worthTrying()).doesNotContain("Cordon");
    }

    @Test
    void twoDeadNodesOfFiveLeaveTooFewWitnesses() {
        nodeDies(0);
        nodeDies(1);
        pass(60);
        assertThat(reasons("Case")).containsExactly("NoFreshProbes");
        assertThat(worthTrying()).isEmpty();
    }

    @Test
    void theBreakerIsClosedAgainFourMinutesAfterTheAgentsAreBack() {
        for (int member = 0; member < MEMBERS / 2; member++) {
            book.detached("m" + member, now);
        }
        pass(11);
        assertThat(restraints.clusterBreaker()).isEqualTo(Breaker.State.OPEN);
        for (int member = 0; member < MEMBERS / 2; member++) {
            attach(member, ApplicationState.APPLICATION_HEALTHY);
        }
        pass(119);
        assertThat(restraints.clusterBreaker()).isEqualTo(Breaker.State.OPEN);
        pass(1);
        assertThat(restraints.clusterBreaker()).isEqualTo(Breaker.State.HALF_OPEN);
        pass(120);
        assertThat(restraints.clusterBreaker()).isEqualTo(Breaker.State.CLOSED);
    }

    @Test
    void nothingIsDoneWhenHalfOfAllAgentsFallSilentAtOnce() {
        nodeDies(0);
        for (int member : List.of(1, 2, 3)) {
            book.detached("m" + member, now);
        }
        pass(60);
        assertThat(restraints.clusterBreaker()).isEqualTo(Breaker.State.OPEN);
        assertThat(worthTrying()).isEmpty();
    }
}
