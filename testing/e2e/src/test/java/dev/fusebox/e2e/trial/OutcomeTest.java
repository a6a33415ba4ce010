package dev.fusebox.e2e.trial;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fusebox.e2e.cluster.FaultKind;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class OutcomeTest {
    @Test
    void theLastLineIsTheContractsOne() {
        Outcome outcome =
                outcome(OptionalLong.of(910), told(1, 600), told(1, 612), told(1, 611), told(1, 880), told(1, 700));

        assertThat(outcome.line()).isEqualTo("demo: 5 of 5 survivors told, p50 612 ms, last 880 ms, status 910 ms");
        assertThat(outcome.allToldOnce()).isTrue();
    }

    @Test
    void aSurvivorWhoWasNotToldIsCounted() {
        Outcome outcome =
                outcome(OptionalLong.empty(), told(1, 600), new Outcome.Survivor("deaf", 0, OptionalLong.empty()));

        assertThat(outcome.line()).isEqualTo("demo: 1 of 2 survivors told, p50 600 ms, last 600 ms, status none");
        assertThat(outcome.allToldOnce()).isFalse();
    }

    @Test
    void toldTwiceIsNotOnce() {
        assertThat(outcome(OptionalLong.of(1), told(1, 600), told(2, 600)).allToldOnce())
                .isFalse();
    }

    @Test
    void nobodyToldIsNoSuccess() {
        assertThat(outcome(OptionalLong.empty()).allToldOnce()).isFalse();
        assertThat(outcome(OptionalLong.empty()).line()).isEqualTo("demo: 0 of 0 survivors told, status none");
    }

    private static Outcome.Survivor told(int notices, long millis) {
        return new Outcome.Survivor("pod", notices, OptionalLong.of(millis));
    }

    private static Outcome outcome(OptionalLong status, Outcome.Survivor... survivors) {
        return new Outcome(FaultKind.KILL, 1, 3, "victim", List.of(survivors), status, 0, 0);
    }
}
