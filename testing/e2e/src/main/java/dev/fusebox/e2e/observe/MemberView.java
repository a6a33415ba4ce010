package dev.fusebox.e2e.observe;

import dev.fusebox.e2e.cluster.MemberPod;
import dev.fusebox.e2e.cluster.SampleWorkload;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Reads what members say of themselves, through the API server: the application's output and the agent's metrics. */
public final class MemberView {
    private static final int AGENT_PORT = 7118;

    private final KubernetesClient client;
    private final String namespace;

    public MemberView(KubernetesClient client, String namespace) {
        this.client = client;
        this.namespace = namespace;
    }

    /**
     * The output of each pod's application; what cannot be read now is missing.
     *
     * @param seconds how far back; applications of many runs have said much
     */
    public List<SampleLog> logs(List<MemberPod> pods, int seconds) {
        List<SampleLog> logs = new ArrayList<>();
        for (MemberPod pod : pods) {
            reached(() -> client.pods()
                            .inNamespace(namespace)
                            .withName(pod.name())
                            .inContainer(SampleWorkload.APPLICATION)
                            .sinceSeconds(seconds)
                            .getLog())
                    .ifPresent(text -> logs.add(SampleLog.read(pod.name(), text)));
        }
        return logs;
    }

    /** What the pod's application printed before its container was started anew; empty if it never was. */
    public Optional<SampleLog> previousLog(MemberPod pod) {
        return reached(() -> client.pods()
                        .inNamespace(namespace)
                        .withName(pod.name())
                        .inContainer(SampleWorkload.APPLICATION)
                        .terminated()
                        .getLog())
                .map(text -> SampleLog.read(pod.name(), text));
    }

    /** The metrics of a pod's agent, empty if it cannot be reached. */
    public Optional<Metrics> agentMetrics(MemberPod pod) {
        String path = "/api/v1/namespaces/" + namespace + "/pods/" + pod.name() + ":" + AGENT_PORT + "/proxy/metrics";
        return reached(() -> client.raw(path)).map(Metrics::new);
    }

    /** How often the agents of these pods have stood still since they started. */
    public double ownStalls(List<MemberPod> pods) {
        return pods.stream().mapToDouble(this::ownStalls).sum();
    }

    /** 0 as well if the agent cannot be reached. */
    private double ownStalls(MemberPod pod) {
        return agentMetrics(pod)
                .map(metrics -> metrics.sum("fusebox_own_stalls_total", Map.of()))
                .orElse(0.0);
    }

    private static Optional<String> reached(Supplier<String> read) {
        try {
            return Optional.ofNullable(read.get());
        } catch (KubernetesClientException unreachable) {
            return Optional.empty();
        }
    }
}
