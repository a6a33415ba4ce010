package dev.fusebox.e2e.observe;

import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.List;

/** What {@code kubectl describe} shows of a FailureGroup's past. */
public record GroupEvents(KubernetesClient client, String namespace, String group) {
    /** One event. */
    public record Told(String reason, String note) {}

    /** All that are kept, oldest first. */
    public List<Told> all() {
        return client.events().v1().events().inNamespace(namespace).list().getItems().stream()
                .filter(e -> e.getRegarding() != null && e.getEventTime() != null)
                .filter(e -> "FailureGroup".equals(e.getRegarding().getKind())
                        && group.equals(e.getRegarding().getName()))
                .sorted((a, b) ->
                        a.getEventTime().getTime().compareTo(b.getEventTime().getTime()))
                .map(e -> new Told(e.getReason(), e.getNote()))
                .toList();
    }

    /** How many there are for that reason. */
    public long count(String reason) {
        return all().stream().filter(e -> e.reason().equals(reason)).count();
    }
}
