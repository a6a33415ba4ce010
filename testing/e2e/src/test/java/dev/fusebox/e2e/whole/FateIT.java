package dev.fusebox.e2e.whole;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fusebox.e2e.cluster.MemberPod;
import dev.fusebox.e2e.command.Pause;
import dev.fusebox.e2e.observe.GroupState;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** Fate RestartContainers: every survivor is restarted in place by its own agent, with no API server in the way. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ExtendWith(TestCluster.class)
class FateIT {
    private static final int MEMBERS = 6;

    /** As long as every survivor may take. */
    private static final Duration OUTAGE = Duration.ofSeconds(10);

    private final TestGroup group;
    private final Remedy remedy;

    FateIT(TestCluster.Ground ground) {
        this.group = new TestGroup(ground, "e2e-fate", MEMBERS, Remedy.spec(spec -> {
            spec.put("fate", "RestartContainers");
            Map<String, Object> remediation = Remedy.enforce("None", "None");
            remediation.put("maxActions", 2);
            spec.put("remediation", remediation);
        }));
        this.remedy = new Remedy(group);
    }

    @Test
    void everySurvivorIsRestartedInPlaceWhileTheApiServerIsStoppedAsOftenAsTheBudgetAllows() {
        GroupState whole = group.awaitWhole(MEMBERS);
        List<MemberPod> pods = group.workload.pods();
        MemberPod victim = pods.getFirst();
        assertThat(remedy.restarts().values()).allMatch(n -> n == 0);
        // Whole: every agent has the roster, and with it the rule of who may restart.
        group.ground.cluster().stopApi();
        long began = System.nanoTime();
        try {
            remedy.killApplication(victim);
            Pause.sleep(OUTAGE);
        } finally {
            group.ground.cluster().startApi();
        }
        allRestarted(1);
        List<Long> startedAfterMillis = remedy.startedAfterMillis(began);
        System.out.println("fate: applications started again after " + startedAfterMillis + " ms");
        assertThat(startedAfterMillis).hasSize(MEMBERS).allMatch(millis -> millis >= 0 && millis <= OUTAGE.toMillis());
        assertThat(group.workload.pods()).containsExactlyInAnyOrderElementsOf(pods);
        GroupState again = wholeAfter(whole);
        assertThat(again.incidents()).anyMatch(i -> i.epoch() == whole.epoch());

        remedy.killApplication(victim);
        allRestarted(2);
        GroupState third = wholeAfter(again);

        remedy.killApplication(victim);
        GroupState fourth = wholeAfter(third);
        System.out.println("fate: restarts per pod " + remedy.restarts() + " in epoch " + fourth.epoch());
        remedy.restarts().forEach((pod, restarts) -> {
            if (!pod.equals(victim.name())) {
                assertThat(restarts).as("maxActions are 2").isEqualTo(2);
            }
        });
    }

    private void allRestarted(int times) {
        Remedy.await(
                "all restarted",
                Duration.ofSeconds(90),
                () -> assertThat(remedy.restarts().values()).hasSize(MEMBERS).allMatch(n -> n >= times));
    }

    private GroupState wholeAfter(GroupState before) {
        GroupState again = group.watch.await(
                "whole again", state -> state.isWhole(MEMBERS) && state.epoch() > before.epoch(), TestGroup.PATIENCE);
        System.out.println("fate: whole again in epoch " + again.epoch());
        return again;
    }

    @AfterAll
    void remove() {
        remedy.events().all().forEach(e -> System.out.println("fate: " + e.reason() + ": " + e.note()));
        group.close();
    }
}
