package dev.fusebox.swarm.cluster;

import dev.fusebox.e2e.command.CommandFailure;
import dev.fusebox.e2e.observe.GroupWatch;
import dev.fusebox.swarm.agents.Member;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

/**
 * The objects of the swarm: nodes, pods that run on them as far as the API server knows, and FailureGroups. Schedulers and kubelets have no
 * part in it; their words are written here.
 */
public final class Population {
    private static final int AT_ONCE = 16;

    private final KubernetesClient client;
    private final Layout layout;

    public Population(KubernetesClient client, Layout layout) {
        this.client = client;
        this.layout = layout;
    }

    /** Makes all; the members of each group, by the group's number. */
    public List<List<Member>> make() {
        layout.namespaceNames().forEach(name -> client.resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .endMetadata()
                        .build())
                .create());
        try (ExecutorService workers = Executors.newFixedThreadPool(AT_ONCE)) {
            all(
                    workers,
                    IntStream.range(0, layout.nodes())
                            .<Callable<Node>>mapToObj(n -> () -> node(n))
                            .toList());
            List<Member> members = all(
                    workers,
                    IntStream.range(0, layout.agents())
                            .<Callable<Member>>mapToObj(i -> () -> pod(i / layout.groupSize(), i % layout.groupSize()))
                            .toList());
            all(
                    workers,
                    IntStream.range(0, layout.groups())
                            .<Callable<GenericKubernetesResource>>mapToObj(g -> () -> group(g))
                            .toList());
            return IntStream.range(0, layout.groups())
                    .mapToObj(g -> members.subList(g * layout.groupSize(), (g + 1) * layout.groupSize()))
                    .toList();
        }
    }

    private Node node(int number) {
        Node made = client.resource(new NodeBuilder()
                        .withNewMetadata()
                        .withName(layout.node(number))
                        .addToLabels("topology.kubernetes.io/zone", "zone-" + number % 3)
                        .endMetadata()
                        .build())
                .create();
        return client.resource(new NodeBuilder(made)
                        .withNewStatus()
                        .addNewCondition()
                        .withType("Ready")
                        .withStatus("True")
                        .withReason("KubeletReady")
                        .withLastTransitionTime(now())
                        .endCondition()
                        .endStatus()
                        .build())
                .updateStatus();
    }

    private Member pod(int group, int member) {
        Pod made = client.resource(new PodBuilder()
                        .withNewMetadata()
                        .withNamespace(layout.namespace(group))
                        .withName(layout.pod(group, member))
                        .addToLabels("app", layout.group(group))
                        .endMetadata()
                        .withNewSpec()
                        .withNodeName(layout.nodeOf(group, member))
                        .addNewInitContainer()
                        .withName("fusebox-agent")
                        .withImage("fusebox/agent")
                        .withRestartPolicy("Always")
                        .endInitContainer()
                        .addNewContainer()
                        .withName("app")
                        .withImage("app")
                        .endContainer()
                        .endSpec()
                        .build())
                .create();
        int number = group * layout.groupSize() + member;
        client.resource(new PodBuilder(made)
                        .withNewStatus()
                        .withPhase("Running")
                        .withPodIP("10.%d.%d.%d".formatted(number >> 16, (number >> 8) & 255, number & 255))
                        .addNewCondition()
                        .withType("Ready")
                        .withStatus("True")
                        .withLastTransitionTime(now())
                        .endCondition()
                        .addNewInitContainerStatus()
                        .withName("fusebox-agent")
                        .withReady(true)
                        .withStarted(true)
                        .withRestartCount(0)
                        .withNewState()
                        .withNewRunning(now())
                        .endState()
                        .endInitContainerStatus()
                        .addNewContainerStatus()
                        .withName("app")
                        .withReady(true)
                        .withStarted(true)
                        .withRestartCount(0)
                        .withNewState()
                        .withNewRunning(now())
                        .endState()
                        .endContainerStatus()
                        .endStatus()
                        .build())
                .updateStatus();
        return new Member(
                made.getMetadata().getUid(),
                made.getMetadata().getNamespace(),
                made.getMetadata().getName(),
                layout.nodeOf(group, member));
    }

    private GenericKubernetesResource group(int number) {
        GenericKubernetesResource group = new GenericKubernetesResource();
        group.setApiVersion("fusebox.dev/v1alpha1");
        group.setKind("FailureGroup");
        group.setMetadata(new ObjectMetaBuilder()
                .withNamespace(layout.namespace(number))
                .withName(layout.group(number))
                .build());
        group.setAdditionalProperty(
                "spec",
                Map.of("selector", Map.of("matchLabels", Map.of("app", layout.group(number))), "minMembers", 2));
        return client.genericKubernetesResources(GroupWatch.FAILURE_GROUPS)
                .inNamespace(layout.namespace(number))
                .resource(group)
                .create();
    }

    private static String now() {
        return Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
    }

    private static <T> List<T> all(ExecutorService workers, List<Callable<T>> work) {
        try {
            List<T> done = new ArrayList<>();
            for (Future<T> one : workers.invokeAll(work)) {
                done.add(one.get());
            }
            return done;
        } catch (ExecutionException failure) {
            throw new CommandFailure("objects cannot be made: " + failure.getMessage(), failure);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new CommandFailure("interrupted", stop);
        }
    }
}
