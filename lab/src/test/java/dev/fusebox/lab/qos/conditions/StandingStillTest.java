package dev.fusebox.lab.qos.conditions;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Processes that stand still as a whole, where the pair level has senders that are late. */
class StandingStillTest {
    private static final long MS = 1_000_000L;
    private static final long HOUR = 3_600_000 * MS;

    private static List<Span> hour(Conditions conditions) {
        return conditions.standsStill(HOUR, new SplittableRandom(3));
    }

    /** How often in an hour, for how long in all, and for how long at most, in milliseconds. */
    @ParameterizedTest
    @CsvSource({
        "QUIET, 0, 0, 0, 0, 0",
        "LOSSY, 0, 0, 0, 0, 0",
        "BURSTY, 0, 0, 0, 0, 0",
        "PAUSES, 190, 290, 20000, 42000, 2000",
        "THROTTLED, 5000, 9000, 1000000, 1260000, 2000",
        "OUTAGE, 0, 0, 0, 0, 0",
    })
    void theyStandStillAsTheConditionsSay(
            Conditions conditions, int fewest, int most, long shortest, long longest, long atMost) {
        List<Span> spans = hour(conditions);
        assertThat(spans).hasSizeBetween(fewest, most);
        assertThat(spans.stream().mapToLong(s -> s.endNanos() - s.startNanos()).sum() / MS)
                .isBetween(shortest, longest);
        assertThat(spans).allSatisfy(s -> assertThat((s.endNanos() - s.startNanos()) / MS)
                .isBetween(0L, atMost));
    }

    @ParameterizedTest
    @EnumSource(Conditions.class)
    void spansComeOneAfterTheOther(Conditions conditions) {
        List<Span> spans = hour(conditions);
        for (int i = 1; i < spans.size(); i++) {
            assertThat(spans.get(i).startNanos()).isGreaterThan(spans.get(i - 1).endNanos());
        }
    }

    @Test
    void aThrottledProcessRunsForTwoThirdsOfTheTime() {
        long still = hour(Conditions.THROTTLED).stream()
                .mapToLong(s -> s.endNanos() - s.startNanos())
                .sum();
        assertThat((double) still / HOUR).isBetween(0.28, 0.35);
    }
}
