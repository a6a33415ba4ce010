package dev.fusebox.operator.kubernetes;

import dev.fusebox.operator.hub.Hub;
import dev.fusebox.operator.roster.PodFact;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Watches pods and passes them on as facts. */
public final class PodWatch implements ResourceEventHandler<Pod>, AutoCloseable {
    private static final String AGENT_CONTAINER = "fusebox-agent";
    private static final Set<String> FINISHED = Set.of("Succeeded", "Failed");

    private final List<SharedIndexInformer<Pod>> informers = new ArrayList<>();
    private final Hub hub;

    /**
     * Begins to watch.
     *
     * @param namespaces all, if empty
     */
    public PodWatch(KubernetesClient client, Set<String> namespaces, Hub hub) {
        this.hub = hub;
        if (namespaces.isEmpty()) {
            informers.add(client.pods().inAnyNamespace().inform(this));
        } else {
            namespaces.forEach(n -> informers.add(client.pods().inNamespace(n).inform(this)));
        }
    }

    /** Whether all pods have been seen once. */
    public boolean synced() {
        return informers.stream().allMatch(SharedIndexInformer::hasSynced);
    }

    @Override
    public void onAdd(Pod pod) {
        hub.pod(fact(pod));
    }

    @Override
    public void onUpdate(Pod before, Pod pod) {
        hub.pod(fact(pod));
    }

    @Override
    public void onDelete(Pod pod, boolean finalStateUnknown) {
        hub.podGone(pod.getMetadata().getUid());
    }

    @Override
    public void close() {
        informers.forEach(SharedIndexInformer::close);
    }

    private static PodFact fact(Pod pod) {
        String phase = Optional.ofNullable(pod.getStatus().getPhase()).orElse("");
        boolean injected = Stream.concat(
                        pod.getSpec().getInitContainers().stream(), pod.getSpec().getContainers().stream())
                .map(Container::getName)
                .anyMatch(AGENT_CONTAINER::equals);
        return new PodFact(
                pod.getMetadata().getUid(),
                pod.getMetadata().getNamespace(),
                pod.getMetadata().getName(),
                Optional.ofNullable(pod.getMetadata().getLabels()).orElse(Map.of()),
                Optional.ofNullable(pod.getSpec().getNodeName()).orElse(""),
                "",
                Optional.ofNullable(pod.getStatus().getPodIP()).orElse(""),
                injected,
                pod.getMetadata().getDeletionTimestamp() != null,
                FINISHED.contains(phase),
                phase.equals("Running"));
    }
}
