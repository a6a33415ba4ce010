package dev.fusebox.operator;

import dev.fusebox.operator.health.review.Review;
import dev.fusebox.operator.hub.Hub;
import dev.fusebox.operator.ingest.AgentGateway;
import dev.fusebox.operator.ingest.TransportCredentials;
import dev.fusebox.operator.kubernetes.Deadline;
import dev.fusebox.operator.kubernetes.EventQueue;
import dev.fusebox.operator.kubernetes.GroupReconciler;
import dev.fusebox.operator.kubernetes.KubernetesApi;
import dev.fusebox.operator.kubernetes.Right;
import dev.fusebox.operator.kubernetes.Rights;
import dev.fusebox.operator.kubernetes.StatusWriter;
import dev.fusebox.operator.leader.Candidate;
import dev.fusebox.operator.leader.Leadership;
import dev.fusebox.operator.leader.Replica;
import dev.fusebox.operator.remediation.Read;
import dev.fusebox.operator.status.Transitions;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
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

    /** Below the pod's grace period. */
    private static final long SHUTDOWN_MILLISECONDS = 10_000;

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

    @Option(
            names = "--no-leader-election",
            description = "Lead without asking: for a single replica that has no right to Leases.")
    private boolean noLeaderElection;

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
        CountDownLatch ended = new CountDownLatch(1);
        Thread runner = Thread.currentThread();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            stop.countDown();
            runner.interrupt();
            try {
                // Not for the thread itself, which ends the process in its turn and waits there for this hook.
                ended.await(SHUTDOWN_MILLISECONDS, TimeUnit.MILLISECONDS);
            } catch (InterruptedException late) {
                Thread.currentThread().interrupt();
            }
        }));
        try {
            run(stop);
        } finally {
            ended.countDown();
        }
        return 0;
    }

    private void run(CountDownLatch stop) throws IOException {
        String instance = Optional.ofNullable(System.getenv("HOSTNAME")).orElse("fusebox-operator");
        LongSupplier clock = System::nanoTime;
        Clock wall = Clock.systemUTC();
        Leadership leadership = noLeaderElection ? Leadership.alone(clock) : new Leadership(clock);
        Rights rights = new Rights(missing -> loop.ifPresent(
                hub -> hub.rightsMissing(missing.stream().map(Right::text).toList())));
        try (KubernetesClient client = ApiClient.create();
                Standing standing = new Standing(noLeaderElection);
                EventQueue events =
                        new EventQueue(client, Deadline.OF_A_REQUEST, leadership::isLeader, instance, wall);
                Monitoring monitoring = new Monitoring(
                        metricsPort,
                        probesPort,
                        version(),
                        () -> cluster.filter(Cluster::synced).isPresent(),
                        () -> loop.map(Hub::lagNanos).orElse(0L));
                Hub hub = new Hub(
                        clock,
                        wall::instant,
                        push -> gateway.ifPresent(g -> g.push(push.uid(), push.message())),
                        key -> reconciler.ifPresent(r -> r.news(key)),
                        (group, happening) -> {
                            monitoring.happened(happening);
                            events.offer(group.namespace(), group.name(), group.uid(), Transitions.of(happening));
                        },
                        (uid, reason) -> {
                            monitoring.dropped(uid, reason);
                            gateway.ifPresent(g -> g.refused(uid, reason));
                        },
                        () -> new Review.Post(
                                leadership.isLeader(),
                                clock.getAsLong() - leadership.sinceNanos(),
                                0,
                                cluster.filter(Cluster::restartsInPlace).isPresent()));
                AgentGateway agents = new AgentGateway(
                        agentsPort,
                        TransportCredentials.insecure(),
                        hub,
                        () -> Succession.door(leadership),
                        monitoring::dropped,
                        hub::quarantined,
                        clock)) {
            loop = Optional.of(hub);
            gateway = Optional.of(agents);
            GroupReconciler groups = new GroupReconciler(
                    leadership::isLeader, hub, new StatusWriter(client, Deadline.OF_A_REQUEST), events, wall);
            reconciler = Optional.of(groups);
            monitoring.watch(hub, groups::writes, leadership);
            LOG.info("fusebox-operator {} accepts agents on port {} (plain text)", version(), agents.port());
            Succession succession = new Succession(leadership, hub, agents, groups, events);
            Replica replica = Replica.of(System.getenv(), agents.port());
            hub.act(
                    new KubernetesApi(client, replica.namespace(), instance, standing::holdsLease),
                    () -> "i-" + UUID.randomUUID().toString().substring(0, 18));
            try (Cluster running = new Cluster(client, Set.copyOf(watchNamespaces), rights, hub, groups)) {
                cluster = Optional.of(running);
                running.begin(() -> {
                    if (noLeaderElection) {
                        succession.leading(leadership.term());
                    } else {
                        standing.stand(replica.candidate(client, rights, leadership, succession, clock, wall));
                    }
                });
                stop.await();
            } catch (InterruptedException ended) {
                LOG.info("ending");
            }
            succession.ending();
        }
    }

    /** The candidate, once there is one. It is closed after everything that writes, and before the client. */
    private static final class Standing implements AutoCloseable {
        private final boolean alone;
        private volatile Optional<Candidate> candidate = Optional.empty();

        Standing(boolean alone) {
            this.alone = alone;
        }

        /** Asks the API server itself. */
        Read<Boolean> holdsLease() {
            return candidate
                    .map(c -> c.holdsLease()
                            .<Read<Boolean>>map(Read.Found::new)
                            .orElseGet(() -> new Read.Unknown<>("the Lease could not be read")))
                    .orElseGet(() -> new Read.Found<>(alone));
        }

        void stand(Candidate now) {
            candidate = Optional.of(now);
            now.stand();
        }

        @Override
        public void close() {
            candidate.ifPresent(Candidate::close);
        }
    }

    private static String version() {
        return Optional.ofNullable(Main.class.getPackage().getImplementationVersion())
                .orElse("0.1.0");
    }
}
