package dev.fusebox.operator.kubernetes;

import dev.fusebox.operator.hub.Hub;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** All that the operator watches besides FailureGroups: nodes and their Leases first, so that pods come with their zones. */
public final class Watches implements AutoCloseable {
    /** How long pods wait for nodes: zones that come later are filled in. */
    private static final long NODES_FIRST_MILLISECONDS = 3_000;

    private static final long CHECK_MILLISECONDS = 1_000;
    private static final long LOOK_MILLISECONDS = 20;

    private final NodeWatch nodes;
    private final LeaseWatch leases;
    private final PodWatch pods;
    private final Thread checks;

    /**
     * Begins to watch.
     *
     * @param namespaces of pods; all, if empty
     */
    public Watches(KubernetesClient client, Set<String> namespaces, Rights rights, Hub hub)
            throws InterruptedException {
        nodes = new NodeWatch(client, rights, hub);
        leases = new LeaseWatch(client, rights, hub);
        boolean mayList = true;
        for (int waited = 0;
                mayList && !nodes.synced() && waited < NODES_FIRST_MILLISECONDS;
                waited += LOOK_MILLISECONDS) {
            TimeUnit.MILLISECONDS.sleep(LOOK_MILLISECONDS);
            mayList = rights.missing().stream().noneMatch(r -> r.resource().equals("nodes"));
        }
        pods = new PodWatch(client, namespaces, rights, hub);
        checks = Thread.ofVirtual().name("watches").start(this::check);
    }

    /** Whether all pods have been seen once. What tells of nodes may be missing: then there is no ground for an action. */
    public boolean synced() {
        return pods.synced();
    }

    @Override
    public void close() {
        checks.interrupt();
        pods.close();
        leases.close();
        nodes.close();
    }

    private void check() {
        try {
            while (true) {
                leases.check();
                nodes.stands();
                pods.stands();
                TimeUnit.MILLISECONDS.sleep(CHECK_MILLISECONDS);
            }
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }
}
