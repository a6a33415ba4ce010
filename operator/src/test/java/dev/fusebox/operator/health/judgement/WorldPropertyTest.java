package dev.fusebox.operator.health.judgement;

import static dev.fusebox.operator.health.judgement.Scene.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fusebox.operator.health.judgement.Channels.Lease;
import dev.fusebox.operator.health.judgement.Surroundings.Companion;
import dev.fusebox.operator.roster.RemediationPolicy.PodAction;
import dev.fusebox.operator.roster.Tri;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Small worlds with one member per node, in which it is known who is dead: what is judged from what such a world shows never touches
 * the living. 10 000 seeds for each kind of world.
 */
class WorldPropertyTest {
    private static final int SEEDS = 10_000;

    /** What is wrong in a world. */
    private enum Kind {
        /** Fewer nodes than a quorum accuse a healthy member, in every way that they can. */
        FEW_LIARS,
        /** So do all others; but Kubernetes and the operator see that member well. */
        ALL_PEERS_AGAINST_IT,
        /** No agent has a stream, and nobody has said anything lately. */
        ALL_AGENTS_SILENT,
        /** The API server is away: nothing that only it knows is known. */
        API_AWAY,
        /** The members are cut from each other, not from the API server. */
        AGENTS_CUT_FROM_EACH_OTHER,
        /** The operator hears old words only. */
        OPERATOR_DEAF
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void nobodyIsTouchedThatLives(Kind kind) {
        for (int seed = 0; seed < SEEDS; seed++) {
            Scene world = world(kind, new SplittableRandom(seed));
            for (Target target : Target.values()) {
                world.target = target;
                if (world.judge().allowed()) {
                    throw new AssertionError(
                            "seed " + seed + ": a healthy member or node is touched: " + world.judge());
                }
            }
        }
    }

    private static Scene world(Kind kind, SplittableRandom random) {
        int nodes = 2 + random.nextInt(16);
        Scene world = Scene.healthyChannels();
        world.podAction = RandomScenes.any(random, PodAction.RESTART, PodAction.EVICT, PodAction.DELETE);
        world.restartsInPlace = random.nextBoolean();
        world.actOnPeersOnly = random.nextBoolean();
        world.kind = RandomScenes.any(random, VerdictKind.UNREACHABLE, VerdictKind.ISOLATED, VerdictKind.REPORTED);
        world.otherNodes = nodes;
        world.observers = 1 + random.nextInt(Math.min(16, nodes));
        world.expected = nodes + 1;
        world.attached = nodes + 1;
        world.companions.clear();
        if (random.nextBoolean()) {
            world.companions.add(new Companion("c", RandomScenes.any(random, Tri.values())));
        }
        int quorum = world.question().subject().quorum();
        switch (kind) {
            case FEW_LIARS -> {
                accuse(world, 1 + random.nextInt(quorum - 1));
                // What the liars cannot forge is well; what they can make bad, by load on that node say, may be.
                world.podReady = RandomScenes.any(random, Tri.values());
                world.lease = RandomScenes.any(random, Lease.values());
            }
            case ALL_PEERS_AGAINST_IT, AGENTS_CUT_FROM_EACH_OTHER -> accuse(world, world.observers);
            case ALL_AGENTS_SILENT -> {
                accuse(world, world.observers);
                silence(world, random);
            }
            case API_AWAY -> {
                accuse(world, world.observers);
                apiAway(world, random);
            }
            case OPERATOR_DEAF -> {
                accuse(world, world.observers);
                world.probes.replaceAll(p -> new Probe(
                        p.observer(),
                        p.node(),
                        true,
                        false,
                        Probe.FRESH_NANOS + 1 + random.nextLong(SECOND),
                        50 * SECOND));
                world.lease = RandomScenes.any(random, Lease.values());
            }
        }
        return world;
    }

    private static void accuse(Scene world, int accusers) {
        world.votes.clear();
        world.probes.clear();
        for (int i = 1; i <= accusers; i++) {
            world.votes.add(Scene.vote(i));
            world.probes.add(Scene.probe(i));
        }
    }

    private static void silence(Scene world, SplittableRandom random) {
        Breaker breaker = new Breaker();
        breaker.observe(Overload.ofCluster(world.otherNodes + 1, 0, world.expected, world.expected), world.now);
        world.clusterBreaker = breaker.standing();
        world.attached = 0;
        world.stream = Channels.Stream.LOST;
        world.lease = RandomScenes.any(random, Lease.values());
    }

    private static void apiAway(Scene world, SplittableRandom random) {
        world.lease = Lease.UNKNOWN;
        world.nodeReady = RandomScenes.any(random, Tri.TRUE, Tri.UNKNOWN);
        world.podReady = RandomScenes.any(random, Tri.TRUE, Tri.UNKNOWN);
        world.stream = RandomScenes.any(random, Channels.Stream.values());
    }

    /** The other half: a world in which somebody is dead and everything says so is acted on, or the rest shows nothing. */
    @ParameterizedTest
    @EnumSource(Target.class)
    void whoIsDeadInAnOtherwiseHealthyWorldIsSeenTo(Target target) {
        for (int seed = 0; seed < SEEDS; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            Scene world = new Scene();
            world.target = target;
            world.otherNodes = 3 + random.nextInt(14);
            world.observers = 3 + random.nextInt(world.otherNodes - 2);
            accuse(world, world.observers);
            assertThat(world.judge().allowed()).as("seed " + seed).isTrue();
        }
    }
}
