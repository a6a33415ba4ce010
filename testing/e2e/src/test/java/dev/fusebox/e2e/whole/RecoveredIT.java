package dev.fusebox.e2e.whole;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fusebox.e2e.cluster.MemberPod;
import dev.fusebox.e2e.cluster.Target;
import dev.fusebox.e2e.observe.GroupState;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** A pod that comes back while its eviction waits for its last rule is left alone; one that does not come back is evicted. */
@Tag("long")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ExtendWith(TestCluster.class)
class RecoveredIT {
    private static final int MEMBERS = 4;
    private static final Duration LONG_ENOUGH = Duration.ofSeconds(60);

    private final TestGroup group;
    private final Remedy remedy;

    RecoveredIT(TestCluster.Ground ground) {
        this.group = new TestGroup(ground, "e2e-recovered", MEMBERS, Remedy.spec(spec -> {
            Map<String, Object> remediation = Remedy.enforce("Evict", "None");
            remediation.put("actOnPeersOnly", true);
            spec.put("remediation", remediation);
        }));
        this.remedy = new Remedy(group);
    }

    @Test
    void whoComesBackIsNotTouchedAndWhoDoesNotIsEvicted() {
        GroupState whole = group.awaitWhole(MEMBERS);
        remedy.awaitWarm();
        List<MemberPod> pods = group.workload.pods();
        MemberPod back = pods.getFirst();
        MemberPod gone = pods.getLast();
        try {
            cut(back);
            remedy.awaitHeldBackBy("PeersNotStable");
            group.ground.cluster().heal();
            GroupState again = group.watch.await(
                    "whole again",
                    state -> state.isWhole(MEMBERS) && state.epoch() > whole.epoch(),
                    TestGroup.PATIENCE);
            remedy.assertNothingIsDoneFor(LONG_ENOUGH);
            assertThat(group.workload.pods()).containsExactlyInAnyOrderElementsOf(pods);

            cut(gone);
            Remedy.await("evicted", TestGroup.PATIENCE, () -> assertThat(remedy.ending(gone))
                    .isTrue());
            assertThat(again.epoch()).isEqualTo(whole.epoch() + 1);
            assertThat(remedy.ending(back)).isFalse();
        } finally {
            group.ground.cluster().heal();
            remedy.events().all().forEach(e -> System.out.println("recovered: " + e.reason() + ": " + e.note()));
        }
    }

    private void cut(MemberPod pod) {
        group.ground.cluster().cut(new Target.Pod(group.workload.namespace(), pod.name()));
    }

    @AfterAll
    void remove() {
        group.close();
    }
}
