package dev.fusebox.e2e.observe;

import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a failed wait prints: how nodes and pods stand, and what Kubernetes warns of. */
public final class PodReport {
    private static final int NEWEST_WARNINGS = 12;

    private PodReport() {}

    /** A line per node, per pod of the namespace with its containers, and per newest warning about them. */
    public static String of(KubernetesClient client, String namespace) {
        try {
            return Stream.of(nodes(client), pods(client, namespace), warnings(client, namespace))
                    .flatMap(List::stream)
                    .collect(Collectors.joining("\n  ", "\n  ", ""));
        } catch (KubernetesClientException unreachable) {
            return "\n  pods: not readable: " + unreachable.getMessage();
        }
    }

    private static List<String> nodes(KubernetesClient client) {
        return client.nodes().list().getItems().stream().map(PodReport::node).toList();
    }

    private static String node(Node node) {
        String ready = node.getStatus().getConditions().stream()
                .filter(c -> "Ready".equals(c.getType()))
                .map(c -> c.getStatus())
                .findFirst()
                .orElse("unknown");
        boolean cordoned = Boolean.TRUE.equals(node.getSpec().getUnschedulable());
        return "node " + node.getMetadata().getName() + ": Ready " + ready + (cordoned ? ", cordoned" : "");
    }

    private static List<String> pods(KubernetesClient client, String namespace) {
        return client.pods().inNamespace(namespace).list().getItems().stream()
                .map(PodReport::pod)
                .toList();
    }

    private static String pod(Pod pod) {
        String containers = Stream.concat(
                        pod.getStatus().getInitContainerStatuses().stream(),
                        pod.getStatus().getContainerStatuses().stream())
                .map(PodReport::container)
                .collect(Collectors.joining("; "));
        return "pod " + pod.getMetadata().getName() + " on " + pod.getSpec().getNodeName() + ": "
                + pod.getStatus().getPhase() + (pod.getMetadata().getDeletionTimestamp() == null ? "" : ", ending")
                + ", created " + pod.getMetadata().getCreationTimestamp() + "; " + containers;
    }

    private static String container(ContainerStatus container) {
        ContainerState state = container.getState();
        String now = state.getRunning() != null
                ? "running since " + state.getRunning().getStartedAt()
                : state.getWaiting() != null
                        ? "waiting, " + state.getWaiting().getReason()
                        : state.getTerminated() != null
                                ? "ended with " + state.getTerminated().getExitCode()
                                : "unknown";
        return container.getName() + " " + now + (container.getReady() ? ", ready" : ", not ready") + ", "
                + container.getRestartCount() + " restarts";
    }

    private static List<String> warnings(KubernetesClient client, String namespace) {
        List<String> all =
                client.v1().events().inNamespace(namespace).withField("type", "Warning").list().getItems().stream()
                        .map(e -> "warning about " + e.getInvolvedObject().getName() + ": " + e.getReason() + ": "
                                + e.getMessage())
                        .toList();
        return all.subList(Math.max(0, all.size() - NEWEST_WARNINGS), all.size());
    }
}
