package dev.fusebox.swarm.measure;

import dev.fusebox.e2e.command.Pause;
import dev.fusebox.e2e.observe.Metrics;
import dev.fusebox.swarm.cluster.ControlPlane;
import dev.fusebox.swarm.cluster.OperatorReplica;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What the operators cost while nothing happens. */
public final class Steady {
    private static final double MOST_CPU_PERCENT = 10;
    private static final double MOST_MEMORY_MEBIBYTES = 400;
    private static final double MEBI = 1 << 20;

    /** As often as a monitoring system usually scrapes. */
    private static final Duration SCRAPE = Duration.ofSeconds(15);

    private final ControlPlane plane;
    private final KubernetesClient client;

    public Steady(ControlPlane plane, KubernetesClient client) {
        this.plane = plane;
        this.client = client;
    }

    /** Measures for that long: the leader against its bounds, and the status writes that the API server counted. */
    public List<Bound> measure(OperatorReplica leader, List<OperatorReplica> all, Duration time, Lines lines) {
        StatusWrites writes = StatusWrites.read(client);
        Pressure pressure = new Pressure();
        double requests = operatorRequests();
        long planeNanos = plane.cpuNanos();
        List<Long> cpu = all.stream().map(OperatorReplica::cpuNanos).toList();
        long begun = System.nanoTime();
        double memory = 0;
        for (long left = time.toNanos(); left > 0; left = time.toNanos() - (System.nanoTime() - begun)) {
            Pause.sleep(Duration.ofNanos(Math.min(left, SCRAPE.toNanos())));
            all.forEach(OperatorReplica::metrics);
            memory = Math.max(memory, leader.memoryBytes() / MEBI);
        }
        double nanos = System.nanoTime() - begun;
        double leaders = 0;
        for (int i = 0; i < all.size(); i++) {
            OperatorReplica replica = all.get(i);
            double percent = 100 * (replica.cpuNanos() - cpu.get(i)) / nanos;
            lines.say(String.format(
                    Locale.ROOT,
                    "%s (%s, %d agents): %.1f %% of a core, %.0f MiB, resident %.0f MiB, by %s",
                    replica.name(),
                    replica == leader ? "leads" : "follows",
                    replica.attachedAgents(),
                    percent,
                    replica.memoryBytes() / MEBI,
                    replica.residentBytes() / MEBI,
                    replica.countedBy()));
            leaders = replica == leader ? percent : leaders;
        }
        lines.say(String.format(
                Locale.ROOT,
                "API server and etcd: %.1f %% of a core; requests about FailureGroups that were no watches: %.0f; %s",
                100 * (plane.cpuNanos() - planeNanos) / nanos,
                operatorRequests() - requests,
                pressure.words()));
        return List.of(
                new Bound(
                        "steady, " + time.toSeconds() + " s: leader's CPU, of a core", leaders, MOST_CPU_PERCENT, "%"),
                new Bound("steady: leader's memory, most of all looks", memory, MOST_MEMORY_MEBIBYTES, "MiB"),
                new Bound(
                        "steady: status writes, by the API server",
                        StatusWrites.read(client).since(writes).requests(),
                        0,
                        ""));
    }

    private double operatorRequests() {
        Metrics metrics = new Metrics(client.raw("/metrics"));
        return metrics.sum("apiserver_request_total", Map.of("group", "fusebox.dev"))
                - metrics.sum("apiserver_request_total", Map.of("group", "fusebox.dev", "verb", "WATCH"));
    }
}
