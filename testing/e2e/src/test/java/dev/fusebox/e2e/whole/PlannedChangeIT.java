package dev.fusebox.e2e.whole;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fusebox.e2e.cluster.MemberPod;
import dev.fusebox.e2e.cluster.SampleWorkload;
import dev.fusebox.e2e.observe.GroupState;
import dev.fusebox.e2e.observe.Told;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** What people do every day burns nothing, and nobody is suspected. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ExtendWith(TestCluster.class)
class PlannedChangeIT {
    private static final int MEMBERS = 4;

    private final TestGroup group;

    PlannedChangeIT(TestCluster.Ground ground) {
        this.group = new TestGroup(ground, "e2e-planned", MEMBERS);
    }

    @Test
    void aDeletedMemberLeavesAndItsReplacementJoinsTheNextRevision() {
        GroupState before = group.awaitWhole(MEMBERS);
        List<MemberPod> pods = group.workload.pods();

        group.workload.deletePod(pods.getFirst().name());

        awaitReplaced(Set.of(pods.getFirst()));
        group.assertUndisturbed(before);
        assertEveryoneKnowsEpoch(before.epoch());
    }

    @Test
    void aRollingUpdateReplacesEveryoneInOneEpoch() {
        GroupState before = group.awaitWhole(MEMBERS);
        Set<MemberPod> old = new HashSet<>(group.workload.pods());

        group.ground
                .site()
                .client()
                .apps()
                .deployments()
                .inNamespace(group.workload.namespace())
                .withName(SampleWorkload.NAME)
                .rolling()
                .restart();

        awaitReplaced(old);
        group.assertUndisturbed(before);
        assertEveryoneKnowsEpoch(before.epoch());
    }

    @Test
    void scalingUpAndDownKeepsTheEpoch() {
        GroupState before = group.awaitWhole(MEMBERS);

        group.workload.scale(MEMBERS + 2);
        group.awaitWhole(MEMBERS + 2);
        group.workload.scale(MEMBERS);
        group.awaitWhole(MEMBERS);

        group.assertUndisturbed(before);
        assertEveryoneKnowsEpoch(before.epoch());
    }

    private void awaitReplaced(Set<MemberPod> old) {
        Awaitility.await()
                .atMost(TestGroup.PATIENCE)
                .until(() -> group.workload.pods().stream().noneMatch(old::contains)
                        && group.workload.pods().size() == MEMBERS
                        && group.watch
                                .newest()
                                .filter(state -> state.isWhole(MEMBERS) && state.reporting() == MEMBERS)
                                .isPresent());
    }

    /** An application starts after its agent, and hears of the epoch then. */
    private void assertEveryoneKnowsEpoch(long epoch) {
        Awaitility.await().atMost(TestGroup.PATIENCE).untilAsserted(() -> everyoneKnowsEpoch(epoch));
    }

    private void everyoneKnowsEpoch(long epoch) {
        Set<String> knowing = group.logs(group.workload.pods()).stream()
                .filter(log -> log.first(Told.INTACT, group.watch.name(), epoch).isPresent())
                .map(log -> log.pod())
                .collect(Collectors.toSet());
        assertThat(knowing)
                .containsExactlyInAnyOrderElementsOf(
                        group.workload.pods().stream().map(MemberPod::name).toList());
    }

    @AfterAll
    void remove() {
        group.close();
    }
}
