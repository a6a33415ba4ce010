package dev.fusebox.e2e.whole;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fusebox.e2e.cluster.Chart;
import dev.fusebox.e2e.cluster.MemberPod;
import dev.fusebox.e2e.cluster.Target;
import dev.fusebox.e2e.observe.GroupState;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The leading operator stands still while evictions wait for their last rule. The other one goes on with its cases, and the first one,
 * when it goes on, too, does nothing: each pod is evicted once.
 */
@Tag("long")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ExtendWith(TestCluster.class)
class PausedLeaderIT {
    private static final int MEMBERS = 6;

    /** Longer than a leader's Lease, and shorter than what a kubelet's liveness probe bears. */
    private static final Duration PAUSE = Duration.ofSeconds(22);

    /** Who just began to lead waits for a minute, then for the node's Lease. */
    private static final Duration EVICTED = Duration.ofMinutes(5);

    private static final Duration AFTERWARDS = Duration.ofSeconds(30);

    private final TestGroup group;
    private final Remedy remedy;

    PausedLeaderIT(TestCluster.Ground ground) {
        this.group = new TestGroup(
                ground,
                "e2e-paused-leader",
                MEMBERS,
                Remedy.spec(spec -> spec.put("remediation", Remedy.enforce("Evict", "None"))));
        this.remedy = new Remedy(group);
    }

    @Test
    void theOtherReplicaGoesOnWithTheCaseAndEachPodIsEvictedOnce() {
        GroupState whole = group.awaitWhole(MEMBERS);
        remedy.awaitWarm();
        String node = remedy.nodeToLose();
        List<MemberPod> lost = remedy.membersOn(node);
        List<MemberPod> others =
                group.workload.pods().stream().filter(p -> !lost.contains(p)).toList();
        String paused = group.ground.site().operatorPod();
        try {
            group.ground.cluster().cut(new Target.Node(node));
            group.watch.await("burnt", state -> state.showsBurnOf(whole.epoch()), TestGroup.PATIENCE);
            remedy.awaitHeldBackBy("LeaseNotExpired");
            assertThat(lost).noneMatch(remedy::ending);

            group.ground.cluster().freeze(new Target.Pod(Chart.NAMESPACE, paused), PAUSE);
            long began = System.nanoTime();
            Remedy.await("another leads", Duration.ofMinutes(1), () -> assertThat(
                            group.ground.site().operatorPod())
                    .isNotEqualTo(paused));
            say("another leads", began);
            Remedy.await("evicted", EVICTED, () -> assertThat(lost).allMatch(remedy::ending));
            say("evicted", began);

            Awaitility.await("nothing more is done")
                    .during(AFTERWARDS)
                    .atMost(AFTERWARDS.plusSeconds(30))
                    .untilAsserted(() -> {
                        assertThat(remedy.events().count("ActionTaken")).isEqualTo(lost.size());
                        assertThat(others).noneMatch(remedy::ending);
                    });
            assertThat(group.ground.site().operatorPod()).isNotEqualTo(paused);
        } finally {
            group.ground.cluster().heal();
            remedy.events().all().forEach(e -> System.out.println("paused leader: " + e.reason() + ": " + e.note()));
        }
    }

    private static void say(String what, long sinceNanos) {
        System.out.printf(
                "paused leader: %s %.1f s after it stood still%n", what, (System.nanoTime() - sinceNanos) / 1e9);
    }

    @AfterAll
    void remove() {
        group.close();
    }
}
