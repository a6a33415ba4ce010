package dev.fusebox.e2e.observe;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.fusebox.e2e.command.CommandFailure;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;

/**
 * Watches one FailureGroup and keeps each status that arrives, with the time of arrival. Survives an outage of the API
 * server: it lists anew, so that states in between are missed then, but not the newest. Thread-safe.
 */
public final class GroupWatch implements AutoCloseable {
    public static final ResourceDefinitionContext FAILURE_GROUPS = new ResourceDefinitionContext.Builder()
            .withGroup("fusebox.dev")
            .withVersion("v1alpha1")
            .withKind("FailureGroup")
            .withPlural("failuregroups")
            .withNamespaced(true)
            .build();

    private static final ObjectMapper JSON = new ObjectMapper();

    private final String name;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition arrived = lock.newCondition();
    private final List<GroupState> states = new ArrayList<>();
    private final SharedIndexInformer<GenericKubernetesResource> informer;

    /** Starts to watch. */
    public GroupWatch(KubernetesClient client, String namespace, String name) {
        this.name = namespace + "/" + name;
        this.informer = client.genericKubernetesResources(FAILURE_GROUPS)
                .inNamespace(namespace)
                .withName(name)
                .inform(new Arrivals(), 0);
    }

    /** {@code namespace/name}. */
    public String name() {
        return name;
    }

    /** Everything that arrived so far, oldest first. */
    public List<GroupState> states() {
        lock.lock();
        try {
            return List.copyOf(states);
        } finally {
            lock.unlock();
        }
    }

    public Optional<GroupState> newest() {
        List<GroupState> all = states();
        return all.isEmpty() ? Optional.empty() : Optional.of(all.getLast());
    }

    /** The first state that fits, of those that arrived or arrive in time; empty if none does. */
    public Optional<GroupState> first(Predicate<GroupState> wanted, Duration patience) {
        long deadlineNanos = System.nanoTime() + patience.toNanos();
        lock.lock();
        try {
            int seen = 0;
            while (true) {
                for (; seen < states.size(); seen++) {
                    if (wanted.test(states.get(seen))) {
                        return Optional.of(states.get(seen));
                    }
                }
                if (!waitUntil(deadlineNanos)) {
                    return Optional.empty();
                }
            }
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits until the newest state fits.
     *
     * @throws CommandFailure that tells what was waited for and what the newest state is, if none does in time
     */
    public GroupState await(String what, Predicate<GroupState> wanted, Duration patience) {
        long deadlineNanos = System.nanoTime() + patience.toNanos();
        lock.lock();
        try {
            while (states.isEmpty() || !wanted.test(states.getLast())) {
                if (!waitUntil(deadlineNanos)) {
                    throw new CommandFailure("FailureGroup " + name + ": not " + what + " after " + patience.toSeconds()
                            + " s; newest: " + (states.isEmpty() ? "nothing" : states.getLast()));
                }
            }
            return states.getLast();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        informer.close();
    }

    private boolean waitUntil(long deadlineNanos) {
        long leftNanos = deadlineNanos - System.nanoTime();
        if (leftNanos <= 0) {
            return false;
        }
        try {
            return arrived.await(leftNanos, TimeUnit.NANOSECONDS) || deadlineNanos - System.nanoTime() > 0;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new CommandFailure("interrupted while waiting for FailureGroup " + name, interrupted);
        }
    }

    private void arrive(GenericKubernetesResource group) {
        GroupState state = GroupState.of(JSON.valueToTree(group), System.nanoTime());
        lock.lock();
        try {
            states.add(state);
            arrived.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private final class Arrivals implements ResourceEventHandler<GenericKubernetesResource> {
        @Override
        public void onAdd(GenericKubernetesResource group) {
            arrive(group);
        }

        @Override
        public void onUpdate(GenericKubernetesResource before, GenericKubernetesResource group) {
            arrive(group);
        }

        @Override
        public void onDelete(GenericKubernetesResource group, boolean finalStateUnknown) {
            // A group that is gone has no more states.
        }
    }
}
