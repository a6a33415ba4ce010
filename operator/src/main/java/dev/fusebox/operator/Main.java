package dev.fusebox.operator;

import dev.fusebox.operator.hub.Hub;
import dev.fusebox.operator.ingest.AgentGateway;
import dev.fusebox.operator.ingest.TransportCredentials;
import dev.fusebox.operator.kubernetes.EventQueue;
import dev.fusebox.operator.kubernetes.GroupReconciler;
import dev.fusebox.operator.kubernetes.StatusWriter;
import dev.fusebox.operator.status.Transitions;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The operator's command line and wiring. */
@Command(
        name = "fusebox-operator",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class,
        description = "Turns FailureGroups into rosters for the agents, and what agents report into status.")
public final class Main implements Callable<Integer> {
    private static final Logger LOG = LoggerFactory.getLogger(Main.class);

    @Option(names = "--insecure", description = "Accept agents over plain text. Required until identities are issued.")
    private boolean insecure;

    @Option(names = "--agents-port", defaultValue = "7443", description = "Port for agents (default ${DEFAULT-VALUE}).")
    private int agentsPort;

    @Option(
            names = "--metrics-port",
            defaultValue = "9090",
            description = "Port of /metrics (default ${DEFAULT-VALUE}).")
    private int metricsPort;

    @Option(
            names = "--probes-port",
            defaultValue = "8081",
            description = "Port of /healthz and /readyz (default ${DEFAULT-VALUE}).")
    private int probesPort;

    @Option(
            names = "--watch-namespaces",
            split = ",",
            description = "Namespaces to watch, separated by commas (default: all).")
    private List<String> watchNamespaces = List.of();

    // The parts know each other in a circle; each is there or not yet.
    private volatile Optional<AgentGateway> gateway = Optional.empty();
    private volatile Optional<GroupReconciler> reconciler = Optional.empty();
    private volatile Optional<Cluster> cluster = Optional.empty();
    private volatile Optional<Hub> loop = Optional.empty();

    /** What {@code --version} prints. */
    static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {version()};
        }
    }

    /** The process. */
    public static void main(String[] args) {
        System.exit(new CommandLine(new Main()).execute(args));
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (!insecure) {
            System.err.println("fusebox-operator: say --insecure: identities for TLS are not issued yet");
            return 2;
        }
        CountDownLatch stop = new CountDownLatch(1);
        Thread runner = Thread.currentThread();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            stop.countDown();
            runner.interrupt();
            try {
                runner.join(5_000);
            } catch (InterruptedException late) {
                Thread.currentThread().interrupt();
            }
        }));
        run(stop);
        return 0;
    }

    private void run(CountDownLatch stop) throws IOException {
        KubernetesClient client = ApiClient.create();
        String instance = Optional.ofNullable(System.getenv("HOSTNAME")).orElse("fusebox-operator");
        try (EventQueue events = new EventQueue(client, instance, Clock.systemUTC());
                Monitoring monitoring = new Monitoring(
                        metricsPort,
                        probesPort,
                        version(),
                        () -> cluster.filter(Cluster::synced).isPresent(),
                        () -> loop.map(Hub::lagNanos).orElse(0L));
                Hub hub = new Hub(
                        System::nanoTime,
                        Clock.systemUTC()::instant,
                        push -> gateway.ifPresent(g -> g.push(push.uid(), push.message())),
                        key -> reconciler.ifPresent(r -> r.news(key)),
                        (group, happening) ->
                                events.offer(group.namespace(), group.name(), group.uid(), Transitions.of(happening)),
                        monitoring::dropped);
                AgentGateway agents = new AgentGateway(
                        agentsPort, TransportCredentials.insecure(), hub, monitoring::dropped, System::nanoTime)) {
            loop = Optional.of(hub);
            gateway = Optional.of(agents);
            GroupReconciler groups = new GroupReconciler(hub, new StatusWriter(client), events, Clock.systemUTC());
            reconciler = Optional.of(groups);
            monitoring.watch(hub, groups::writes);
            LOG.info("fusebox-operator {} accepts agents on port {} (plain text)", version(), agents.port());
            try (Cluster running = new Cluster(client, Set.copyOf(watchNamespaces), hub, groups)) {
                cluster = Optional.of(running);
                running.begin();
                stop.await();
            } catch (InterruptedException ended) {
                LOG.info("ending");
            }
        }
    }

    private static String version() {
        return Optional.ofNullable(Main.class.getPackage().getImplementationVersion())
                .orElse("0.1.0");
    }
}
