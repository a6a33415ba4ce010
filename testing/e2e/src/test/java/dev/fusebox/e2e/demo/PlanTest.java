package dev.fusebox.e2e.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fusebox.e2e.cluster.FaultKind;
import dev.fusebox.e2e.command.CommandFailure;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PlanTest {
    @Test
    void numbersHaveBounds() {
        assertThatThrownBy(() -> plan(1, 3, FaultKind.KILL, Optional.empty()))
                .isInstanceOf(CommandFailure.class)
                .hasMessage("--members: 1 is not from 2 to 16");
        assertThatThrownBy(() -> plan(6, 17, FaultKind.KILL, Optional.empty()))
                .hasMessage("--nodes: 17 is not from 1 to 16");
    }

    @Test
    void aNodeCanOnlyBreakBesideOthers() {
        assertThatThrownBy(() -> plan(6, 1, FaultKind.NODE, Optional.empty())).hasMessageContaining("--nodes 2");
        assertThat(plan(6, 1, FaultKind.CUT, Optional.empty()).nodes()).isOne();
    }

    @Test
    void aForeignClusterIsNotBroken() {
        assertThatThrownBy(() -> plan(6, 3, FaultKind.APP, Optional.of("mine"))).hasMessageContaining("--fault none");
        assertThat(plan(6, 3, FaultKind.NONE, Optional.of("mine")).context()).hasValue("mine");
    }

    @Test
    void anUnknownFaultIsNamedWithTheKnownOnes() {
        assertThatThrownBy(() -> FaultKind.of("melt"))
                .hasMessage("no fault 'melt'; there are app, kill, hang, cut, node, none, all");
    }

    private static Plan plan(int members, int nodes, FaultKind fault, Optional<String> context) {
        return new Plan(Path.of("/"), members, nodes, List.of(fault), context, false, 1, 1, Optional.empty());
    }
}
