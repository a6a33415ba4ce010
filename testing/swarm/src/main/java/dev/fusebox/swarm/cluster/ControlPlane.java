package dev.fusebox.swarm.cluster;

import dev.fusebox.e2e.command.CommandFailure;
import dev.fusebox.e2e.command.Pause;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** An etcd and an API server of our own on loopback, without any node: nothing of the embedded cluster is touched. */
public final class ControlPlane implements AutoCloseable {
    private static final Duration START_LIMIT = Duration.ofSeconds(120);
    private static final Duration LOOK = Duration.ofMillis(200);
    private static final int REQUEST_MILLISECONDS = 30_000;

    private final Path pki;
    private final int port = Ports.free();
    private final String adminToken = UUID.randomUUID().toString();
    private final Daemon etcd;
    private final Daemon apiServer;

    /**
     * Starts both and waits until they are ready.
     *
     * @param programs folder with etcd and kube-apiserver
     * @param work for data, keys and logs
     */
    public ControlPlane(Path programs, Path work) {
        this.pki = work.resolve("pki");
        try {
            Files.createDirectories(pki);
            Files.writeString(pki.resolve("tokens.csv"), adminToken + ",swarm,swarm,\"system:masters\"\n");
            writeKeys();
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot write to " + work, failure);
        }
        String clients = "http://127.0.0.1:" + Ports.free();
        String peers = "http://127.0.0.1:" + Ports.free();
        etcd = Daemon.start(
                "etcd",
                List.of(
                        programs.resolve("etcd").toString(),
                        "--data-dir=" + work.resolve("etcd"),
                        "--listen-client-urls=" + clients,
                        "--advertise-client-urls=" + clients,
                        "--listen-peer-urls=" + peers,
                        "--initial-advertise-peer-urls=" + peers,
                        "--initial-cluster=default=" + peers,
                        "--unsafe-no-fsync"),
                Map.of(),
                work.resolve("etcd.log"),
                Optional.empty());
        apiServer = Daemon.start(
                "kube-apiserver", arguments(programs, clients), Map.of(), work.resolve("api.log"), Optional.empty());
        waitReady();
    }

    private List<String> arguments(Path programs, String etcdClients) {
        return List.of(
                programs.resolve("kube-apiserver").toString(),
                "--etcd-servers=" + etcdClients,
                "--bind-address=127.0.0.1",
                "--advertise-address=127.0.0.1",
                "--secure-port=" + port,
                "--cert-dir=" + pki,
                "--token-auth-file=" + pki.resolve("tokens.csv"),
                "--service-account-key-file=" + pki.resolve("accounts.pub"),
                "--service-account-signing-key-file=" + pki.resolve("accounts.key"),
                "--service-account-issuer=https://kubernetes.default.svc",
                "--service-cluster-ip-range=198.19.128.0/24",
                "--endpoint-reconciler-type=none",
                "--authorization-mode=Node,RBAC",
                // No controller makes the accounts that pods would get.
                "--disable-admission-plugins=ServiceAccount",
                "--allow-privileged=true");
    }

    private void writeKeys() throws IOException {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            KeyPair pair = generator.generateKeyPair();
            Files.writeString(
                    pki.resolve("accounts.key"),
                    pem("PRIVATE KEY", pair.getPrivate().getEncoded()));
            Files.writeString(
                    pki.resolve("accounts.pub"),
                    pem("PUBLIC KEY", pair.getPublic().getEncoded()));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has RSA", impossible);
        }
    }

    private static String pem(String what, byte[] der) {
        return "-----BEGIN " + what + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der) + "\n-----END " + what + "-----\n";
    }

    private void waitReady() {
        long deadline = System.nanoTime() + START_LIMIT.toNanos();
        while (true) {
            etcd.mustRun();
            apiServer.mustRun();
            try (KubernetesClient client = client()) {
                if ("ok".equals(client.raw("/readyz"))) {
                    return;
                }
            } catch (KubernetesClientException notYet) {
                if (System.nanoTime() > deadline) {
                    throw new CommandFailure(
                            "the API server is not ready after " + START_LIMIT.toSeconds() + " s", notYet);
                }
            }
            Pause.sleep(LOOK);
        }
    }

    /** A client that may do everything. */
    public KubernetesClient client() {
        Config config = new ConfigBuilder(Config.empty())
                .withMasterUrl(url())
                .withCaCertFile(certificate().toString())
                .withOauthToken(adminToken)
                .withRequestTimeout(REQUEST_MILLISECONDS)
                .build();
        return new KubernetesClientBuilder().withConfig(config).build();
    }

    /** A kubeconfig for whoever has that token. */
    String kubeconfig(String token) {
        return """
                apiVersion: v1
                kind: Config
                clusters: [{name: swarm, cluster: {server: "%s", certificate-authority: "%s"}}]
                users: [{name: operator, user: {token: "%s"}}]
                contexts: [{name: swarm, context: {cluster: swarm, user: operator}}]
                current-context: swarm
                """.formatted(url(), certificate(), token);
    }

    /** Processor time of API server and etcd so far, in nanoseconds. */
    public long cpuNanos() {
        return Proc.cpuNanos(apiServer.pid()) + Proc.cpuNanos(etcd.pid());
    }

    private String url() {
        return "https://127.0.0.1:" + port;
    }

    /** Made by the API server itself, which signs for itself. */
    private Path certificate() {
        return pki.resolve("apiserver.crt");
    }

    @Override
    public void close() {
        apiServer.kill();
        apiServer.close();
        etcd.kill();
        etcd.close();
    }
}
