package dev.fusebox.operator.health.judgement;

import static dev.fusebox.operator.health.judgement.RandomScenes.any;
import static dev.fusebox.operator.health.judgement.Scene.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fusebox.operator.health.judgement.Channels.Lease;
import dev.fusebox.operator.roster.RemediationPolicy.Mode;
import dev.fusebox.operator.roster.RemediationPolicy.PodAction;
import dev.fusebox.operator.roster.Tri;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** What holds for every question, over 10 000 seeds each; the seed is in the message. */
class JudgementPropertyTest {
    private static final int SEEDS = 10_000;

    private static void forEachSeed(Consumer<SplittableRandom> property) {
        for (int seed = 0; seed < SEEDS; seed++) {
            try {
                property.accept(new SplittableRandom(seed));
            } catch (AssertionError e) {
                throw new AssertionError("seed " + seed + ": " + e.getMessage(), e);
            }
        }
    }

    @Test
    void manyOfTheScenesAreAllowedAndManyAreNot() {
        int[] allowed = new int[1];
        forEachSeed(random -> allowed[0] += RandomScenes.of(random).judge().allowed() ? 1 : 0);
        assertThat(allowed[0]).isBetween(SEEDS / 10, SEEDS * 6 / 10);
    }

    @Test
    void theSameQuestionHasTheSameAnswer() {
        forEachSeed(random -> {
            Question question = RandomScenes.of(random).question();
            assertThat(Judgement.judge(question)).isEqualTo(Judgement.judge(question));
        });
    }

    @Test
    void takingEvidenceAwayNeverAllows() {
        Map<String, Consumer<Scene>> withdrawals = Withdrawals.all();
        for (int seed = 0; seed < SEEDS; seed++) {
            if (RandomScenes.of(new SplittableRandom(seed)).judge().allowed()) {
                continue;
            }
            int thisSeed = seed;
            withdrawals.forEach((name, withdrawal) -> {
                Scene weaker = RandomScenes.of(new SplittableRandom(thisSeed));
                withdrawal.accept(weaker);
                if (weaker.judge().allowed()) {
                    throw new AssertionError("seed " + thisSeed + " is allowed after: " + name);
                }
            });
        }
    }

    @Test
    void withAllChannelsUnknownNothingIsAllowedButByThePodsOwnWord() {
        forEachSeed(random -> {
            Scene scene = RandomScenes.of(random);
            scene.lease = Lease.UNKNOWN;
            scene.nodeReady = Tri.UNKNOWN;
            scene.podReady = Tri.UNKNOWN;
            scene.terminated = false;
            boolean ownWord = scene.target == Target.POD && scene.ownWord();
            assertThat(scene.judge().allowed() && !ownWord).isFalse();
        });
    }

    @Test
    void aNodeWhoseLeaseIsNotLateIsNeverTouched() {
        forEachSeed(random -> {
            Scene scene = RandomScenes.of(random);
            scene.target = Target.NODE;
            scene.lease = any(random, Lease.FRESH, Lease.UNKNOWN);
            assertThat(scene.judge().allowed()).isFalse();
        });
    }

    @Test
    void fewerVotersOrProbersThanTheQuorumByNodeAreNeverEnough() {
        forEachSeed(random -> {
            Scene scene = RandomScenes.of(random);
            if (scene.ownWord()) {
                scene.kind = VerdictKind.UNREACHABLE;
            }
            int nodes = random.nextInt(scene.question().subject().quorum());
            boolean votes = random.nextBoolean();
            if (votes) {
                scene.votes.clear();
            } else {
                scene.probes.clear();
            }
            for (int i = 0; i < 12 && nodes > 0; i++) {
                String node = "n" + (1 + i % nodes);
                if (votes) {
                    scene.votes.add(new Vote("o" + i, node, any(random, "a", "b"), 1, false, false, 99_000));
                } else {
                    scene.probes.add(new Probe("o" + i, node, true, false, SECOND, 50 * SECOND));
                }
            }
            assertThat(scene.judge().allowed()).isFalse();
        });
    }

    @Test
    void theBreakerOpensWhenHalfOfAllAgentsFallSilentAndNothingIsDoneThen() {
        forEachSeed(random -> {
            Scene scene = RandomScenes.of(random);
            int agents = 1 + random.nextInt(100);
            int silent = Math.ceilDiv(agents, 2) + random.nextInt(agents / 2 + 1);
            Breaker breaker = new Breaker();
            breaker.observe(Overload.ofCluster(20, 0, agents, silent), scene.now - 1);
            breaker.observe(false, scene.now - 1 + random.nextLong(Breaker.CALM_NANOS));
            scene.clusterBreaker = breaker.standing();
            assertThat(scene.judge().allowed()).isFalse();
        });
    }

    /** The rules once more, as conditions that an allowed action cannot lack, written apart from them. */
    @Test
    void whatIsAllowedLacksNothing() {
        forEachSeed(random -> {
            Scene s = RandomScenes.of(random);
            if (!s.judge().allowed()) {
                return;
            }
            assertThat(s.mode).isNotEqualTo(Mode.OBSERVE);
            assertThat(s.podKnown && s.nodeKnown && s.leading && !s.storm).isTrue();
            assertThat(s.budget).isEqualTo(Budget.Standing.AVAILABLE);
            assertThat(s.groupBreaker.state()).isNotEqualTo(Breaker.State.OPEN);
            assertThat(s.clusterBreaker.state()).isNotEqualTo(Breaker.State.OPEN);
            assertThat(s.leadingFor).isGreaterThanOrEqualTo(60 * SECOND);
            assertThat(s.loopLag).isLessThan(SECOND);
            assertThat(s.attached * 10).isGreaterThanOrEqualTo(s.expected * 6);
            assertThat(s.readAge.orElse(Long.MAX_VALUE)).isLessThan(5 * SECOND);
            assertThat(s.caseAge).isBetween(0L, 600 * SECOND);
            if (s.ownWord()) {
                assertThat(s.target).isEqualTo(Target.POD);
                assertThat(s.testimony.orElseThrow().failed()).isTrue();
                return;
            }
            assertThat(s.uncorroborated).isFalse();
            Set<String> voters = new HashSet<>();
            s.votes.forEach(v -> {
                if (v.weight() == 1 && !v.suspectedItself() && !v.muted()) {
                    voters.add(v.node());
                }
            });
            voters.remove("n0");
            assertThat(voters).hasSizeGreaterThanOrEqualTo(2);
            assertThat(3 * voters.size() >= 2 * s.observers || voters.size() >= s.otherNodes)
                    .isTrue();
            Set<String> probers = new HashSet<>();
            s.probes.forEach(p -> {
                assertThat(p.reachable() && p.ageNanos() <= Math.min(12 * SECOND, s.caseAge))
                        .isFalse();
                if (p.sound() && p.ageNanos() <= 12 * SECOND) {
                    probers.add(p.node());
                }
            });
            probers.remove("n0");
            assertThat(probers).hasSizeGreaterThanOrEqualTo(2);
            boolean late = s.lease == Lease.EXPIRED || (s.target == Target.NODE && s.lease == Lease.HALF_EXPIRED);
            boolean seenIll =
                    s.target == Target.POD && (s.nodeReady == Tri.FALSE || s.podReady == Tri.FALSE || s.terminated);
            boolean byPeers = s.target == Target.POD
                    && s.actOnPeersOnly
                    && s.stream == Channels.Stream.LOST
                    && s.podAction != PodAction.DELETE;
            assertThat(late || seenIll || byPeers).isTrue();
            if (s.target == Target.NODE) {
                assertThat(s.companions).allMatch(c -> c.unreachable() == Tri.TRUE);
                assertThat(s.groupNodesNotFresh).isZero();
                assertThat(s.untilNodeAction).isZero();
            }
        });
    }
}
