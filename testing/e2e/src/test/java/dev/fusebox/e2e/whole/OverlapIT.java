package dev.fusebox.e2e.whole;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fusebox.e2e.cluster.Effect;
import dev.fusebox.e2e.cluster.FaultKind;
import dev.fusebox.e2e.observe.GroupState;
import dev.fusebox.e2e.observe.GroupWatch;
import dev.fusebox.e2e.observe.SampleLog;
import dev.fusebox.e2e.observe.Told;
import dev.fusebox.e2e.trial.Observation;
import dev.fusebox.e2e.trial.Scene;
import dev.fusebox.e2e.trial.Trial;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** A pod may be in several groups; each has a fuse of its own. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ExtendWith(TestCluster.class)
class OverlapIT {
    private static final int MEMBERS = 3;

    private final TestGroup group;

    OverlapIT(TestCluster.Ground ground) {
        this.group = new TestGroup(ground, "e2e-overlap", MEMBERS);
    }

    @Test
    void membersOfTwoGroupsAreToldOfBothBurns() {
        GenericKubernetesResource second = group.workload.failureGroup();
        second.getMetadata().setName("second");
        group.ground.site().client().resource(second).create();
        try (GroupWatch watch = new GroupWatch(group.ground.site().client(), group.workload.namespace(), "second")) {
            GroupState whole = watch.await("whole", state -> state.isWhole(MEMBERS), TestGroup.PATIENCE);
            Trial trial = group.trial();
            Scene scene = trial.prepare(FaultKind.KILL, MEMBERS, 0, "");

            Effect effect = trial.inject(scene);
            trial.hold(effect);
            Observation seen = trial.collect(scene, effect, 1);

            assertThat(seen.outcome().allToldOnce()).isTrue();
            List<SampleLog> logs = seen.logs();
            assertThat(logs).hasSize(MEMBERS - 1).allSatisfy(log -> assertThat(
                            log.all(Told.BURNT, watch.name(), whole.epoch()))
                    .hasSize(1));
            assertThat(trial.restore(scene, effect, seen).outcome().allToldOnce())
                    .isTrue();
            watch.await(
                    "whole again",
                    state -> state.epoch() > whole.epoch() && state.isWhole(MEMBERS),
                    TestGroup.PATIENCE);
        }
    }

    @AfterAll
    void remove() {
        group.close();
    }
}
