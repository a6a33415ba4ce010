package dev.fusebox.swarm.cluster;

import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * The operators' Service as kube-proxy carries it out: a connection goes to any replica that is ready, where readiness is asked for as the
 * kubelet does and an end is noticed a second late. Addresses of single replicas pass unchanged. Thread-safe.
 */
public final class Service implements AutoCloseable {
    /** What agents are configured with. */
    public static final String ADDRESS = "fusebox-operator.fusebox-system.svc:7443";

    /** Nobody listens there: what a Service without endpoints answers. */
    private static final String NOBODY = "127.0.0.1:1";

    private static final int PERIOD_MILLISECONDS = 1_000;

    private final ScheduledExecutorService looks = Executors.newSingleThreadScheduledExecutor(run -> {
        Thread thread = new Thread(run, "service");
        thread.setDaemon(true);
        return thread;
    });
    private final Supplier<List<OperatorReplica>> replicas;
    private volatile List<String> endpoints = List.of();

    /** Begins to look who is ready. */
    public Service(Supplier<List<OperatorReplica>> replicas) {
        this.replicas = replicas;
        looks.scheduleWithFixedDelay(this::look, 0, PERIOD_MILLISECONDS, TimeUnit.MILLISECONDS);
    }

    /** Where a connection to that host:port goes. */
    public String route(String target) {
        if (!target.equals(ADDRESS)) {
            return target;
        }
        List<String> now = endpoints;
        return now.isEmpty() ? NOBODY : now.get(ThreadLocalRandom.current().nextInt(now.size()));
    }

    private void look() {
        endpoints = replicas.get().stream()
                .filter(OperatorReplica::ready)
                .map(OperatorReplica::address)
                .toList();
    }

    @Override
    public void close() {
        looks.shutdownNow();
    }
}
