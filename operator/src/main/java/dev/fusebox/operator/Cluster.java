package dev.fusebox.operator;

import dev.fusebox.operator.hub.Hub;
import dev.fusebox.operator.kubernetes.GroupReconciler;
import dev.fusebox.operator.kubernetes.Rights;
import dev.fusebox.operator.kubernetes.Watches;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.VersionInfo;
import io.javaoperatorsdk.operator.Operator;
import io.javaoperatorsdk.operator.processing.retry.GenericRetry;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The part of the operator that needs an API server: begins once there is one, and survives its absence later. */
final class Cluster implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Cluster.class);
    private static final int FIRST_MINOR_THAT_RESTARTS = 36;
    private static final long FIRST_WAIT_MILLISECONDS = 250;
    private static final long LONGEST_WAIT_MILLISECONDS = 5_000;

    private final KubernetesClient client;
    private final Operator operator;
    private final Set<String> namespaces;
    private final Rights rights;
    private final Hub hub;
    private final GroupReconciler reconciler;
    private volatile Optional<Watches> watches = Optional.empty();
    private volatile boolean started;
    private volatile boolean restartsInPlace;

    Cluster(KubernetesClient client, Set<String> namespaces, Rights rights, Hub hub, GroupReconciler reconciler) {
        this.client = client;
        this.namespaces = namespaces;
        this.rights = rights;
        this.hub = hub;
        this.reconciler = reconciler;
        this.operator = new Operator(o -> o.withKubernetesClient(client)
                .withCloseClientOnStop(false)
                .withStopOnInformerErrorDuringStartup(false)
                .withUseSSAToPatchPrimaryResource(true));
    }

    /**
     * Waits for the API server with back-off, then starts the watches. Returns when they run, or when interrupted.
     *
     * @param reached called once the API server answers, before the watches begin
     */
    void begin(Runnable reached) throws InterruptedException {
        long bound = FIRST_WAIT_MILLISECONDS;
        while (!reachable()) {
            TimeUnit.MILLISECONDS.sleep(1 + ThreadLocalRandom.current().nextLong(bound));
            bound = Math.min(LONGEST_WAIT_MILLISECONDS, 2 * bound);
        }
        reached.run();
        watches = Optional.of(new Watches(client, namespaces, rights, hub));
        operator.register(reconciler, config -> {
            config.withRetry(new GenericRetry()
                    .setInitialInterval(Duration.ofMillis(200))
                    .setMaxInterval(LONGEST_WAIT_MILLISECONDS)
                    .withoutMaxAttempts());
            if (!namespaces.isEmpty()) {
                config.settingNamespaces(namespaces);
            }
        });
        operator.start();
        started = true;
        LOG.info("watching {}", namespaces.isEmpty() ? "all namespaces" : namespaces);
    }

    /** Whether everything has been seen once. */
    boolean synced() {
        return started && watches.filter(Watches::synced).isPresent();
    }

    @Override
    public void close() {
        if (started) {
            operator.stop();
        }
        watches.ifPresent(Watches::close);
    }

    private boolean reachable() {
        try {
            restartsInPlace = restartsInPlace(client.getKubernetesVersion());
            return true;
        } catch (KubernetesClientException absent) {
            LOG.warn("the API server does not answer yet: {}", rootCause(absent));
            return false;
        }
    }

    /** Whether containers of a pod can all be restarted by a rule of its spec: Kubernetes 1.36 and later. */
    boolean restartsInPlace() {
        return restartsInPlace;
    }

    private static boolean restartsInPlace(VersionInfo version) {
        try {
            int minor = Integer.parseInt(version.getMinor().replaceAll("\\D.*", ""));
            return Integer.parseInt(version.getMajor()) > 1 || minor >= FIRST_MINOR_THAT_RESTARTS;
        } catch (NumberFormatException unknown) {
            return false;
        }
    }

    private static String rootCause(Throwable thrown) {
        Throwable cause = thrown;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause.getClass().getSimpleName() + ": " + cause.getMessage();
    }
}
