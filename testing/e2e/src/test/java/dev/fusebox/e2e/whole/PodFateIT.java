package dev.fusebox.e2e.whole;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fusebox.e2e.cluster.MemberPod;
import dev.fusebox.e2e.observe.GroupState;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Fate RestartPods: every survivor's pod is replaced, then the group forms anew; a burn beyond the budget, and one in mode DryRun, only
 * tell.
 */
@Tag("long")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ExtendWith(TestCluster.class)
class PodFateIT {
    private static final int MEMBERS = 4;

    private final TestGroup group;
    private final Remedy remedy;

    PodFateIT(TestCluster.Ground ground) {
        this.group = new TestGroup(ground, "e2e-pod-fate", MEMBERS, Remedy.spec(spec -> {
            spec.put("fate", "RestartPods");
            Map<String, Object> remediation = Remedy.enforce("None", "None");
            remediation.put("maxActions", 1);
            spec.put("remediation", remediation);
        }));
        this.remedy = new Remedy(group);
    }

    @Test
    void everySurvivorsPodIsReplacedBeforeTheNextEpochAsOftenAsTheBudgetAllows() {
        GroupState whole = group.awaitWhole(MEMBERS);
        remedy.awaitWarm();
        List<MemberPod> pods = group.workload.pods();
        MemberPod victim = pods.getFirst();
        long began = System.nanoTime();
        remedy.killApplication(victim);
        GroupState again = wholeAfter(whole);
        System.out.printf(
                "pod fate: whole again in epoch %d after %.1f s%n", again.epoch(), (System.nanoTime() - began) / 1e9);
        assertThat(again.epoch()).isEqualTo(whole.epoch() + 1);
        Set<MemberPod> stayed = new HashSet<>(pods);
        stayed.retainAll(group.workload.pods());
        assertThat(stayed).as("whoever failed is left to podAction").containsExactly(victim);
        assertThat(remedy.events().count("ActionTaken")).isEqualTo(MEMBERS - 1);

        List<MemberPod> replaced = group.workload.pods();
        GroupState third = killedAgain("without budget", victim, again);
        assertThat(group.workload.pods())
                .as("maxActions is 1, and a burn costs one")
                .containsExactlyInAnyOrderElementsOf(replaced);
        assertThat(remedy.events().count("ActionTaken")).isEqualTo(MEMBERS - 1);

        remedy.resume(remediation -> remediation.put("mode", "DryRun"));
        killedAgain("dry run", victim, third);
        assertThat(group.workload.pods()).containsExactlyInAnyOrderElementsOf(replaced);
        remedy.awaitEvents("DryRunAction");
        assertThat(remedy.events().count("ActionTaken")).isEqualTo(MEMBERS - 1);
    }

    private GroupState killedAgain(String name, MemberPod victim, GroupState before) {
        long began = System.nanoTime();
        remedy.killApplication(victim);
        GroupState again = wholeAfter(before);
        System.out.printf(
                "pod fate, %s: whole again in epoch %d after %.1f s%n",
                name, again.epoch(), (System.nanoTime() - began) / 1e9);
        return again;
    }

    private GroupState wholeAfter(GroupState before) {
        return group.watch.await(
                "whole again",
                state -> state.isWhole(MEMBERS) && state.epoch() > before.epoch(),
                TestGroup.PATIENCE.plus(Duration.ofMinutes(2)));
    }

    @AfterAll
    void remove() {
        remedy.events().all().forEach(e -> System.out.println("pod fate: " + e.reason() + ": " + e.note()));
        group.close();
    }
}
