package dev.fusebox.e2e.whole;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fusebox.e2e.cluster.MemberPod;
import dev.fusebox.e2e.cluster.Target;
import dev.fusebox.e2e.observe.GroupState;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;

/** What only peers see, or only Kubernetes sees, is told and shown; nothing is done. */
@Tag("long")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@ExtendWith(TestCluster.class)
class PartitionIT {
    private static final int MEMBERS = 6;
    private static final int PEER_PORT = 7946;
    private static final int API_PORT = 6443;
    /** A whole Lease and half of another. */
    private static final Duration LONG_ENOUGH = Duration.ofSeconds(60);

    private final TestGroup group;
    private final Remedy remedy;

    PartitionIT(TestCluster.Ground ground) {
        this.group = new TestGroup(
                ground,
                "e2e-partition",
                MEMBERS,
                Remedy.spec(spec -> spec.put("remediation", Remedy.enforce("Evict", "Cordon"))));
        this.remedy = new Remedy(group);
    }

    @Test
    @Order(1)
    void aNodeThatOnlyItsPeersCannotReachIsAPartitionAndLeftAlone() {
        GroupState whole = group.awaitWhole(MEMBERS);
        remedy.awaitWarm();
        List<MemberPod> pods = group.workload.pods();
        String node = pods.getFirst().node();
        pods.stream()
                .filter(p -> p.node().equals(node))
                .forEach(p -> group.ground.cluster().cut(pod(p), PEER_PORT));

        group.watch.await("burnt", state -> state.showsBurnOf(whole.epoch()), TestGroup.PATIENCE);
        GroupState seen = group.watch
                .first(
                        state -> state.condition("RemediationAllowed").reason().equals("PartitionSuspected"),
                        TestGroup.PATIENCE)
                .orElseThrow(() -> new AssertionError("never PartitionSuspected; newest: " + group.watch.newest()));
        System.out.println("partition: " + seen.condition("RemediationAllowed"));
        remedy.assertNothingIsDoneFor(LONG_ENOUGH);
        assertThat(remedy.cordoned(node)).isFalse();
    }

    @Test
    @Order(2)
    void allAgentsCutFromEachOtherAndNotFromTheApiServer() {
        GroupState whole = group.awaitWhole(MEMBERS);
        group.workload.pods().forEach(p -> group.ground.cluster().cut(pod(p), PEER_PORT));

        group.watch.await("burnt", state -> state.showsBurnOf(whole.epoch()), TestGroup.PATIENCE);
        remedy.assertNothingIsDoneFor(LONG_ENOUGH);
    }

    @Test
    @Order(3)
    void allNodesCutFromTheApiServerAndNotFromEachOther() {
        GroupState whole = group.awaitWhole(MEMBERS);
        List<MemberPod> pods = group.workload.pods();
        pods.stream().map(MemberPod::node).distinct().forEach(n -> group.ground
                .cluster()
                .cut(new Target.Node(n), API_PORT));
        remedy.assertNothingIsDoneFor(LONG_ENOUGH);
        group.ground.cluster().heal();

        GroupState after = group.awaitWhole(MEMBERS);
        assertThat(after.epoch()).as("nobody burnt").isEqualTo(whole.epoch());
        assertThat(group.workload.pods()).containsExactlyInAnyOrderElementsOf(pods);
    }

    private Target pod(MemberPod pod) {
        return new Target.Pod(group.workload.namespace(), pod.name());
    }

    @AfterEach
    void heal() {
        group.ground.cluster().heal();
        remedy.events().all().forEach(e -> System.out.println("partition: " + e.reason() + ": " + e.note()));
    }

    @AfterAll
    void remove() {
        group.close();
    }
}
