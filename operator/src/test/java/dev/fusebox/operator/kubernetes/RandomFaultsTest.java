package dev.fusebox.operator.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

/**
 * Many faults in one run: processes that die again and again, lose answers, read what was, stand still while another one leads, are without
 * an API server for ten minutes; clocks 20 s off; evictions refused for a while; members that are heard again. Then all is calm, and
 * there was one effect, or none where the case was closed first.
 */
class RandomFaultsTest {
    private static final int SEEDS = 10_000;
    private static final int ROUNDS = 150;
    private static final int MOST_LIVES = 6;
    private static final Fault[] FAULTS = Fault.values();

    @Test
    void tenThousandSeedsOneEffectEach() {
        List<String> wrong = new ArrayList<>();
        int single = 0;
        for (int seed = 0; seed < SEEDS; seed++) {
            ActingWorld world = run(seed);
            boolean mayBeNone = !world.open();
            CrashPointsTest.judge(
                    world, "seed " + seed + " " + world.kind, mayBeNone ? world.effects.size() : 1, wrong);
            if (world.effects.size() > 1) {
                wrong.add("seed " + seed + " " + world.kind + ": twice");
            }
            single += world.effects.size();
        }
        System.out.println(SEEDS + " seeds: " + single + " with one effect, " + (SEEDS - single) + " closed before, "
                + wrong.size() + " wrong");
        assertThat(wrong).isEmpty();
        assertThat(single).isGreaterThan(SEEDS / 2);
    }

    private static ActingWorld run(int seed) {
        Random random = new Random(seed);
        ActingWorld world = new ActingWorld(ActionKind.values()[seed % ActionKind.values().length]);
        boolean refuses = random.nextInt(5) == 0;
        if (refuses) {
            world.server.budget("shop", 0);
        }
        int lives = 1 + random.nextInt(MOST_LIVES);
        for (int life = 0; life < lives; life++) {
            String name = random.nextBoolean() ? "a" : "b";
            world.lead(name);
            try {
                new Leader(world, name, random.nextInt(41) - 20, plan(random, world)).work(1 + random.nextInt(30));
            } catch (Fault.Death death) {
                world.passSeconds(random.nextInt(30));
            }
        }
        world.server.budget("shop", 1);
        world.lead("c");
        new Leader(world, "c", 0, Leader.noFault()).work(ROUNDS);
        return world;
    }

    private static IntFunction<Optional<Fault>> plan(Random random, ActingWorld world) {
        double probability = random.nextDouble() * 0.2;
        boolean closes = random.nextInt(10) == 0;
        int outageFrom = random.nextInt(4) == 0 ? random.nextInt(40) : Integer.MAX_VALUE;
        int outageTo = outageFrom == Integer.MAX_VALUE ? 0 : outageFrom + 300;
        return call -> {
            if (call >= outageFrom && call < outageTo) {
                return Optional.of(Fault.REQUEST_LOST);
            }
            if (closes && random.nextInt(100) == 0) {
                world.closeCase();
            }
            return random.nextDouble() < probability
                    ? Optional.of(FAULTS[random.nextInt(FAULTS.length)])
                    : Optional.empty();
        };
    }
}
