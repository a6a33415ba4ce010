package dev.fusebox.e2e.whole;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fusebox.e2e.cluster.MemberPod;
import dev.fusebox.e2e.command.Pause;
import dev.fusebox.e2e.observe.ContainerUse;
import dev.fusebox.e2e.observe.GroupState;
import dev.fusebox.e2e.observe.Metrics;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** A healthy group is quiet: nobody is suspected, and nothing is written. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ExtendWith(TestCluster.class)
class QuietIT {
    private static final int MEMBERS = 6;
    private static final List<String> WRITES = List.of("PATCH", "PUT", "POST", "APPLY", "UPDATE", "CREATE");
    /** After the group became whole, the status may still say so. */
    private static final Duration SETTLING = Duration.ofSeconds(5);

    private final TestGroup group;
    private final KubernetesClient client;

    QuietIT(TestCluster.Ground ground) {
        this.group = new TestGroup(ground, "e2e-quiet", MEMBERS);
        this.client = ground.site().client();
    }

    @Test
    void aMinuteWithoutWrites() {
        assertNothingHappens(Duration.ofSeconds(60));
    }

    @Test
    @Tag("long")
    void fiveMinutesWithoutWrites() {
        assertNothingHappens(Duration.ofMinutes(5));
    }

    @Test
    @Tag("long")
    void tenMinutesOfIdleAndWhatTheAgentsNeed() {
        GroupState whole = group.awaitWhole(MEMBERS);
        List<MemberPod> pods = group.workload.pods();
        List<ContainerUse> before = ContainerUse.ofAgents(client, group.workload.namespace(), pods);
        Pause.sleep(Duration.ofMinutes(10));
        List<ContainerUse> after = ContainerUse.ofAgents(client, group.workload.namespace(), pods);

        for (int i = 0; i < before.size(); i++) {
            System.out.printf(
                    Locale.ROOT,
                    "agent of %s: %.2f %% of a core, %.1f MiB resident%n",
                    before.get(i).pod(),
                    100 * after.get(i).coresSince(before.get(i)),
                    after.get(i).residentBytes() / 1048576.0);
        }
        assertThat(after).hasSize(MEMBERS);
        group.assertUndisturbed(whole);
    }

    private void assertNothingHappens(Duration duration) {
        GroupState whole = group.awaitWhole(MEMBERS);
        Pause.sleep(SETTLING);
        double before = statusWrites();
        Pause.sleep(duration);
        double written = statusWrites() - before;

        System.out.println("status writes in " + duration.toSeconds() + " s: " + Math.round(written));
        assertThat(written).isZero();
        group.assertUndisturbed(whole);
    }

    /** As the API server counts them. */
    private double statusWrites() {
        Metrics metrics = new Metrics(client.raw("/metrics"));
        double reads =
                metrics.sum("apiserver_request_total", Map.of("group", "fusebox.dev", "resource", "failuregroups"));
        assertThat(reads).as("the API server counts requests for FailureGroups").isPositive();
        return WRITES.stream()
                .mapToDouble(verb -> metrics.sum(
                        "apiserver_request_total",
                        Map.of("group", "fusebox.dev", "resource", "failuregroups", "verb", verb)))
                .sum();
    }

    @AfterAll
    void remove() {
        group.close();
    }
}
