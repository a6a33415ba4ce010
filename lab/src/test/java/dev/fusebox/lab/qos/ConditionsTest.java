package dev.fusebox.lab.qos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fusebox.lab.BadInput;
import dev.fusebox.lab.qos.conditions.Conditions;
import dev.fusebox.lab.replay.TraceReader;
import java.io.StringReader;
import java.util.SplittableRandom;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ConditionsTest {
    private static final long MS = 1_000_000L;
    private static final long HOUR = 3_600_000 * MS;

    private static Arrivals hour(Conditions conditions) {
        return Arrivals.of(conditions, 200 * MS, HOUR, new SplittableRandom(1));
    }

    @ParameterizedTest
    @EnumSource(Conditions.class)
    void theSameSeedGivesTheSameArrivalsInOrder(Conditions conditions) {
        Arrivals arrivals = hour(conditions);
        assertThat(hour(conditions)).isEqualTo(arrivals);
        for (int i = 1; i < arrivals.beats().size(); i++) {
            assertThat(arrivals.beats().get(i).arrivedNanos())
                    .isGreaterThanOrEqualTo(arrivals.beats().get(i - 1).arrivedNanos());
        }
    }

    /** How many of the 18 000 heartbeats of an hour arrive, and the longest silence in milliseconds. */
    @ParameterizedTest
    @CsvSource({
        "QUIET, 17900, 18050, 200, 260",
        "LOSSY, 15900, 16500, 600, 1800",
        "BURSTY, 17000, 17700, 800, 9000",
        "PAUSES, 17500, 18000, 500, 2250",
        "THROTTLED, 14000, 17500, 700, 2500",
        "OUTAGE, 17600, 17750, 60000, 60300",
    })
    void theyAreWhatTheySay(Conditions conditions, int fewest, int most, long shortest, long longest) {
        Arrivals arrivals = hour(conditions);
        long silence = 0;
        for (int i = 1; i < arrivals.beats().size(); i++) {
            silence = Math.max(
                    silence,
                    arrivals.beats().get(i).arrivedNanos()
                            - arrivals.beats().get(i - 1).arrivedNanos());
        }
        assertThat(arrivals.beats()).hasSizeBetween(fewest, most);
        assertThat(silence / MS).isBetween(shortest, longest);
    }

    @Test
    void ofAGivenTraceTheIntervalIsTheMedian() {
        String trace = "0 beat\n100 beat\n200 level\n210 beat\n5000 beat\n5100 beat\n";
        Arrivals arrivals = Arrivals.of("t", new TraceReader(new StringReader(trace), "t"));
        assertThat(arrivals.intervalNanos()).isEqualTo(110 * MS);
        assertThat(arrivals.beats()).hasSize(5).last().isEqualTo(new Arrivals.Beat(5, 5_100 * MS, 5_100 * MS));
    }

    @Test
    void aTraceOfTwoBeatsIsTooShort() {
        TraceReader reader = new TraceReader(new StringReader("0 beat\n1 beat\n"), "t");
        Assertions.assertThatThrownBy(() -> Arrivals.of("t", reader))
                .isInstanceOf(BadInput.class)
                .hasMessage("t: expected at least 3 'beat' lines, there are 2");
    }
}
