package dev.fusebox.swarm.cluster;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** What kubelets of healthy nodes write for ever: each renews its Lease every 10 s, and its node's heartbeat every 5 min. */
public final class Kubelets implements AutoCloseable {
    private static final int RENEW_MILLISECONDS = 10_000;
    private static final int STATUS_MILLISECONDS = 300_000;
    private static final int DURATION_SECONDS = 40;
    private static final String NAMESPACE = "kube-node-lease";

    private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(4, run -> {
        Thread thread = new Thread(run, "kubelets");
        thread.setDaemon(true);
        return thread;
    });
    private final KubernetesClient client;
    private final AtomicLong missed = new AtomicLong();

    /** Begins to write, each node at its own time. */
    public Kubelets(KubernetesClient client, Layout layout) {
        this.client = client;
        for (int n = 0; n < layout.nodes(); n++) {
            String node = layout.node(n);
            every(RENEW_MILLISECONDS, n, layout.nodes(), () -> renew(node));
            every(STATUS_MILLISECONDS, n, layout.nodes(), () -> report(node));
        }
    }

    /** Writes that failed; each is done again at its next time. */
    public long missed() {
        return missed.get();
    }

    private void every(int milliseconds, int index, int of, Runnable write) {
        threads.scheduleAtFixedRate(
                () -> {
                    try {
                        write.run();
                    } catch (KubernetesClientException fault) {
                        missed.incrementAndGet();
                    }
                },
                (long) milliseconds * index / of,
                milliseconds,
                TimeUnit.MILLISECONDS);
    }

    private void renew(String node) {
        client.resource(new LeaseBuilder()
                        .withNewMetadata()
                        .withNamespace(NAMESPACE)
                        .withName(node)
                        .endMetadata()
                        .withNewSpec()
                        .withHolderIdentity(node)
                        .withLeaseDurationSeconds(DURATION_SECONDS)
                        .withRenewTime(
                                Instant.now().truncatedTo(ChronoUnit.MICROS).atZone(ZoneOffset.UTC))
                        .endSpec()
                        .build())
                .serverSideApply();
    }

    private void report(String node) {
        Node heartbeat = new NodeBuilder()
                .withNewMetadata()
                .withName(node)
                .endMetadata()
                .withNewStatus()
                .addNewCondition()
                .withType("Ready")
                .withStatus("True")
                .withReason("KubeletReady")
                .withLastHeartbeatTime(
                        Instant.now().truncatedTo(ChronoUnit.SECONDS).toString())
                .endCondition()
                .endStatus()
                .build();
        client.resource(heartbeat)
                .subresource("status")
                .patch(new PatchContext.Builder()
                        .withPatchType(PatchType.SERVER_SIDE_APPLY)
                        .withFieldManager("kubelet")
                        .withForce(true)
                        .build());
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
