package dev.fusebox.swarm.cluster;

import dev.fusebox.e2e.observe.Metrics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One operator as a process of its own, as its image runs it: the same options of the JVM, flags and environment. */
public final class OperatorReplica implements AutoCloseable {
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(2);

    private final String name;
    private final int agentsPort = Ports.free();
    private final int metricsPort = Ports.free();
    private final int probesPort = Ports.free();
    private final HttpClient http = HttpClient.newHttpClient();
    private final Daemon daemon;

    /**
     * Starts it.
     *
     * @param libraries folder with its jars
     * @param options of the JVM
     */
    OperatorReplica(String name, Path libraries, List<String> options, Path kubeconfig, Path work) {
        this.name = name;
        List<String> words = new ArrayList<>();
        words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        words.addAll(options);
        words.addAll(List.of("-cp", libraries + "/*", "dev.fusebox.operator.Main", "--insecure"));
        words.add("--agents-port=" + agentsPort);
        words.add("--metrics-port=" + metricsPort);
        words.add("--probes-port=" + probesPort);
        this.daemon = Daemon.start(
                name,
                words,
                Map.of(
                        "KUBECONFIG",
                        kubeconfig.toString(),
                        "POD_NAME",
                        name,
                        "POD_NAMESPACE",
                        Operators.NAMESPACE,
                        "POD_IP",
                        "127.0.0.1",
                        "MALLOC_ARENA_MAX",
                        "1"),
                work.resolve(name + ".log"),
                Cgroup.make("fusebox-swarm-" + ProcessHandle.current().pid() + "-" + name));
    }

    public String name() {
        return name;
    }

    /** host:port for agents. */
    public String address() {
        return "127.0.0.1:" + agentsPort;
    }

    public boolean runs() {
        return daemon.runs();
    }

    /** Whether it says that it is ready. */
    boolean ready() {
        return daemon.runs() && get(probesPort, "/readyz").isPresent();
    }

    /** Whether it says that it leads. */
    public boolean leads() {
        return metrics().filter(m -> m.sum("fusebox_leader", Map.of()) == 1).isPresent();
    }

    /** Agents that it counts. */
    public long attachedAgents() {
        return metrics()
                .map(m -> (long) m.sum("fusebox_agents_attached", Map.of()))
                .orElse(0L);
    }

    /** Its own metrics, if it answers. */
    public Optional<Metrics> metrics() {
        return get(metricsPort, "/metrics").map(Metrics::new);
    }

    /** How memory and processor time are counted. */
    public String countedBy() {
        return daemon.cgroup().isPresent() ? "its own cgroup" : "/proc";
    }

    /** Processor time so far. */
    public long cpuNanos() {
        try {
            return daemon.cgroup().isPresent() ? daemon.cgroup().get().cpuNanos() : Proc.cpuNanos(daemon.pid());
        } catch (IOException gone) {
            throw new UncheckedIOException(name + " cannot be measured", gone);
        }
    }

    /** Memory now: the cgroup's working set, or what is resident. */
    public long memoryBytes() {
        try {
            return daemon.cgroup().isPresent()
                    ? daemon.cgroup().get().workingSetBytes()
                    : Proc.residentBytes(daemon.pid());
        } catch (IOException gone) {
            throw new UncheckedIOException(name + " cannot be measured", gone);
        }
    }

    public long residentBytes() {
        return Proc.residentBytes(daemon.pid());
    }

    /** Ends it as a kubelet does, or as a crash; does not wait. */
    public void end(boolean gracefully) {
        if (gracefully) {
            daemon.terminate();
        } else {
            daemon.kill();
        }
    }

    @Override
    public void close() {
        http.close();
        daemon.close();
    }

    private Optional<String> get(int port, String path) {
        try {
            HttpResponse<String> answer = http.send(
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                            .timeout(ANSWER_LIMIT)
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            return answer.statusCode() == 200 ? Optional.of(answer.body()) : Optional.empty();
        } catch (IOException notThere) {
            return Optional.empty();
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }
}
