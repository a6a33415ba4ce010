package dev.fusebox.e2e.whole;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fusebox.e2e.cluster.MemberPod;
import dev.fusebox.e2e.cluster.SampleWorkload;
import dev.fusebox.e2e.cluster.Target;
import dev.fusebox.e2e.observe.GroupState;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Pods of StatefulSets on a node that does not answer: an eviction only marks the pod, its name is taken until it is gone, and the group
 * says so. Where somebody removed the pod's object before that, the pod of that name is another one, and left alone.
 */
@Tag("long")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ExtendWith(TestCluster.class)
class StatefulSetIT {
    private static final int MEMBERS = 3;
    private static final Duration LEASE_AND_MORE = Duration.ofSeconds(180);
    private static final Duration LONG_ENOUGH = Duration.ofSeconds(60);

    private final TestCluster.Ground ground;
    private final TestGroup marked;
    private final TestGroup replaced;

    StatefulSetIT(TestCluster.Ground ground) {
        this.ground = ground;
        this.marked = group("e2e-stateful");
        this.replaced = group("e2e-recreated");
    }

    private TestGroup group(String namespace) {
        return new TestGroup(
                ground,
                namespace,
                MEMBERS,
                SampleWorkload.Owner.STATEFUL_SET,
                Remedy.spec(spec -> spec.put("remediation", Remedy.enforce("Evict", "None"))));
    }

    @Test
    void saysWhyNoReplacementStartsAndLeavesAnotherPodOfTheSameNameAlone() {
        GroupState whole = marked.awaitWhole(MEMBERS);
        replaced.awaitWhole(MEMBERS);
        Remedy remedy = new Remedy(marked);
        remedy.awaitWarm();
        String node = remedy.nodeToLose();
        MemberPod lost = on(node, marked);
        MemberPod removed = on(node, replaced);
        try {
            ground.cluster().cut(new Target.Node(node));
            // It is decided what would be done, and nothing stands against it any more but the rest of the Lease.
            new Remedy(replaced).awaitHeldBackBy("LeaseNotExpired");
            schedulable(node, false);
            replaced.workload.forget(removed.name());

            Remedy.await("marked", LEASE_AND_MORE, () -> assertThat(remedy.ending(lost))
                    .isTrue());
            GroupState stalled = marked.watch.await(
                    "said to be stalled",
                    state -> state.condition("Stalled").reason().equals("ReplacementsCannotStart"),
                    TestGroup.PATIENCE);
            System.out.println("stateful set: " + stalled.condition("Stalled").message());
            assertThat(stalled.condition("Stalled").message()).contains(lost.name(), node);

            replaced.awaitWhole(MEMBERS);
            MemberPod other = replaced.workload.pods().stream()
                    .filter(p -> p.name().equals(removed.name()))
                    .findFirst()
                    .orElseThrow();
            assertThat(other.uid()).isNotEqualTo(removed.uid());
            new Remedy(replaced).assertNothingIsDoneFor(LONG_ENOUGH);
        } finally {
            ground.cluster().heal();
            schedulable(node, true);
            Stream.of(marked, replaced).forEach(group -> new Remedy(group)
                    .events()
                    .all()
                    .forEach(
                            e -> System.out.println(group.workload.namespace() + ": " + e.reason() + ": " + e.note())));
        }
        GroupState again = marked.watch.await(
                "whole again once the node is back",
                state -> state.isWhole(MEMBERS) && state.epoch() > whole.epoch(),
                TestGroup.PATIENCE);
        assertThat(again.condition("Stalled").status()).isEqualTo("False");
    }

    private static MemberPod on(String node, TestGroup group) {
        return group.workload.pods().stream()
                .filter(p -> p.node().equals(node))
                .findFirst()
                .orElseThrow();
    }

    private void schedulable(String node, boolean yes) {
        ground.site().client().nodes().withName(node).edit(n -> {
            n.getSpec().setUnschedulable(yes ? null : true);
            return n;
        });
    }

    @AfterAll
    void remove() {
        marked.close();
        replaced.close();
    }
}
