package dev.fusebox.e2e.whole;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fusebox.e2e.cluster.SampleWorkload;
import dev.fusebox.e2e.cluster.Target;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudgetBuilder;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** Four groups lose the same node, and each has a reason of its own to leave its pod alone: told alike, and nothing is written. */
@Tag("long")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ExtendWith(TestCluster.class)
class BlockedIT {
    private static final int MEMBERS = 3;
    private static final Duration LEASE_AND_MORE = Duration.ofSeconds(120);

    private final TestCluster.Ground ground;
    private final TestGroup dryRun;
    private final TestGroup paused;
    private final TestGroup optedOut;
    private final TestGroup budgeted;

    BlockedIT(TestCluster.Ground ground) {
        this.ground = ground;
        Map<String, Object> rehearsed = Remedy.enforce("Evict", "None");
        rehearsed.put("mode", "DryRun");
        Map<String, Object> waiting = Remedy.enforce("Evict", "None");
        waiting.put("pauseRequests", List.of("release 4.2"));
        dryRun = group("e2e-dry-run", rehearsed, item -> {});
        paused = group("e2e-paused", waiting, item -> {});
        optedOut = group("e2e-opt-out", Remedy.enforce("Evict", "None"), item -> {
            if (item instanceof Deployment deployment) {
                Map<String, String> annotations = new HashMap<>(
                        deployment.getSpec().getTemplate().getMetadata().getAnnotations());
                annotations.put("fusebox.dev/exclude-from-remediation", "true");
                deployment.getSpec().getTemplate().getMetadata().setAnnotations(annotations);
            }
        });
        budgeted = group("e2e-pdb", Remedy.enforce("Evict", "None"), item -> {});
        ground.site()
                .client()
                .resource(new PodDisruptionBudgetBuilder()
                        .withNewMetadata()
                        .withName("all")
                        .withNamespace("e2e-pdb")
                        .endMetadata()
                        .withNewSpec()
                        .withMinAvailable(new IntOrString(MEMBERS))
                        .withNewSelector()
                        .addToMatchLabels("app", SampleWorkload.NAME)
                        .endSelector()
                        .endSpec()
                        .build())
                .create();
    }

    private TestGroup group(String namespace, Map<String, Object> remediation, Consumer<HasMetadata> change) {
        return new TestGroup(
                ground, namespace, MEMBERS, change.andThen(Remedy.spec(spec -> spec.put("remediation", remediation))));
    }

    @Test
    void eachTellsWhyAndNoneIsTouched() {
        List<TestGroup> all = List.of(dryRun, paused, optedOut, budgeted);
        all.forEach(group -> group.awaitWhole(MEMBERS));
        new Remedy(dryRun).awaitWarm();
        String node = new Remedy(dryRun).nodeToLose();
        try {
            ground.cluster().cut(new Target.Node(node));
            told(dryRun, "DryRunAction", "");
            told(paused, "ActionSkipped", "Paused");
            told(optedOut, "ActionSkipped", "PodExcluded");
            Remedy.await("stalled by the budget", LEASE_AND_MORE, () -> assertThat(budgeted.watch
                            .newest()
                            .orElseThrow()
                            .condition("Stalled")
                            .reason())
                    .isEqualTo("PDBBlocked"));
            for (TestGroup group : all) {
                Remedy remedy = new Remedy(group);
                remedy.assertNothingIsDoneFor(Duration.ofSeconds(15));
                remedy.events()
                        .all()
                        .forEach(e ->
                                System.out.println(group.workload.namespace() + ": " + e.reason() + ": " + e.note()));
            }
        } finally {
            ground.cluster().heal();
        }
    }

    private static void told(TestGroup group, String reason, String note) {
        Remedy.await(reason + " " + note, LEASE_AND_MORE, () -> assertThat(
                        new Remedy(group).events().all())
                .anyMatch(e -> e.reason().equals(reason) && e.note().contains(note)));
    }

    @AfterAll
    void remove() {
        dryRun.close();
        paused.close();
        optedOut.close();
        budgeted.close();
    }
}
