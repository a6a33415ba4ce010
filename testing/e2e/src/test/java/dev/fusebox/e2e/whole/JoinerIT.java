package dev.fusebox.e2e.whole;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fusebox.e2e.cluster.MemberPod;
import dev.fusebox.e2e.cluster.SampleWorkload;
import dev.fusebox.e2e.observe.GroupState;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** A pod that is selected, runs, and never answers: reported after its grace, and no reason for anybody to stop. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ExtendWith(TestCluster.class)
class JoinerIT {
    private static final int MEMBERS = 3;
    private static final int GRACE_SECONDS = 6;

    private final TestGroup group;

    JoinerIT(TestCluster.Ground ground) {
        this.group = new TestGroup(ground, "e2e-joiner", 0);
        GenericKubernetesResource impatient = group.workload.failureGroup();
        impatient.setAdditionalProperties(Map.of(
                "spec",
                Map.of(
                        "selector",
                        Map.of("matchLabels", Map.of("app", SampleWorkload.NAME)),
                        "detection",
                        Map.of("startupGraceSeconds", GRACE_SECONDS))));
        ground.site().client().resource(impatient).forceConflicts().serverSideApply();
        group.workload.scale(MEMBERS);
    }

    @Test
    void aJoinerThatNeverAnswersIsReportedMissingAndBurnsNothing() {
        GroupState before = group.awaitWhole(MEMBERS);
        List<MemberPod> members = group.workload.pods();

        group.ground.site().client().resource(mute()).create();

        GroupState missing = group.watch.await(
                "missing its joiner",
                state -> state.condition("MembersInjected").reason().equals("MembersMissing"),
                TestGroup.PATIENCE);
        assertThat(missing.condition("MembersInjected").message()).contains("mute");
        assertThat(group.watch.states())
                .filteredOn(state -> state.arrivedNanos() >= before.arrivedNanos())
                .allSatisfy(state -> {
                    assertThat(state.fuse()).isEqualTo(GroupState.INTACT);
                    assertThat(state.epoch()).isEqualTo(before.epoch());
                });
        assertThat(group.badNews(members, before.epoch())).isEmpty();
    }

    /** A pod as the sample's, whose agent is none: it runs the application in the agent's place. */
    private Pod mute() {
        Pod example = group.ground
                .site()
                .client()
                .pods()
                .inNamespace(group.workload.namespace())
                .withName(group.workload.pods().getFirst().name())
                .get();
        return new PodBuilder()
                .withNewMetadata()
                .withName("mute")
                .withNamespace(group.workload.namespace())
                .addToLabels("app", SampleWorkload.NAME)
                .endMetadata()
                .withNewSpec()
                .withAutomountServiceAccountToken(false)
                .withTerminationGracePeriodSeconds(0L)
                .addNewInitContainer()
                .withName("fusebox-agent")
                .withImage(example.getSpec().getContainers().getFirst().getImage())
                .withImagePullPolicy("IfNotPresent")
                .withRestartPolicy("Always")
                .withSecurityContext(
                        example.getSpec().getContainers().getFirst().getSecurityContext())
                .endInitContainer()
                .addNewContainerLike(example.getSpec().getContainers().getFirst())
                .withVolumeMounts()
                .endContainer()
                .endSpec()
                .build();
    }

    @AfterAll
    void remove() {
        group.close();
    }
}
