package dev.fusebox.swarm.measure;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.fusebox.core.roster.GroupEpoch;
import dev.fusebox.e2e.observe.GroupWatch;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** All FailureGroups as a user's watch sees them, and when each burn was first seen. Thread-safe. */
public final class StatusWatch implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Map<String, Seen> newest = new ConcurrentHashMap<>();
    private final Map<GroupEpoch, Long> burntAtNanos = new ConcurrentHashMap<>();
    private final SharedIndexInformer<GenericKubernetesResource> informer;

    private record Seen(long epoch, String fuseIntact, long healthy) {}

    /** Begins to watch. */
    public StatusWatch(KubernetesClient client) {
        informer = client.genericKubernetesResources(GroupWatch.FAILURE_GROUPS)
                .inAnyNamespace()
                .inform(new Arrivals(), 0);
    }

    /** How many groups have the condition FuseIntact and all their members healthy. */
    public long intact(int members) {
        return newest.values().stream()
                .filter(seen -> seen.fuseIntact().equals("True") && seen.healthy() == members)
                .count();
    }

    /** Whether that group is intact with all its members healthy. */
    public boolean intact(String key, int members) {
        Seen seen = newest.get(key);
        return seen != null && seen.fuseIntact().equals("True") && seen.healthy() == members;
    }

    /** {@link System#nanoTime()} when the condition FuseIntact=False of that epoch arrived. */
    public Optional<Long> burntAtNanos(GroupEpoch groupEpoch) {
        return Optional.ofNullable(burntAtNanos.get(groupEpoch));
    }

    /** Epochs that were seen burnt. */
    public int burnt() {
        return burntAtNanos.size();
    }

    @Override
    public void close() {
        informer.close();
    }

    private void arrive(GenericKubernetesResource group, long atNanos) {
        JsonNode status = JSON.valueToTree(group).path("status");
        String key =
                group.getMetadata().getNamespace() + "/" + group.getMetadata().getName();
        long epoch = status.path("epoch").asLong();
        String fuseIntact = "";
        for (JsonNode condition : status.path("conditions")) {
            if (condition.path("type").asText().equals("FuseIntact")) {
                fuseIntact = condition.path("status").asText();
            }
        }
        newest.put(
                key,
                new Seen(
                        epoch,
                        fuseIntact,
                        status.path("members").path("healthy").asLong()));
        if (fuseIntact.equals("False") && status.path("fuse").asText().equals("Burnt")) {
            burntAtNanos.putIfAbsent(new GroupEpoch(key, epoch), atNanos);
        }
    }

    private final class Arrivals implements ResourceEventHandler<GenericKubernetesResource> {
        @Override
        public void onAdd(GenericKubernetesResource group) {
            arrive(group, System.nanoTime());
        }

        @Override
        public void onUpdate(GenericKubernetesResource before, GenericKubernetesResource group) {
            arrive(group, System.nanoTime());
        }

        @Override
        public void onDelete(GenericKubernetesResource group, boolean finalStateUnknown) {
            newest.remove(group.getMetadata().getNamespace() + "/"
                    + group.getMetadata().getName());
        }
    }
}
