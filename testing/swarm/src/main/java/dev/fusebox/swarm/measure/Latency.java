package dev.fusebox.swarm.measure;

import dev.fusebox.core.roster.GroupEpoch;
import dev.fusebox.e2e.command.CommandFailure;
import dev.fusebox.e2e.command.Pause;
import dev.fusebox.e2e.observe.Percentiles;
import dev.fusebox.swarm.agents.Swarm;
import dev.fusebox.swarm.cluster.Layout;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;

/**
 * From the verdict on the agents to the condition on the API server, as a watch sees it. Burns come one after the other at random groups; a
 * group burns again only when it is whole.
 */
public final class Latency {
    private static final Duration BETWEEN = Duration.ofMillis(500);
    private static final Duration LOOK = Duration.ofMillis(50);

    /** Longer than a burn takes to be seen: until then a group that burns looks whole. */
    private static final Duration REST = Duration.ofSeconds(5);

    private static final Duration WHOLE_LIMIT = Duration.ofSeconds(90);
    private static final Duration SEEN_LIMIT = Duration.ofSeconds(30);
    private static final long MILLION = 1_000_000;

    /** Of one group, and of more. */
    private static final double MOST_ALONE_MILLISECONDS = 300;

    private static final double MOST_MILLISECONDS = 1_000;

    private final KubernetesClient client;
    private final Swarm swarm;
    private final StatusWatch watch;
    private final Layout layout;
    private final SplittableRandom random;
    private final Map<Integer, Long> burntAtNanos = new HashMap<>();

    public Latency(KubernetesClient client, Swarm swarm, StatusWatch watch, Layout layout, long seed) {
        this.client = client;
        this.swarm = swarm;
        this.watch = watch;
        this.layout = layout;
        this.random = new SplittableRandom(seed);
    }

    /** Burns so often, and gives the 99th percentile against its bound. */
    public Bound measure(int burns, Lines lines) {
        Map<GroupEpoch, Long> verdicts = new ConcurrentHashMap<>();
        StatusWrites before = StatusWrites.read(client);
        Pressure pressure = new Pressure();
        long next = System.nanoTime();
        for (int i = 0; i < burns; i++) {
            int group = whole();
            swarm.burn(layout.key(group), random.nextInt(layout.groupSize()), verdicts::put);
            next = Math.max(next + BETWEEN.toNanos(), System.nanoTime());
            // Off the beat of whatever ticks in the operator.
            Pause.until(next + random.nextLong(BETWEEN.toNanos() / 2));
            awaitSeen(verdicts, layout.groups() == 1 ? i + 1 : Math.max(0, i - layout.groups() / 2));
        }
        awaitSeen(verdicts, burns);
        List<Long> milliseconds = new ArrayList<>();
        verdicts.forEach(
                (epoch, at) -> watch.burntAtNanos(epoch).ifPresent(seen -> milliseconds.add((seen - at) / MILLION)));
        Percentiles all = Percentiles.of(milliseconds);
        lines.say(String.format(
                Locale.ROOT,
                "%d burns, %d seen: p50 %d ms, p90 %d ms, p99 %d ms, last %d ms",
                verdicts.size(),
                milliseconds.size(),
                all.at(50),
                all.at(90),
                all.at(99),
                all.last()));
        StatusWrites writes = StatusWrites.read(client).since(before);
        lines.say(String.format(
                Locale.ROOT,
                "meanwhile %.0f status writes, %.0f ms each in the API server; %s",
                writes.requests(),
                writes.meanMilliseconds(),
                pressure.words()));
        double most = layout.groups() == 1 ? MOST_ALONE_MILLISECONDS : MOST_MILLISECONDS;
        return new Bound(
                "verdict to condition, p99 of " + verdicts.size() + " burns at " + layout.groups() + " groups",
                milliseconds.size() < verdicts.size() ? Double.POSITIVE_INFINITY : all.at(99),
                most,
                "ms");
    }

    private int whole() {
        long deadline = System.nanoTime() + WHOLE_LIMIT.toNanos();
        while (System.nanoTime() < deadline) {
            int group = random.nextInt(layout.groups());
            Long burnt = burntAtNanos.get(group);
            boolean rested = layout.groups() == 1 || burnt == null || System.nanoTime() - burnt >= REST.toNanos();
            if (rested && watch.intact(layout.key(group), layout.groupSize())) {
                burntAtNanos.put(group, System.nanoTime());
                return group;
            }
            Pause.sleep(LOOK);
        }
        throw new CommandFailure("no group is whole after " + WHOLE_LIMIT.toSeconds() + " s");
    }

    private void awaitSeen(Map<GroupEpoch, Long> verdicts, int atLeast) {
        long deadline = System.nanoTime() + SEEN_LIMIT.toNanos();
        while (seen(verdicts) < atLeast && System.nanoTime() < deadline) {
            Pause.sleep(LOOK);
        }
    }

    private long seen(Map<GroupEpoch, Long> verdicts) {
        return verdicts.keySet().stream()
                .map(watch::burntAtNanos)
                .filter(Optional::isPresent)
                .count();
    }
}
