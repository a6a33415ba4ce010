package dev.fusebox.operator.kubernetes;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Informable;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.net.HttpURLConnection;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One watch that never gives up: a fault or a missing right at its start, or later, is told once and tried again, and the process goes
 * on. Keeps footprints only.
 */
final class Watching<T extends HasMetadata> implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Watching.class);

    private final SharedIndexInformer<T> informer;
    private final List<Right> needs;
    private final Rights rights;
    private volatile boolean complained;

    /**
     * Begins to watch.
     *
     * @param what a list of objects, such as all pods
     * @param blank makes an empty one
     * @param resource for rights, such as pods
     * @param namespace empty for the whole cluster
     * @param without what does not work while the right is missing, for people
     */
    Watching(
            Informable<T> what,
            Supplier<T> blank,
            String resource,
            String namespace,
            String without,
            Rights rights,
            Consumer<T> there,
            Consumer<T> gone) {
        this.rights = rights;
        this.needs = List.of(new Right("list", resource, namespace), new Right("watch", resource, namespace));
        this.informer = what.runnableInformer(0)
                .removeNamespaceIndex()
                .itemStore(new Footprints<>(blank))
                .addEventHandler(new Told<>(there, gone))
                .exceptionHandler((started, fault) -> again(fault, without));
        this.informer.start();
    }

    private record Told<T>(Consumer<T> there, Consumer<T> gone) implements ResourceEventHandler<T> {
        @Override
        public void onAdd(T object) {
            there.accept(object);
        }

        @Override
        public void onUpdate(T before, T object) {
            there.accept(object);
        }

        @Override
        public void onDelete(T object, boolean finalStateUnknown) {
            gone.accept(object);
        }
    }

    private boolean again(Throwable fault, String without) {
        if (denied(fault)) {
            // The answer to a watch that is refused does not say so; but it comes after a list that was not.
            boolean watch = !Objects.requireNonNullElse(informer.lastSyncResourceVersion(), "")
                    .isEmpty();
            rights.denied(needs.get(watch ? 1 : 0), without);
        } else if (!complained) {
            complained = true;
            LOG.warn("watch of {}: {}; trying again", needs.get(0).resource(), fault.getMessage());
        }
        return true;
    }

    private static boolean denied(Throwable fault) {
        return fault instanceof KubernetesClientException refused
                        && refused.getCode() == HttpURLConnection.HTTP_FORBIDDEN
                || fault.getCause() != null && denied(fault.getCause());
    }

    /** Whether all objects have been seen once. */
    boolean synced() {
        return informer.hasSynced();
    }

    /** Whether changes are heard of now. */
    boolean stands() {
        boolean stands = informer.isWatching();
        if (stands) {
            complained = false;
            needs.forEach(rights::granted);
        }
        return stands;
    }

    @Override
    public void close() {
        informer.close();
    }
}
