package dev.fusebox.swarm.measure;

import dev.fusebox.e2e.observe.Metrics;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.List;
import java.util.Map;

/**
 * Writes of FailureGroups' statuses, by the API server's own count.
 *
 * @param requests so far
 * @param seconds that the API server spent in them
 */
public record StatusWrites(double requests, double seconds) {
    private static final List<String> VERBS = List.of("APPLY", "PATCH", "PUT", "UPDATE", "POST");

    /** As of now. */
    public static StatusWrites read(KubernetesClient client) {
        Metrics metrics = new Metrics(client.raw("/metrics"));
        double requests = 0;
        double seconds = 0;
        for (String verb : VERBS) {
            Map<String, String> which =
                    Map.of("group", "fusebox.dev", "resource", "failuregroups", "subresource", "status", "verb", verb);
            requests += metrics.sum("apiserver_request_total", which);
            seconds += metrics.sum("apiserver_request_duration_seconds_sum", which);
        }
        return new StatusWrites(requests, seconds);
    }

    /** What came since. */
    StatusWrites since(StatusWrites before) {
        return new StatusWrites(requests - before.requests(), seconds - before.seconds());
    }

    /** In the API server, each. */
    double meanMilliseconds() {
        return requests == 0 ? 0 : 1_000 * seconds / requests;
    }
}
