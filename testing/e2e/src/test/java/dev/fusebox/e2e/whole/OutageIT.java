package dev.fusebox.e2e.whole;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fusebox.e2e.cluster.Chart;
import dev.fusebox.e2e.cluster.Effect;
import dev.fusebox.e2e.cluster.FaultKind;
import dev.fusebox.e2e.cluster.Target;
import dev.fusebox.e2e.observe.GroupState;
import dev.fusebox.e2e.trial.Outcome;
import dev.fusebox.e2e.trial.Scene;
import dev.fusebox.e2e.trial.Trial;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** Neither API server nor operator is in the way of a notice; what happened meanwhile is in the status afterwards. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ExtendWith(TestCluster.class)
class OutageIT {
    private static final int MEMBERS = 6;
    private static final long PROMISED_MILLIS = 4000;

    private final TestGroup group;

    OutageIT(TestCluster.Ground ground) {
        this.group = new TestGroup(ground, "e2e-outage", MEMBERS);
    }

    @Test
    void withoutApiServerAndOperatorEverySurvivorIsToldAndTheStatusCatchesUp() {
        Trial trial = group.trial();
        Scene scene = trial.prepare(FaultKind.KILL, MEMBERS, 1, "");
        String operator = group.ground.site().operatorPod();
        Effect effect;
        try {
            group.ground.cluster().stopApi();
            group.ground.cluster().kill(new Target.Pod(Chart.NAMESPACE, operator));
            effect = trial.inject(scene);
            trial.hold(effect);
        } finally {
            group.ground.cluster().startApi();
        }

        Outcome told = trial.collect(scene, effect, 1).outcome();
        System.out.println("API server stopped, operator killed: " + told.line());
        assertThat(told.survivors()).hasSize(MEMBERS - 1).allSatisfy(survivor -> assertThat(survivor.notices())
                .isEqualTo(1));
        assertThat(told.millis()).allSatisfy(millis -> assertThat(millis).isLessThan(PROMISED_MILLIS));

        GroupState caughtUp = group.watch.await(
                "caught up",
                state -> state.incidents().stream().anyMatch(incident -> incident.epoch() == scene.epoch()),
                TestGroup.PATIENCE);
        assertThat(caughtUp.incidents())
                .filteredOn(incident -> incident.epoch() == scene.epoch())
                .singleElement()
                .satisfies(incident ->
                        assertThat(incident.cause()).contains(scene.victim().name()));
        Outcome complete =
                trial.restore(scene, effect, trial.collect(scene, effect, 1)).outcome();
        assertThat(complete.survivors())
                .allSatisfy(survivor -> assertThat(survivor.notices()).isEqualTo(1));
    }

    @AfterAll
    void remove() {
        group.close();
    }
}
