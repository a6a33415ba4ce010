package dev.fusebox.operator.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Exactly one effect, wherever it is cut short: every request of every kind of action, with everything that can go wrong with it, and the
 * same process or another one going on. The judge says yes as long as the case stands, so that nothing but the engine's own order of steps
 * prevents a second effect.
 */
class CrashPointsTest {
    private static final int ROUNDS = 80;

    @ParameterizedTest
    @EnumSource
    void oneEffectAtEveryCrashPoint(ActionKind kind) {
        int calls = undisturbed(kind);
        List<String> wrong = new ArrayList<>();
        int runs = 0;
        for (int at = 1; at <= calls; at++) {
            for (Fault fault : Fault.values()) {
                for (String successor : List.of("a", "b")) {
                    ActingWorld world = new ActingWorld(kind);
                    live(world, once(at, fault), successor);
                    runs++;
                    judge(world, kind + " call " + at + " " + fault + ", then " + successor, 1, wrong);
                }
            }
        }
        System.out.println(kind + ": " + runs + " crash points, " + wrong.size() + " without exactly one effect");
        assertThat(wrong).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void atMostOneEffectIfTheMemberIsHeardAgainMeanwhile(ActionKind kind) {
        int calls = undisturbed(kind);
        List<String> wrong = new ArrayList<>();
        for (int at = 1; at <= calls; at++) {
            for (Fault fault : List.of(Fault.DIES_BEFORE, Fault.DIES_AFTER)) {
                ActingWorld world = new ActingWorld(kind);
                try {
                    new Leader(world, "a", 0, once(at, fault)).work(ROUNDS);
                } catch (Fault.Death death) {
                    world.closeCase();
                }
                int before = world.effects.size();
                new Leader(world, "a", 0, Leader.noFault()).work(ROUNDS);
                judge(world, kind + " call " + at + " " + fault + ", then closed", before, wrong);
            }
        }
        assertThat(wrong).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(names = {"RESTART", "EVICT", "DELETE"})
    void aPodOfTheSameNameIsSomebodyElse(ActionKind kind) {
        int calls = undisturbed(kind);
        List<String> wrong = new ArrayList<>();
        for (int at = 1; at <= calls; at++) {
            int call = at;
            ActingWorld world = new ActingWorld(kind);
            Leader leader = new Leader(world, "a", 0, n -> {
                if (n == call && world.effects.isEmpty()) {
                    world.replacePod();
                }
                return Optional.empty();
            });
            int before = kind == ActionKind.RESTART ? world.effects.size() : 0;
            leader.work(ROUNDS);
            String uid =
                    world.server.stored(ActingWorld.POD).at("/metadata/uid").asText();
            if (world.server.stored(ActingWorld.POD).at("/metadata").has("deletionTimestamp")
                    || world.effects.contains("removed " + uid)
                    || world.effects.size() < before) {
                wrong.add(kind + " touched its successor at call " + call);
            }
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void aRefusedEvictionIsWaitedForAndNeverForced() {
        ActingWorld world = new ActingWorld(ActionKind.EVICT);
        world.server.budget("shop", 0);
        Leader leader = new Leader(world, "a", 0, Leader.noFault());
        leader.work(20);
        assertThat(world.effects).isEmpty();
        world.server.budget("shop", 1);
        leader.work(20);
        assertThat(world.effects).containsExactly("removed " + world.caseUid);
        assertThat(world.violations).isEmpty();
    }

    private static int undisturbed(ActionKind kind) {
        ActingWorld world = new ActingWorld(kind);
        Leader leader = new Leader(world, "a", 0, Leader.noFault());
        leader.work(ROUNDS);
        List<String> wrong = new ArrayList<>();
        judge(world, kind + " undisturbed", 1, wrong);
        assertThat(wrong).isEmpty();
        return leader.calls();
    }

    /** Process a lives until it dies or is deposed; then the successor goes on. */
    private static void live(ActingWorld world, IntFunction<Optional<Fault>> plan, String successor) {
        try {
            if (new Leader(world, "a", 20, plan).work(ROUNDS)) {
                return;
            }
        } catch (Fault.Death death) {
            world.passSeconds(1);
        }
        world.lead(successor);
        new Leader(world, successor, -20, Leader.noFault()).work(ROUNDS);
    }

    private static IntFunction<Optional<Fault>> once(int at, Fault fault) {
        return call -> call == at ? Optional.of(fault) : Optional.empty();
    }

    static void judge(ActingWorld world, String what, int effects, List<String> wrong) {
        if (world.effects.size() != effects) {
            wrong.add(what + ": effects " + world.effects);
        }
        if (!world.violations.isEmpty()) {
            wrong.add(what + ": " + world.violations);
        }
        if (world.storedIntent().isPresent()) {
            wrong.add(what + ": the intent was left behind");
        }
        if (world.finalizer() != world.marked()) {
            wrong.add(what + ": finalizer " + world.finalizer() + ", marker " + world.marked());
        }
    }
}
