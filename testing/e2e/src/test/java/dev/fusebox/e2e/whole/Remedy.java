package dev.fusebox.e2e.whole;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fusebox.e2e.cluster.MemberPod;
import dev.fusebox.e2e.cluster.SampleWorkload;
import dev.fusebox.e2e.cluster.Target;
import dev.fusebox.e2e.command.Pause;
import dev.fusebox.e2e.observe.GroupEvents;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;

/** What tests of remediation say and ask: settings of a group, and what has become of its pods and nodes. */
final class Remedy {
    /** An operator that has just begun to lead does nothing for a minute. */
    private static final Duration LEADING = Duration.ofSeconds(75);

    /** Most agents must have been there for so long. */
    private static final Duration ATTACHED = Duration.ofSeconds(35);

    private static final int HANG_PORT = 7999;

    private final TestGroup group;

    Remedy(TestGroup group) {
        this.group = group;
    }

    /** A change of the sample's FailureGroup. */
    static Consumer<HasMetadata> spec(Consumer<Map<String, Object>> change) {
        return item -> {
            if (item instanceof GenericKubernetesResource failureGroup) {
                Map<String, Object> spec = new HashMap<>(failureGroup.get("spec"));
                change.accept(spec);
                failureGroup.setAdditionalProperty("spec", spec);
            }
        };
    }

    /** The sample's application says that it gets on, until it is told to hang. */
    static Consumer<HasMetadata> saysThatItGetsOn() {
        return item -> {
            if (item instanceof Deployment deployment) {
                deployment.getSpec().getTemplate().getSpec().getContainers().stream()
                        .filter(c -> c.getName().equals(SampleWorkload.APPLICATION))
                        .forEach(
                                c -> c.getEnv().add(new EnvVar("SAMPLE_HANG_PORT", Integer.toString(HANG_PORT), null)));
            }
        };
    }

    static Map<String, Object> enforce(String podAction, String nodeAction) {
        return new HashMap<>(Map.of(
                "mode",
                "Enforce",
                "podAction",
                podAction,
                "nodeAction",
                nodeAction,
                "healthyDelaySeconds",
                15,
                "minIntervalSeconds",
                5));
    }

    /** Changes what the running group allows, and lets a group that has spent its budget go on. */
    void resume(Consumer<Map<String, Object>> change) {
        group.ground
                .site()
                .client()
                .genericKubernetesResources("fusebox.dev/v1alpha1", "FailureGroup")
                .inNamespace(group.workload.namespace())
                .withName(SampleWorkload.NAME)
                .edit(now -> {
                    Map<String, Object> remediation = now.get("spec", "remediation");
                    change.accept(remediation);
                    now.getMetadata().setAnnotations(Map.of("fusebox.dev/resume", "once more"));
                    return now;
                });
    }

    /** Waits until the operator may act at all. */
    void awaitWarm() {
        Duration leads = Duration.between(group.ground.site().operatorsSince(), Instant.now());
        Duration left = LEADING.minus(leads);
        Pause.sleep(left.compareTo(ATTACHED) > 0 ? left : ATTACHED);
    }

    /** The application goes on holding its lifeline and does nothing else any more. */
    void hang(MemberPod pod) {
        String address = pod(pod).orElseThrow().getStatus().getPodIP();
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(address, HANG_PORT), 3_000);
        } catch (IOException unreachable) {
            throw new AssertionError("the application of " + pod.name() + " cannot be told to hang", unreachable);
        }
    }

    /** Its process alone: the agent beside it lives. */
    void killApplication(MemberPod pod) {
        group.ground
                .cluster()
                .kill(new Target.Container(group.workload.namespace(), pod.name(), SampleWorkload.APPLICATION));
    }

    GroupEvents events() {
        return new GroupEvents(group.ground.site().client(), group.workload.namespace(), SampleWorkload.NAME);
    }

    Optional<Pod> pod(MemberPod member) {
        return Optional.ofNullable(group.ground
                        .site()
                        .client()
                        .pods()
                        .inNamespace(group.workload.namespace())
                        .withName(member.name())
                        .get())
                .filter(p -> p.getMetadata().getUid().equals(member.uid()));
    }

    /** An event is written after what it tells of, so there may be a moment between the two. */
    void awaitEvents(String... reasons) {
        await("told in events", TestGroup.PATIENCE, () -> assertThat(events().all())
                .extracting(e -> e.reason())
                .contains(reasons));
    }

    boolean ending(MemberPod member) {
        return pod(member)
                .map(p -> p.getMetadata().getDeletionTimestamp() != null)
                .orElse(true);
    }

    /** How often each pod's application was restarted, by the pod's name. */
    Map<String, Integer> restarts() {
        return group.workload.pods().stream()
                .flatMap(member -> pod(member).stream())
                .collect(Collectors.toMap(
                        p -> p.getMetadata().getName(), p -> p.getStatus().getContainerStatuses().stream()
                                .filter(c -> c.getName().equals(SampleWorkload.APPLICATION))
                                .mapToInt(c -> c.getRestartCount())
                                .sum()));
    }

    /** When each application that runs now was started, after that moment; to a second, which is what Kubernetes keeps. */
    List<Long> startedAfterMillis(long sinceNanos) {
        Instant since = Instant.now().minusNanos(System.nanoTime() - sinceNanos);
        return group.workload.pods().stream()
                .flatMap(member -> pod(member).stream())
                .flatMap(p -> p.getStatus().getContainerStatuses().stream())
                .filter(c -> c.getName().equals(SampleWorkload.APPLICATION)
                        && c.getState().getRunning() != null)
                .map(c -> Duration.between(
                                since, Instant.parse(c.getState().getRunning().getStartedAt()))
                        .toMillis())
                .toList();
    }

    boolean cordoned(String node) {
        Node now = group.ground.site().client().nodes().withName(node).get();
        return now != null && Boolean.TRUE.equals(now.getSpec().getUnschedulable());
    }

    /** A node with members and without an operator: it can be lost, and there is still who acts. */
    String nodeToLose() {
        List<String> operators = group.ground.site().operatorNodes();
        return group.workload.pods().stream()
                .map(MemberPod::node)
                .filter(node -> !operators.contains(node))
                .findFirst()
                .orElseThrow();
    }

    /** The members there. */
    List<MemberPod> membersOn(String node) {
        return group.workload.pods().stream()
                .filter(pod -> pod.node().equals(node))
                .toList();
    }

    /** Waits until that is what the group gives as the reason for doing nothing. */
    void awaitHeldBackBy(String reason) {
        await("held back by " + reason, TestGroup.PATIENCE, () -> assertThat(group.watch
                        .newest()
                        .orElseThrow()
                        .condition("RemediationAllowed")
                        .reason())
                .isEqualTo(reason));
    }

    /** Looks again and again for so long: nothing is planned, nothing is done, nothing has become of any pod. */
    void assertNothingIsDoneFor(Duration duration) {
        Awaitility.await("nothing is done")
                .during(duration)
                .atMost(duration.plusSeconds(30))
                .pollInterval(Duration.ofSeconds(2))
                .untilAsserted(this::assertNothingWasDone);
    }

    private void assertNothingWasDone() {
        assertThat(events().count("ActionPlanned")).isZero();
        assertThat(events().count("ActionTaken")).isZero();
        assertThat(group.workload.pods()).noneMatch(this::ending);
        assertThat(restarts().values()).allMatch(n -> n == 0);
    }

    static void await(String what, Duration patience, org.awaitility.core.ThrowingRunnable holds) {
        Awaitility.await(what)
                .atMost(patience)
                .pollInterval(Duration.ofMillis(250))
                .untilAsserted(holds);
    }
}
