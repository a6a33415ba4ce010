package dev.fusebox.operator.health.judgement;

import static dev.fusebox.operator.health.judgement.Scene.SECOND;

import dev.fusebox.operator.health.judgement.Breaker.Standing;
import dev.fusebox.operator.health.judgement.Channels.Lease;
import dev.fusebox.operator.health.judgement.Coordination.NodeLease;
import dev.fusebox.operator.health.judgement.Surroundings.Companion;
import dev.fusebox.operator.roster.RemediationPolicy.Mode;
import dev.fusebox.operator.roster.RemediationPolicy.NodeAction;
import dev.fusebox.operator.roster.RemediationPolicy.PodAction;
import dev.fusebox.operator.roster.Tri;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.function.BiConsumer;

/**
 * Scenes near the edge: each begins as one in which every rule holds, or that a rule is made for, and is bent up to four times. A scene
 * drawn evenly would hardly ever be allowed, and show nothing.
 */
final class RandomScenes {
    private static final List<BiConsumer<Scene, SplittableRandom>> BENDS = List.of(
            (s, r) -> s.target = any(r, Target.values()),
            (s, r) -> s.kind = any(r, VerdictKind.values()),
            (s, r) -> s.uncorroborated = r.nextBoolean(),
            (s, r) -> s.keepVotes(r.nextInt(s.votes.size() + 1)),
            (s, r) -> bendVote(s, r),
            (s, r) -> s.observers = r.nextInt(8),
            (s, r) -> s.otherNodes = r.nextInt(8),
            (s, r) -> s.spansZones = r.nextBoolean(),
            (s, r) -> s.caseAge = r.nextLong(-SECOND, 700 * SECOND),
            (s, r) -> s.keepProbes(r.nextInt(s.probes.size() + 1)),
            (s, r) -> bendProbe(s, r),
            (s, r) -> s.testimony = r.nextBoolean()
                    ? Optional.of(new Testimony(r.nextBoolean(), r.nextLong(20 * SECOND)))
                    : Optional.empty(),
            (s, r) -> s.podKnown = r.nextInt(4) > 0,
            (s, r) -> s.podReady = any(r, Tri.values()),
            (s, r) -> s.terminated = r.nextBoolean(),
            (s, r) -> s.nodeKnown = r.nextInt(4) > 0,
            (s, r) -> s.nodeReady = any(r, Tri.values()),
            (s, r) -> s.lease = any(r, Lease.values()),
            (s, r) -> s.stream = any(r, Channels.Stream.values()),
            (s, r) -> s.streamFor = r.nextLong(60 * SECOND),
            (s, r) -> s.companions.add(new Companion("c" + s.companions.size(), any(r, Tri.values()))),
            (s, r) -> s.groupNodesNotFresh = r.nextInt(2),
            (s, r) -> s.clusterNodesNotFresh = r.nextInt(3),
            (s, r) -> s.groupBreaker = breaker(s, r),
            (s, r) -> s.clusterBreaker = breaker(s, r),
            (s, r) -> s.storm = r.nextBoolean(),
            (s, r) -> s.budget = any(r, Budget.Standing.values()),
            (s, r) -> s.untilNodeAction = r.nextLong(2),
            (s, r) -> s.leadingFor = r.nextLong(120 * SECOND),
            (s, r) -> s.loopLag = r.nextLong(2 * SECOND),
            (s, r) -> s.attached = r.nextInt(s.expected + 1),
            (s, r) -> s.enoughFor = r.nextLong(60 * SECOND),
            (s, r) -> s.readAge = r.nextBoolean() ? OptionalLong.of(r.nextLong(10 * SECOND)) : OptionalLong.empty(),
            (s, r) -> s.nodeLease = any(r, NodeLease.values()),
            (s, r) -> s.refusedAge = OptionalLong.of(r.nextLong(20 * SECOND)),
            (s, r) -> s.mode = any(r, Mode.values()),
            (s, r) -> s.podAction = any(r, PodAction.values()),
            (s, r) -> s.nodeAction = any(r, NodeAction.values()),
            (s, r) -> s.template = "v1/T/t",
            (s, r) -> s.actOnPeersOnly = r.nextBoolean(),
            (s, r) -> s.restartsInPlace = r.nextBoolean());

    private RandomScenes() {}

    static Scene of(SplittableRandom random) {
        Scene scene =
                switch (random.nextInt(6)) {
                    case 0 -> new Scene();
                    case 1 -> Scene.ofNode();
                    case 2 -> Scene.peersOnly();
                    case 3 -> Scene.ownTestimony();
                    case 4 -> Scene.fate();
                    default -> Scene.healthyChannels();
                };
        for (int bends = random.nextInt(5); bends > 0; bends--) {
            BENDS.get(random.nextInt(BENDS.size())).accept(scene, random);
        }
        return scene;
    }

    @SafeVarargs
    static <T> T any(SplittableRandom random, T... values) {
        return values[random.nextInt(values.length)];
    }

    private static void bendVote(Scene scene, SplittableRandom random) {
        int i = 1 + random.nextInt(6);
        scene.votes.removeIf(v -> v.observer().equals("o" + i));
        scene.votes.add(new Vote(
                "o" + i,
                "n" + random.nextInt(6),
                any(random, "a", "b", ""),
                random.nextInt(2),
                random.nextBoolean(),
                random.nextBoolean(),
                0));
    }

    private static void bendProbe(Scene scene, SplittableRandom random) {
        int i = 1 + random.nextInt(6);
        scene.probes.removeIf(p -> p.observer().equals("o" + i));
        scene.probes.add(new Probe(
                "o" + i,
                "n" + random.nextInt(6),
                random.nextBoolean(),
                random.nextInt(4) == 0,
                random.nextLong(20 * SECOND),
                random.nextLong(60 * SECOND)));
    }

    private static Standing breaker(Scene scene, SplittableRandom random) {
        return new Standing(
                any(random, Breaker.State.values()),
                random.nextBoolean(),
                random.nextBoolean()
                        ? OptionalLong.of(scene.now - random.nextLong(120 * SECOND))
                        : OptionalLong.empty());
    }
}
