package dev.fusebox.operator;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.fusebox.operator.health.Fuse;
import dev.fusebox.operator.health.GroupState;
import dev.fusebox.operator.health.Happening;
import dev.fusebox.operator.health.Suspicion;
import dev.fusebox.operator.hub.Hub;
import dev.fusebox.operator.ingest.Drop;
import dev.fusebox.operator.leader.Leadership;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Info;
import io.prometheus.metrics.exporter.httpserver.HTTPServer;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/** Metrics and probes of the operator's process. */
final class Monitoring implements AutoCloseable {
    /** A loop that has not turned for so long is stuck. */
    private static final long STUCK_NANOS = 10_000_000_000L;

    private final PrometheusRegistry registry = new PrometheusRegistry();
    private final Counter dropped = Counter.builder()
            .name("fusebox_ingest_dropped_total")
            .help("Messages of agents that were not taken, by reason.")
            .labelNames("reason")
            .register(registry);
    private final Counter actions = Counter.builder()
            .name("fusebox_actions_total")
            .help("Actions that were carried out, by what was done and how it ended.")
            .labelNames("action", "result")
            .register(registry);
    private final Counter blocked = Counter.builder()
            .name("fusebox_actions_blocked_total")
            .help("Actions that settings and evidence called for and a rule stood against, by its reason.")
            .labelNames("reason")
            .register(registry);
    private final HTTPServer metrics;
    private final HttpServer probes;

    Monitoring(int metricsPort, int probesPort, String version, BooleanSupplier ready, LongSupplier lagNanos)
            throws IOException {
        Info.builder()
                .name("fusebox_build_info")
                .help("Version of this operator.")
                .labelNames("version")
                .register(registry)
                .addLabelValues(version);
        metrics = HTTPServer.builder().port(metricsPort).registry(registry).buildAndStart();
        probes = HttpServer.create(new InetSocketAddress(probesPort), 16);
        probes.setExecutor(Executors.newSingleThreadExecutor(run -> {
            Thread thread = new Thread(run, "probes");
            thread.setDaemon(true);
            return thread;
        }));
        probes.createContext("/healthz", x -> answer(x, lagNanos.getAsLong() < STUCK_NANOS, "the loop is stuck"));
        probes.createContext("/readyz", x -> answer(x, ready.getAsBoolean(), "caches are not synced"));
        probes.start();
    }

    void dropped(String uid, Drop reason) {
        dropped.labelValues(reason.text()).inc();
    }

    /** Counts what was done and what was not. */
    void happened(Happening happening) {
        if (happening instanceof Happening.ActionTaken taken) {
            actions.labelValues(taken.action().name(), taken.result()).inc();
        } else if (happening instanceof Happening.ActionSkipped skipped) {
            blocked.labelValues(skipped.reason()).inc();
        }
    }

    void watch(Hub hub, LongSupplier statusWrites, Leadership leadership) {
        leadership(leadership);
        GaugeWithCallback.builder()
                .name("fusebox_agents_attached")
                .help("Agents connected to this operator.")
                .callback(gauge -> gauge.call(hub.attachedAgents()))
                .register(registry);
        CounterWithCallback.builder()
                .name("fusebox_status_writes_total")
                .help("Statuses written to the API server.")
                .callback(counter -> counter.call(statusWrites.getAsLong()))
                .register(registry);
        GaugeWithCallback.builder()
                .name("fusebox_group_members")
                .help("Members of all groups by state.")
                .labelNames("state")
                .callback(gauge -> members(gauge, hub.all()))
                .register(registry);
        GaugeWithCallback.builder()
                .name("fusebox_group_fuse")
                .help("Groups by the state of their fuse.")
                .labelNames("state")
                .callback(gauge -> fuses(gauge, hub.all()))
                .register(registry);
        GaugeWithCallback.builder()
                .name("fusebox_breaker_state")
                .help("The cluster's breaker: 0 closed, 1 half open, 2 open.")
                .callback(gauge -> gauge.call(
                        switch (hub.restraints().clusterBreaker()) {
                            case CLOSED -> 0;
                            case HALF_OPEN -> 1;
                            case OPEN -> 2;
                        }))
                .register(registry);
        GaugeWithCallback.builder()
                .name("fusebox_loop_lag_seconds")
                .help("How long ago the loop last turned.")
                .callback(gauge -> gauge.call(hub.lagNanos() * 1e-9))
                .register(registry);
    }

    private void leadership(Leadership leadership) {
        GaugeWithCallback.builder()
                .name("fusebox_leader")
                .help("1 while this replica leads.")
                .callback(gauge -> gauge.call(leadership.isLeader() ? 1 : 0))
                .register(registry);
        GaugeWithCallback.builder()
                .name("fusebox_leader_term")
                .help("The number under which this replica leads or led last.")
                .callback(gauge -> gauge.call(leadership.term()))
                .register(registry);
    }

    @Override
    public void close() {
        metrics.stop();
        probes.stop(0);
    }

    private static void members(GaugeWithCallback.Callback gauge, List<GroupState> groups) {
        long failed = groups.stream()
                .mapToLong(g ->
                        g.suspicions().stream().filter(Suspicion::convicted).count())
                .sum();
        gauge.call(groups.stream().mapToLong(g -> g.selected().size()).sum(), "selected");
        gauge.call(groups.stream().mapToLong(GroupState::reporting).sum(), "reporting");
        gauge.call(failed, "failed");
        gauge.call(groups.stream().mapToLong(g -> g.suspicions().size()).sum() - failed, "suspected");
    }

    private static void fuses(GaugeWithCallback.Callback gauge, List<GroupState> groups) {
        for (Fuse fuse : Fuse.values()) {
            gauge.call(
                    groups.stream().filter(g -> g.fuse() == fuse).count(),
                    fuse.name().toLowerCase(Locale.ROOT));
        }
    }

    private static void answer(HttpExchange exchange, boolean good, String otherwise) throws IOException {
        byte[] body = (good ? "ok\n" : otherwise + "\n").getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(good ? 200 : 503, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }
}
