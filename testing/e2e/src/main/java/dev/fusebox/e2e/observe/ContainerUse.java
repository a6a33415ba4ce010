package dev.fusebox.e2e.observe;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.fusebox.e2e.cluster.MemberPod;
import dev.fusebox.e2e.command.CommandFailure;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.ArrayList;
import java.util.List;

/**
 * What an agent's container has used, as its kubelet measures it.
 *
 * @param pod its name
 * @param cpuNanos of one core, since the container started
 * @param residentBytes in memory now
 * @param atNanos monotonic time of this reading
 */
public record ContainerUse(String pod, long cpuNanos, long residentBytes, long atNanos) {
    private static final String AGENT = "fusebox-agent";
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Readings for these pods, in their order. */
    public static List<ContainerUse> ofAgents(KubernetesClient client, String namespace, List<MemberPod> pods) {
        List<ContainerUse> all = new ArrayList<>();
        for (MemberPod pod : pods) {
            all.add(ofAgent(client, namespace, pod));
        }
        return all;
    }

    /** The share of one core that was used since an earlier reading. */
    public double coresSince(ContainerUse earlier) {
        return (double) (cpuNanos - earlier.cpuNanos) / (atNanos - earlier.atNanos);
    }

    private static ContainerUse ofAgent(KubernetesClient client, String namespace, MemberPod pod) {
        String path = "/api/v1/nodes/" + pod.node() + "/proxy/stats/summary";
        JsonNode summary = read(client.raw(path));
        for (JsonNode one : summary.path("pods")) {
            if (one.path("podRef").path("name").asText().equals(pod.name())
                    && one.path("podRef").path("namespace").asText().equals(namespace)) {
                for (JsonNode container : one.path("containers")) {
                    if (container.path("name").asText().equals(AGENT)) {
                        return new ContainerUse(
                                pod.name(),
                                container
                                        .path("cpu")
                                        .path("usageCoreNanoSeconds")
                                        .asLong(),
                                container.path("memory").path("rssBytes").asLong(),
                                System.nanoTime());
                    }
                }
            }
        }
        throw new CommandFailure("the kubelet of " + pod.node() + " does not measure the agent of " + pod.name());
    }

    private static JsonNode read(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException malformed) {
            throw new CommandFailure("the kubelet's summary is no JSON", malformed);
        }
    }
}
