package dev.fusebox.e2e.whole;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fusebox.e2e.cluster.MemberPod;
import dev.fusebox.e2e.cluster.Target;
import dev.fusebox.e2e.observe.GroupState;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** A node loses its network: peers are told at once, and hands move only when the node's own Lease agrees. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ExtendWith(TestCluster.class)
class NodeCutIT {
    private static final int MEMBERS = 6;

    private final TestGroup group;
    private final Remedy remedy;

    NodeCutIT(TestCluster.Ground ground) {
        this.group = new TestGroup(
                ground,
                "e2e-node-cut",
                MEMBERS,
                Remedy.spec(spec -> spec.put("remediation", Remedy.enforce("Evict", "Cordon"))));
        this.remedy = new Remedy(group);
    }

    @Test
    void theNodeIsCordonedAndItsPodsAreEvictedOnlyAfterTheLeaseAgreesAndUncordonedWhenItIsWell() {
        GroupState whole = group.awaitWhole(MEMBERS);
        remedy.awaitWarm();
        String node = remedy.nodeToLose();
        List<MemberPod> lost = remedy.membersOn(node);
        try {
            long began = System.nanoTime();
            group.ground.cluster().cut(new Target.Node(node));

            group.watch.await("burnt", state -> state.showsBurnOf(whole.epoch()), TestGroup.PATIENCE);
            System.out.println("node cut: status burnt after " + seconds(began) + " s");
            assertThat(remedy.cordoned(node)).isFalse();

            Remedy.await("cordoned", Duration.ofSeconds(90), () -> assertThat(remedy.cordoned(node))
                    .isTrue());
            double cordoned = seconds(began);
            System.out.println("node cut: cordoned after " + cordoned + " s");
            // A kubelet renews every 10 s or so: half a Lease without renewal is seen 10 to 20 s after the cut.
            assertThat(cordoned).isGreaterThan(9);

            Remedy.await(
                    "evicted", Duration.ofSeconds(180), () -> assertThat(lost).allMatch(remedy::ending));
            double evicted = seconds(began);
            System.out.println("node cut: evicted after " + evicted + " s");
            assertThat(evicted).isGreaterThan(29);

            group.watch.await(
                    "the replacements joined",
                    state -> state.isWhole(MEMBERS) && state.epoch() > whole.epoch(),
                    Duration.ofSeconds(120));
            System.out.println("node cut: whole again after " + seconds(began) + " s");
        } finally {
            group.ground.cluster().heal();
            remedy.events().all().forEach(e -> System.out.println("node cut: " + e.reason() + ": " + e.note()));
        }
        long healed = System.nanoTime();
        Remedy.await("uncordoned", Duration.ofSeconds(120), () -> assertThat(remedy.cordoned(node))
                .isFalse());
        System.out.println("node cut: uncordoned " + seconds(healed) + " s after it healed");
        assertThat(seconds(healed)).isGreaterThan(14);
        remedy.awaitEvents("NodeCordoned", "NodeUncordoned", "ActionTaken");
    }

    private static double seconds(long sinceNanos) {
        return (System.nanoTime() - sinceNanos) / 1e9;
    }

    @AfterAll
    void remove() {
        group.close();
    }
}
