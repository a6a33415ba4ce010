package dev.fusebox.operator.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fusebox.operator.remediation.Result;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Cordons and taints: told as what they are, taken back only where the marker is ours, and the group stays only while one is held. */
class CordonTest {
    private static final String MARKER = "shop/trainer/intent-1";

    @ParameterizedTest
    @EnumSource(names = {"CORDON", "TAINT"})
    void whatIsOursIsTakenBackByAnyLaterLeader(ActionKind kind) {
        ActingWorld world = cordoned(kind);
        assertThat(world.finalizer()).isTrue();
        world.lead("b");
        Leader later = new Leader(world, "b", 0, Leader.noFault());
        assertThat(undo(world, later)).isEqualTo(Result.Kind.DONE);
        assertThat(world.server.stored(ActingWorld.NODE).path("spec").toString())
                .doesNotContain("true");
        assertThat(world.marked()).isFalse();
        assertThat(world.finalizer()).isFalse();
    }

    @ParameterizedTest
    @EnumSource(names = {"CORDON", "TAINT"})
    void whatSomebodyElseTookOverStays(ActionKind kind) {
        ActingWorld world = cordoned(kind);
        world.change(
                ActingWorld.NODE, "{'metadata':{'annotations':{'fusebox.dev/cordoned-by':'shop/other/intent-7'}}}");
        assertThat(undo(world, new Leader(world, "a", 0, Leader.noFault()))).isEqualTo(Result.Kind.TARGET_GONE);
        assertThat(world.server.stored(ActingWorld.NODE).path("spec").toString())
                .contains("true");
        assertThat(world.marked()).isTrue();
    }

    @Test
    void aNodeThatAPersonCordonedIsLeftToThem() {
        ActingWorld world = new ActingWorld(ActionKind.CORDON);
        world.change(ActingWorld.NODE, "{'spec':{'unschedulable':true}}");
        new Leader(world, "a", 0, Leader.noFault()).work(10);
        assertThat(world.effects).isEmpty();
        assertThat(world.marked()).isFalse();
        assertThat(world.finalizer()).isFalse();
    }

    @Test
    void whoDoesNotLeadTakesNothingBack() {
        ActingWorld world = cordoned(ActionKind.CORDON);
        world.lead("b");
        assertThat(undo(world, new Leader(world, "a", 0, Leader.noFault()))).isEqualTo(Result.Kind.DEPOSED);
        assertThat(world.marked()).isTrue();
    }

    /** The answer to the cordon itself is lost: the next look finds the marker, and it counts as done. */
    @Test
    void aCordonWhoseAnswerWasLostIsToldAsDone() {
        for (int at = 1; at < 40; at++) {
            int call = at;
            ActingWorld world = new ActingWorld(ActionKind.CORDON);
            Leader leader =
                    new Leader(world, "a", 0, n -> n == call ? Optional.of(Fault.REPLY_LOST) : Optional.empty());
            leader.round();
            leader.round();
            Optional<Result> third = Optional.empty();
            for (int i = 0; i < 5 && world.storedIntent().isPresent(); i++) {
                third = leader.round();
            }
            if (!world.effects.isEmpty()) {
                assertThat(third.map(Result::kind)).isIn(Optional.empty(), Optional.of(Result.Kind.DONE));
            }
        }
    }

    private static ActingWorld cordoned(ActionKind kind) {
        ActingWorld world = new ActingWorld(kind);
        new Leader(world, "a", 0, Leader.noFault()).work(10);
        assertThat(world.effects).hasSize(1);
        assertThat(List.of(world.server
                        .stored(ActingWorld.NODE)
                        .at("/metadata/annotations/fusebox.dev~1cordoned-by")
                        .asText()))
                .containsExactly(MARKER);
        world.closeCase();
        return world;
    }

    private static Result.Kind undo(ActingWorld world, Leader leader) {
        return leader.remediator().undo(world.group(), "node-a", MARKER).kind();
    }
}
