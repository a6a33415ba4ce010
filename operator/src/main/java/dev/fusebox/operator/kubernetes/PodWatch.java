package dev.fusebox.operator.kubernetes;

import dev.fusebox.operator.hub.Hub;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Informable;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Watches pods and passes them on as facts. */
public final class PodWatch implements AutoCloseable {
    private final List<Watching<Pod>> watches = new ArrayList<>();
    private final Hub hub;

    /**
     * Begins to watch.
     *
     * @param namespaces all, if empty
     */
    public PodWatch(KubernetesClient client, Set<String> namespaces, Rights rights, Hub hub) {
        this.hub = hub;
        if (namespaces.isEmpty()) {
            watches.add(watch(client.pods().inAnyNamespace(), "", rights));
        } else {
            namespaces.forEach(n -> watches.add(watch(client.pods().inNamespace(n), n, rights)));
        }
    }

    private Watching<Pod> watch(Informable<Pod> pods, String namespace, Rights rights) {
        return new Watching<>(
                pods,
                Pod::new,
                "pods",
                namespace,
                "groups have no members",
                rights,
                pod -> hub.pod(PodReader.fact(pod)),
                pod -> hub.podGone(pod.getMetadata().getUid()));
    }

    /** Whether all pods have been seen once. */
    public boolean synced() {
        return watches.stream().allMatch(Watching::synced);
    }

    /** Whether changes are heard of now. */
    public boolean stands() {
        return watches.stream().map(Watching::stands).reduce(true, Boolean::logicalAnd);
    }

    @Override
    public void close() {
        watches.forEach(Watching::close);
    }
}
