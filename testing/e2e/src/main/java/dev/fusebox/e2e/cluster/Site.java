package dev.fusebox.e2e.cluster;

import dev.fusebox.e2e.command.CommandFailure;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A cluster that can be used.
 *
 * @param environment with which kubectl and helm reach it
 * @param context of the kubeconfig, empty for its current one
 */
public record Site(Path root, KubernetesClient client, Map<String, String> environment, String context)
        implements AutoCloseable {
    private static final List<String> IMAGES = List.of(
            "agent/target/agent-image.tar",
            "operator/target/operator-image.tar",
            "testing/sample/target/sample-image.tar");

    private static final Duration GONE = Duration.ofSeconds(60);

    private static final String OPERATOR_LABEL = "app.kubernetes.io/name";

    public Site {
        environment = Map.copyOf(environment);
    }

    /** The embedded cluster, which must be up. */
    public static Site embedded(Path root, EmbeddedCluster cluster) {
        Map<String, String> environment = cluster.environment();
        Path kubeconfig = Path.of(environment.getOrDefault("KUBECONFIG", ""));
        Config config = Config.fromKubeconfig(kubeconfig.toFile());
        return new Site(root, client(config), environment, "");
    }

    /** The cluster behind a context of the user's kubeconfig. */
    public static Site foreign(Path root, String context) {
        return new Site(root, client(Config.autoConfigure(context)), Map.of(), context);
    }

    /** The image archives that were built, in the checkout. */
    public static List<Path> images(Path root) {
        return IMAGES.stream().map(root::resolve).filter(Files::exists).toList();
    }

    public Chart chart() {
        return new Chart(root, environment, context);
    }

    /** The node on which the leading operator runs, empty if none leads. */
    public String operatorNode() {
        return leader().map(Site::node).orElse("");
    }

    /** When the youngest of the operators was started. */
    public Instant operatorsSince() {
        return operators()
                .map(pod -> Instant.parse(pod.getStatus().getStartTime()))
                .max(Instant::compareTo)
                .orElseThrow(Site::noOperator);
    }

    /** The nodes on which operators run. */
    public List<String> operatorNodes() {
        return operators().map(Site::node).toList();
    }

    /** The leading operator's pod. */
    public String operatorPod() {
        return leader().map(pod -> pod.getMetadata().getName()).orElseThrow(Site::noOperator);
    }

    /** Ends all operators that run; their Deployment, if there is one, starts others with the image that is loaded now. */
    public void stopOperators() {
        List<Pod> running = operators().toList();
        running.forEach(pod -> client.resource(pod).delete());
        running.forEach(pod ->
                client.resource(pod).waitUntilCondition(gone -> gone == null, GONE.toMillis(), TimeUnit.MILLISECONDS));
    }

    private Optional<Pod> leader() {
        Lease lease = client.leases()
                .inNamespace(Chart.NAMESPACE)
                .withName(Chart.OPERATOR)
                .get();
        String holder = lease == null ? "" : String.valueOf(lease.getSpec().getHolderIdentity());
        return operators()
                .filter(pod -> holder.contains(pod.getMetadata().getName()))
                .findFirst();
    }

    private Stream<Pod> operators() {
        return client
                .pods()
                .inNamespace(Chart.NAMESPACE)
                .withLabel(OPERATOR_LABEL, Chart.OPERATOR)
                .list()
                .getItems()
                .stream()
                .filter(pod -> pod.getMetadata().getDeletionTimestamp() == null);
    }

    private static String node(Pod pod) {
        return Optional.ofNullable(pod.getSpec().getNodeName()).orElse("");
    }

    private static CommandFailure noOperator() {
        return new CommandFailure("no operator runs in namespace " + Chart.NAMESPACE);
    }

    @Override
    public void close() {
        client.close();
    }

    private static KubernetesClient client(Config config) {
        // Long enough for a stopped API server to come back, short enough that one request is never in the way.
        Config patient = new ConfigBuilder(config)
                .withRequestTimeout(10_000)
                .withConnectionTimeout(3_000)
                .withRequestRetryBackoffLimit(3)
                .build();
        return new KubernetesClientBuilder().withConfig(patient).build();
    }
}
