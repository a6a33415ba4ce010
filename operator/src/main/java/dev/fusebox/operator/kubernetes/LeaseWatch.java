package dev.fusebox.operator.kubernetes;

import dev.fusebox.operator.hub.Hub;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseSpec;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Watches the Leases that the kubelets renew: the second heartbeat, which does not run over the pods' network. */
public final class LeaseWatch implements AutoCloseable {
    private static final String NAMESPACE = "kube-node-lease";

    /** What a kubelet writes by default. */
    private static final int DEFAULT_DURATION_SECONDS = 40;

    private final Watching<Lease> watch;
    private final Hub hub;

    /** Begins to watch. */
    public LeaseWatch(KubernetesClient client, Rights rights, Hub hub) {
        this.hub = hub;
        watch = new Watching<>(
                client.leases().inNamespace(NAMESPACE),
                Lease::new,
                "leases.coordination.k8s.io",
                NAMESPACE,
                "nobody but the agents tells whether a node lives, and no action is taken",
                rights,
                this::seen,
                lease -> hub.leaseGone(lease.getMetadata().getName()));
    }

    /** To be called once per second: passes on whether changes are heard of now. */
    public void check() {
        hub.leasesWatched(watch.stands());
    }

    private void seen(Lease lease) {
        Optional<LeaseSpec> spec = Optional.ofNullable(lease.getSpec());
        String renewed = spec.map(s -> Objects.toString(s.getRenewTime(), "")).orElse("");
        int seconds = spec.map(LeaseSpec::getLeaseDurationSeconds).orElse(DEFAULT_DURATION_SECONDS);
        hub.lease(lease.getMetadata().getName(), renewed, TimeUnit.SECONDS.toNanos(Math.max(1, seconds)));
    }

    @Override
    public void close() {
        watch.close();
    }
}
