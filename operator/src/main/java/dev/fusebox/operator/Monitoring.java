package dev.fusebox.operator;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.fusebox.operator.health.Fuse;
import dev.fusebox.operator.health.GroupState;
import dev.fusebox.operator.health.Suspicion;
import dev.fusebox.operator.hub.Hub;
import dev.fusebox.operator.ingest.Drop;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Info;
import io.prometheus.metrics.exporter.httpserver.HTTPServer;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
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

    void dropped(Drop reason) {
        dropped.labelValues(reason.name().toLowerCase(Locale.ROOT)).inc();
    }

    void watch(Hub hub, LongSupplier statusWrites) {
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
                .help("Members of a group by state.")
                .labelNames("group", "state")
                .callback(gauge -> hub.all().forEach(state -> members(gauge, state)))
                .register(registry);
        GaugeWithCallback.builder()
                .name("fusebox_group_fuse")
                .help("1 for the state that the group's fuse is in.")
                .labelNames("group", "state")
                .callback(gauge -> hub.all().forEach(state -> fuse(gauge, state)))
                .register(registry);
    }

    @Override
    public void close() {
        metrics.stop();
        probes.stop(0);
    }

    private static void members(GaugeWithCallback.Callback gauge, GroupState state) {
        long failed = state.suspicions().stream().filter(Suspicion::convicted).count();
        gauge.call(state.selected().size(), state.key(), "selected");
        gauge.call(state.reporting(), state.key(), "reporting");
        gauge.call(failed, state.key(), "failed");
        gauge.call(state.suspicions().size() - failed, state.key(), "suspected");
    }

    private static void fuse(GaugeWithCallback.Callback gauge, GroupState state) {
        for (Fuse fuse : Fuse.values()) {
            gauge.call(state.fuse() == fuse ? 1 : 0, state.key(), fuse.name().toLowerCase(Locale.ROOT));
        }
    }

    private static void answer(HttpExchange exchange, boolean good, String otherwise) throws IOException {
        byte[] body = (good ? "ok\n" : otherwise + "\n").getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(good ? 200 : 503, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }
}
