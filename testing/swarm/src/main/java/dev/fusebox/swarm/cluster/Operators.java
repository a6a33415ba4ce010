package dev.fusebox.swarm.cluster;

import dev.fusebox.e2e.command.CommandFailure;
import dev.fusebox.e2e.command.Pause;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.authentication.TokenRequest;
import io.fabric8.kubernetes.api.model.authentication.TokenRequestBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The replicas, with the rights that the chart gives them: its objects as {@code deploy/fusebox.yaml} has them, and a token that the API
 * server issued for their service account.
 */
public final class Operators implements AutoCloseable {
    static final String NAMESPACE = "fusebox-system";
    private static final String ACCOUNT = "fusebox-operator";
    private static final int REPLICAS = 2;
    private static final Duration LOOK = Duration.ofMillis(100);
    private static final Duration PATIENCE = Duration.ofSeconds(120);

    /** Options of JDK 23 and later. */
    private static final String NEWER_OPTION = "--sun-misc-unsafe-memory-access";

    private static final int NEWER_JDK = 23;

    private final List<OperatorReplica> replicas = new CopyOnWriteArrayList<>();
    private final Path root;
    private final Path work;
    private final Path kubeconfig;
    private int started;

    /** Installs the chart's objects; no replica runs yet. */
    public Operators(Path root, Path work, ControlPlane plane, KubernetesClient client) {
        this.root = root;
        this.work = work;
        this.kubeconfig = work.resolve("operator.kubeconfig");
        try {
            byte[] chart = Files.readAllBytes(root.resolve("deploy/fusebox.yaml"));
            for (HasMetadata object :
                    client.load(new ByteArrayInputStream(chart)).items()) {
                // The replicas are processes of ours.
                if (!object.getKind().equals("Deployment")) {
                    client.resource(object).serverSideApply();
                }
            }
            Files.writeString(kubeconfig, plane.kubeconfig(token(client)), StandardCharsets.UTF_8);
        } catch (IOException failure) {
            throw new UncheckedIOException("the chart cannot be installed", failure);
        }
    }

    private static String token(KubernetesClient client) {
        TokenRequest issued = client.serviceAccounts()
                .inNamespace(NAMESPACE)
                .withName(ACCOUNT)
                .tokenRequest(new TokenRequestBuilder()
                        .withNewSpec()
                        .withExpirationSeconds(Duration.ofHours(12).toSeconds())
                        .endSpec()
                        .build());
        return issued.getStatus().getToken();
    }

    /** Starts replicas until there are two, and waits until both are ready and one of them leads. */
    public OperatorReplica complete() {
        for (OperatorReplica replica : replicas) {
            if (!replica.runs()) {
                replicas.remove(replica);
                replica.close();
            }
        }
        while (replicas.size() < REPLICAS) {
            replicas.add(new OperatorReplica(
                    "fusebox-operator-" + ++started,
                    root.resolve("operator/target/fusebox-operator/lib"),
                    options(),
                    kubeconfig,
                    work));
        }
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            Optional<OperatorReplica> leader = leader();
            if (leader.isPresent() && replicas.stream().allMatch(OperatorReplica::ready)) {
                return leader.get();
            }
            if (System.nanoTime() > deadline) {
                throw new CommandFailure("no two operators are ready; see their logs in " + work);
            }
            Pause.sleep(LOOK);
        }
    }

    /** Who says that it leads. */
    public Optional<OperatorReplica> leader() {
        return replicas.stream().filter(OperatorReplica::leads).findFirst();
    }

    /** All that were started and not replaced since. */
    public List<OperatorReplica> all() {
        return List.copyOf(replicas);
    }

    /** The options that the operator's image starts the JVM with. */
    private List<String> options() {
        try {
            List<String> options =
                    new ArrayList<>(Files.readAllLines(root.resolve("operator/src/main/image/java.args")));
            options.removeIf(line -> line.isBlank() || line.startsWith("#"));
            if (Runtime.version().feature() < NEWER_JDK) {
                options.removeIf(line -> line.startsWith(NEWER_OPTION));
            }
            return options;
        } catch (IOException missing) {
            throw new UncheckedIOException("the operator's options cannot be read", missing);
        }
    }

    @Override
    public void close() {
        replicas.forEach(replica -> replica.end(true));
        replicas.forEach(OperatorReplica::close);
    }
}
