package dev.fusebox.e2e.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fusebox.e2e.cluster.FaultKind;
import dev.fusebox.e2e.trial.Outcome;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class TableTest {
    @Test
    void hasARowPerFaultAndNoLatencyOfRunsWithAnOwnStall() {
        List<Outcome> outcomes = List.of(
                outcome(FaultKind.KILL, 1, 1, 400, 0),
                outcome(FaultKind.KILL, 2, 1, 500, 0),
                outcome(FaultKind.KILL, 3, 2, 9000, 1),
                outcome(FaultKind.CUT, 1, 1, 700, 0));

        List<String> rows = new Table(outcomes).text().lines().toList();

        assertThat(rows).hasSize(3);
        assertThat(rows.get(1).split(" +"))
                .containsExactly("kill", "3", "2/3", "1", "400", "500", "500", "900", "900", "0");
        assertThat(rows.get(2).split(" +")).startsWith("cut", "1", "1/1", "0", "700");
    }

    @Test
    void rawSamplesKeepEveryRun() {
        String csv = Samples.csv(List.of(outcome(FaultKind.KILL, 3, 2, 9000, 1)));

        assertThat(csv)
                .isEqualTo("fault,run,epoch,victim,survivor,notices,latency_ms,status_ms,own_stalls,other_burns\n"
                        + "kill,3,17,v,a,2,9000,900,1,0\n");
    }

    @Test
    void nothingMeasuredIsShownAsNothing() {
        Outcome silent = new Outcome(
                FaultKind.HANG,
                1,
                17,
                "v",
                List.of(new Outcome.Survivor("a", 0, OptionalLong.empty())),
                OptionalLong.empty(),
                0,
                0);

        assertThat(new Table(List.of(silent)).text().lines().toList().get(1).split(" +"))
                .containsExactly("hang", "1", "0/1", "0", "-", "-", "-", "-", "-", "0");
        assertThat(Samples.csv(List.of(silent))).endsWith("hang,1,17,v,a,0,,,0,0\n");
    }

    private static Outcome outcome(FaultKind fault, int run, int notices, long millis, double ownStalls) {
        return new Outcome(
                fault,
                run,
                17,
                "v",
                List.of(new Outcome.Survivor("a", notices, OptionalLong.of(millis))),
                OptionalLong.of(900),
                ownStalls,
                0);
    }
}
