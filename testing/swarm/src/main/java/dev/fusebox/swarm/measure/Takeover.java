package dev.fusebox.swarm.measure;

import dev.fusebox.e2e.command.Pause;
import dev.fusebox.swarm.cluster.OperatorReplica;
import dev.fusebox.swarm.cluster.Operators;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/** How long until all agents are with the next leader. */
public final class Takeover {
    private static final double MOST_SECONDS = 60;
    private static final Duration PATIENCE = Duration.ofSeconds(180);
    private static final Duration LOOK = Duration.ofMillis(250);

    private final KubernetesClient client;
    private final Operators operators;
    private final int agents;

    public Takeover(KubernetesClient client, Operators operators, int agents) {
        this.client = client;
        this.operators = operators;
        this.agents = agents;
    }

    /** Ends the leader, and looks who comes to the next one; the ended one stays away. */
    public Bound measure(OperatorReplica leader, boolean gracefully, Lines lines) {
        StatusWrites before = StatusWrites.read(client);
        Pressure pressure = new Pressure();
        long begun = System.nanoTime();
        leader.end(gracefully);
        Optional<OperatorReplica> next = Optional.empty();
        double leads = Double.POSITIVE_INFINITY;
        double half = Double.POSITIVE_INFINITY;
        double most = Double.POSITIVE_INFINITY;
        double all = Double.POSITIVE_INFINITY;
        while (all == Double.POSITIVE_INFINITY && System.nanoTime() - begun < PATIENCE.toNanos()) {
            Pause.sleep(LOOK);
            next = next.or(() -> operators.leader().filter(candidate -> candidate != leader));
            if (next.isEmpty()) {
                continue;
            }
            long attached = next.get().attachedAgents();
            double seconds = (System.nanoTime() - begun) / 1e9;
            leads = Math.min(leads, seconds);
            half = attached * 2 >= agents ? Math.min(half, seconds) : half;
            most = attached * 100 >= agents * 99L ? Math.min(most, seconds) : most;
            all = attached == agents ? seconds : all;
        }
        lines.say(String.format(
                Locale.ROOT,
                "another leads after %.1f s; half of the agents are there after %.1f s, 99 %% after %.1f s, all after %.1f s; until then %.0f status writes; %s",
                leads,
                half,
                most,
                all,
                StatusWrites.read(client).since(before).requests(),
                pressure.words()));
        return new Bound(
                "leader ended by " + (gracefully ? "SIGTERM" : "SIGKILL") + ": all " + agents + " agents back",
                all,
                MOST_SECONDS,
                "s");
    }
}
