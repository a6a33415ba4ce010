package dev.fusebox.e2e.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TargetTest {
    @Test
    void speaksTheLaunchersWords() {
        assertThat(new Target.Node("node2").words()).containsExactly("node/node2");
        assertThat(new Target.Pod("ns", "a").words()).containsExactly("pod/ns/a");
        assertThat(new Target.Container("ns", "a", "app").words()).containsExactly("pod/ns/a", "--container", "app");
    }

    @Test
    void onlyAKilledOrFrozenApplicationIsNoSurvivor() {
        assertThat(FaultKind.breaking())
                .filteredOn(FaultKind::victimSurvives)
                .containsExactly(FaultKind.CUT, FaultKind.NODE);
    }
}
