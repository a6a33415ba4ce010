package dev.fusebox.operator.hub;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The judgement and the hands together, on the model: nobody who lives is touched, and nothing is done twice, whatever goes wrong. So many
 * seeds of each kind as {@code -Dfusebox.joint.seeds} says.
 */
class JointWorldTest {
    private static final int SEEDS = Integer.getInteger("fusebox.joint.seeds", 20);
    private static final int WARM_UP_SECONDS = 70;
    private static final int LONG_SECONDS = 240;
    private static final int OUTAGE_SECONDS = 600;

    /** What is wrong in a world. */
    private enum Kind {
        DEAD_NODE,
        DEAD_NODE_WITH_FAULTS,
        DEAD_NODE_AND_TWO_LEADERS,
        BACK_IN_TIME,
        FEW_LIARS,
        PARTITION,
        AGENTS_SILENT,
        API_AWAY,
        STORM
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void nobodyWhoLivesIsTouchedAndNothingIsDoneTwice(Kind kind) {
        List<String> wrong = new ArrayList<>();
        int effects = 0;
        for (int seed = 0; seed < SEEDS; seed++) {
            SplittableRandom random = new SplittableRandom(1_000_003L * kind.ordinal() + seed);
            JointWorld world = new JointWorld(4 + random.nextInt(5), random.split());
            world.pass(WARM_UP_SECONDS + random.nextInt(10));
            String node = world.nodes.get(random.nextInt(world.nodes.size()));
            play(kind, world, node, random);
            for (String violation : world.wrong) {
                wrong.add(kind + " seed " + seed + ": " + violation);
            }
            if (!world.done().toList().containsAll(due(kind, node))) {
                wrong.add(kind + " seed " + seed + ": only " + world.done().toList() + " done, now " + world.against());
            }
            effects += world.effects.size();
        }
        System.out.println(kind + ": " + SEEDS + " seeds, " + effects + " effects, " + wrong.size() + " wrong");
        assertThat(wrong).isEmpty();
        if (!touches(kind)) {
            assertThat(effects).isZero();
        }
    }

    /** What must be done in the end. A cordon that faults held up until its pod was evicted is not made up for: that pod is ending. */
    private static List<String> due(Kind kind, String node) {
        return switch (kind) {
            case DEAD_NODE -> List.of("closed " + node, "evicted " + JointWorld.member(node));
            case DEAD_NODE_WITH_FAULTS -> List.of("evicted " + JointWorld.member(node));
            default -> List.of();
        };
    }

    private static boolean touches(Kind kind) {
        return kind.ordinal() <= Kind.BACK_IN_TIME.ordinal();
    }

    private static void play(Kind kind, JointWorld world, String node, SplittableRandom random) {
        switch (kind) {
            case DEAD_NODE -> {
                world.cut(node);
                world.pass(LONG_SECONDS);
            }
            case DEAD_NODE_WITH_FAULTS -> {
                world.faults = 0.2 * random.nextDouble();
                world.cut(node);
                world.pass(LONG_SECONDS);
                world.faults = 0;
                world.pass(LONG_SECONDS);
            }
            case DEAD_NODE_AND_TWO_LEADERS -> {
                world.pauses = 0.002 + 0.03 * random.nextDouble();
                world.faults = 0.1 * random.nextDouble();
                world.cut(node);
                if (random.nextBoolean()) {
                    // Within the two minutes of some pause, often.
                    world.healIn(node, 20 + random.nextInt(150));
                }
                world.pass(2 * LONG_SECONDS);
            }
            case BACK_IN_TIME -> {
                world.faults = 0.1 * random.nextDouble();
                world.cut(node);
                world.pass(1 + random.nextInt(90));
                world.heal(node);
                world.pass(LONG_SECONDS);
            }
            case FEW_LIARS -> {
                int quorum = Math.max(2, (2 * (world.nodes.size() - 1) + 2) / 3);
                world.accuse(node, some(world, node, 1 + random.nextInt(quorum - 1), random));
                // The channel that would speak for it fails besides: the quorum alone stands for it.
                world.unrenewed.add(node);
                if (random.nextBoolean()) {
                    world.silent.add(node);
                }
                world.pass(LONG_SECONDS);
            }
            case PARTITION -> {
                world.accuse(node, world.others(node));
                world.pass(LONG_SECONDS);
            }
            case AGENTS_SILENT -> {
                world.nodes.forEach(n -> world.accuse(n, world.others(n)));
                world.pass(random.nextInt(3));
                world.silent.addAll(world.nodes);
                world.unrenewed.addAll(world.nodes);
                world.pass(LONG_SECONDS);
            }
            case API_AWAY -> {
                world.accuse(node, world.others(node));
                world.pass(random.nextInt(30));
                world.apiAway = true;
                world.silent.add(node);
                world.pass(OUTAGE_SECONDS);
                world.apiAway = false;
                world.silent.remove(node);
                world.pass(LONG_SECONDS);
            }
            case STORM -> {
                // Half of the nodes and more are without network for a while, and nobody is dead.
                Set<String> half = some(world, "", (world.nodes.size() + 2) / 2, random);
                half.forEach(n -> world.accuse(n, world.others(n)));
                world.silent.addAll(half);
                world.unrenewed.addAll(half);
                world.pass(LONG_SECONDS);
                half.forEach(world.accused::remove);
                world.silent.clear();
                world.unrenewed.clear();
                world.pass(LONG_SECONDS);
            }
        }
    }

    private static Set<String> some(JointWorld world, String but, int count, SplittableRandom random) {
        List<String> from = new ArrayList<>(world.nodes);
        from.remove(but);
        Set<String> some = new HashSet<>();
        while (some.size() < count) {
            some.add(from.get(random.nextInt(from.size())));
        }
        return some;
    }
}
