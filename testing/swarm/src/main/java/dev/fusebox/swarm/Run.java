package dev.fusebox.swarm;

import dev.fusebox.e2e.command.CommandFailure;
import dev.fusebox.e2e.command.Pause;
import dev.fusebox.swarm.agents.Member;
import dev.fusebox.swarm.agents.Swarm;
import dev.fusebox.swarm.cluster.ControlPlane;
import dev.fusebox.swarm.cluster.Kubelets;
import dev.fusebox.swarm.cluster.Layout;
import dev.fusebox.swarm.cluster.OperatorReplica;
import dev.fusebox.swarm.cluster.Operators;
import dev.fusebox.swarm.cluster.Population;
import dev.fusebox.swarm.cluster.Service;
import dev.fusebox.swarm.measure.Bound;
import dev.fusebox.swarm.measure.Latency;
import dev.fusebox.swarm.measure.Lines;
import dev.fusebox.swarm.measure.StatusWatch;
import dev.fusebox.swarm.measure.StatusWrites;
import dev.fusebox.swarm.measure.Steady;
import dev.fusebox.swarm.measure.Takeover;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** One run from an empty machine to the figures, and back. */
final class Run {
    private static final Duration LOOK = Duration.ofMillis(500);
    private static final Duration INTACT_LIMIT = Duration.ofSeconds(300);

    private final Plan plan;
    private final Lines lines;

    /**
     * What to do.
     *
     * @param root the checkout
     * @param programs folder with etcd and kube-apiserver
     * @param settle from the last group's becoming intact to the measurement
     * @param steady how long the idle operator is measured
     * @param burns fuses to burn
     * @param takeover whether leaders are ended
     * @param seed of everything random in the swarm
     */
    record Plan(
            Layout layout,
            Path root,
            Path programs,
            Duration settle,
            Duration steady,
            int burns,
            boolean takeover,
            long seed) {}

    Run(Plan plan, Lines lines) {
        this.plan = plan;
        this.lines = lines;
    }

    /** Runs with all data and logs in that folder, or in one that is removed at the end if the name is empty. */
    List<Bound> inFolder(String keep) {
        try {
            if (!keep.isEmpty()) {
                return in(Files.createDirectory(Path.of(keep).toAbsolutePath()));
            }
            Path work = Files.createTempDirectory("fusebox-swarm-");
            try {
                return in(work);
            } finally {
                remove(work);
            }
        } catch (IOException failure) {
            throw new CommandFailure("the folder for data and logs: " + failure, failure);
        }
    }

    private List<Bound> in(Path work) {
        Layout layout = plan.layout();
        lines.say("starting etcd and an API server");
        try (ControlPlane plane = new ControlPlane(plan.programs(), work);
                KubernetesClient client = plane.client();
                Operators operators = new Operators(plan.root(), work, plane, client)) {
            lines.say("making " + layout.nodes() + " nodes, " + layout.agents() + " pods and " + layout.groups()
                    + " groups in " + layout.namespaces() + " namespaces");
            List<List<Member>> members = new Population(client, layout).make();
            try (Kubelets kubelets = new Kubelets(client, layout);
                    StatusWatch watch = new StatusWatch(client);
                    Service service = new Service(operators::all);
                    Swarm swarm = new Swarm(Service.ADDRESS, service::route, plan.seed())) {
                lines.say("starting two operators");
                operators.complete();
                lines.say("starting " + layout.agents() + " agents within " + spreadMilliseconds() / 1_000 + " s");
                for (int g = 0; g < layout.groups(); g++) {
                    swarm.add(layout.key(g), members.get(g), spreadMilliseconds());
                }
                List<Bound> bounds = measure(plane, client, operators, watch, swarm);
                if (kubelets.missed() > 0) {
                    lines.say("Leases that could not be renewed in time: " + kubelets.missed());
                }
                return bounds;
            }
        } finally {
            lines.say("ended");
        }
    }

    private List<Bound> measure(
            ControlPlane plane, KubernetesClient client, Operators operators, StatusWatch watch, Swarm swarm) {
        Layout layout = plan.layout();
        Steady steady = new Steady(plane, client);
        List<Bound> bounds = new ArrayList<>();
        awaitIntact(watch);
        lines.say("all groups are intact, after "
                + Math.round(StatusWrites.read(client).requests()) + " status writes; letting things settle for "
                + plan.settle().toSeconds() + " s");
        Pause.sleep(plan.settle());
        OperatorReplica leader = operators.complete();
        lines.say("measuring the idle operators for " + plan.steady().toSeconds() + " s");
        bounds.addAll(steady.measure(leader, operators.all(), plan.steady(), lines));
        if (plan.burns() > 0) {
            lines.say("burning " + plan.burns() + " fuses");
            bounds.add(new Latency(client, swarm, watch, layout, plan.seed()).measure(plan.burns(), lines));
            awaitIntact(watch);
        }
        if (plan.takeover()) {
            for (boolean gracefully : new boolean[] {true, false}) {
                bounds.add(takeOver(client, operators, watch, gracefully));
            }
        }
        return bounds;
    }

    private Bound takeOver(KubernetesClient client, Operators operators, StatusWatch watch, boolean gracefully) {
        int burnt = watch.burnt();
        OperatorReplica leader = operators.complete();
        lines.say("ending the leader by " + (gracefully ? "SIGTERM" : "SIGKILL"));
        Bound bound = new Takeover(client, operators, plan.layout().agents()).measure(leader, gracefully, lines);
        operators.complete();
        awaitIntact(watch);
        lines.say("all groups are intact; burnt by the change: " + (watch.burnt() - burnt));
        return bound;
    }

    private void awaitIntact(StatusWatch watch) {
        Layout layout = plan.layout();
        long deadline = System.nanoTime() + INTACT_LIMIT.toNanos();
        while (watch.intact(layout.groupSize()) < layout.groups()) {
            if (System.nanoTime() > deadline) {
                throw new CommandFailure("only " + watch.intact(layout.groupSize()) + " of " + layout.groups()
                        + " groups are intact after " + INTACT_LIMIT.toSeconds() + " s");
            }
            Pause.sleep(LOOK);
        }
    }

    /** A hundred per second and more, as a cluster of many nodes would start them. */
    private long spreadMilliseconds() {
        return Math.max(1_000, plan.layout().agents() * 10L);
    }

    private static void remove(Path folder) {
        try (Stream<Path> below = Files.walk(folder)) {
            for (Path path : below.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException busy) {
            throw new UncheckedIOException("left behind: " + folder, busy);
        }
    }
}
