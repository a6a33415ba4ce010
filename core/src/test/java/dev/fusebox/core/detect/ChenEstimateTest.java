package dev.fusebox.core.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ChenEstimateTest {
    private static final long MS = 1_000_000L;
    private static final long INTERVAL = 200 * MS;
    private static final long ALPHA = 100 * MS;

    private final ChenEstimate detector = new ChenEstimate(new ChenEstimate.Settings(1, INTERVAL, 4, ALPHA), 0);

    private long expectedMillis() {
        return (detector.reachesAtNanos(1) - ALPHA) / MS;
    }

    private void arrives(long sequence, long millis) {
        assertThat(detector.heartbeat(sequence, millis * MS)).isTrue();
    }

    @Test
    void theNextIsExpectedOneIntervalAfterAPunctualOne() {
        arrives(1, 1_000);
        arrives(2, 1_200);
        arrives(3, 1_400);
        assertThat(expectedMillis()).isEqualTo(1_600);
    }

    @Test
    void theDelaysOfTheLatestArrivalsAreAveraged() {
        arrives(1, 1_000);
        arrives(2, 1_240);
        arrives(3, 1_420);
        arrives(4, 1_620);
        assertThat(expectedMillis()).isEqualTo(1_800 + (0 + 40 + 20 + 20) / 4);
        arrives(5, 1_820);
        assertThat(expectedMillis()).isEqualTo(2_000 + (40 + 20 + 20 + 20) / 4);
    }

    @Test
    void lostHeartbeatsAreKnownByTheirMissingNumbers() {
        arrives(1, 1_000);
        arrives(2, 1_200);
        arrives(7, 2_210);
        assertThat(expectedMillis()).isEqualTo(2_400 + 10 / 3);
    }

    @Test
    void theLevelCountsMarginsAfterTheExpectedArrival() {
        arrives(1, 1_000);
        assertThat(detector.level(1_150 * MS)).isZero();
        assertThat(detector.level(1_250 * MS)).isEqualTo(0.5);
        assertThat(detector.level(1_300 * MS)).isEqualTo(1);
        assertThat(detector.level(1_450 * MS)).isEqualTo(2.5);
    }

    @Test
    void agreesWithTheFormulaOfThePaper() {
        ChenEstimate long32 = new ChenEstimate(new ChenEstimate.Settings(1, INTERVAL, 32, ALPHA), 0);
        Random random = new Random(5);
        Deque<long[]> latest = new ArrayDeque<>();
        for (long s = 1; s <= 1_000; s++) {
            long at = 1_000 * MS + s * INTERVAL + random.nextLong(60 * MS);
            if (random.nextInt(10) == 0) {
                continue;
            }
            long32.heartbeat(s, at);
            latest.add(new long[] {at, s});
            if (latest.size() > 32) {
                latest.remove();
            }
            double mean = latest.stream()
                    .mapToDouble(a -> a[0] - (double) INTERVAL * a[1])
                    .average()
                    .orElseThrow();
            double expected = mean + (s + 1) * (double) INTERVAL;
            assertThat((double) long32.reachesAtNanos(1)).isCloseTo(expected + ALPHA, within(1e3));
        }
    }

    @Test
    void aSenderThatPausedIsExpectedOnItsNewSchedule() {
        for (int s = 1; s <= 8; s++) {
            arrives(s, 1_000 + s * 200);
        }
        arrives(9, 5_000);
        assertThat(expectedMillis()).isEqualTo(5_200);
        arrives(10, 5_200);
        assertThat(expectedMillis()).isEqualTo(5_400);
    }

    @Test
    void aNetworkThatStalledDoesNotMakeTheNextOnesLate() {
        for (int s = 1; s <= 8; s++) {
            arrives(s, 1_000 + s * 200);
        }
        for (int s = 9; s <= 25; s++) {
            arrives(s, 5_990 + s);
        }
        arrives(26, 6_200);
        assertThat(expectedMillis()).isBetween(6_400L, 6_415L);
    }

    @Test
    void withoutASuspicionAnEarlyOneIsAveragedAsThePaperHasIt() {
        ChenEstimate patient = new ChenEstimate(new ChenEstimate.Settings(1, INTERVAL, 4, 1_000 * MS), 0);
        long[] arrivals = {1_000, 2_000, 2_010, 2_020, 2_030};
        for (int s = 1; s <= arrivals.length; s++) {
            patient.heartbeat(s, arrivals[s - 1] * MS);
        }
        double meanDelay = (800 + 610 + 420 + 230) / 4.0;
        assertThat(patient.reachesAtNanos(1) / MS).isEqualTo((long) (1_000 + 5 * 200 + meanDelay + 1_000));
    }

    @Test
    void numbersThatNoScheduleExplainsBeginAnother() {
        arrives(1, 1_000);
        arrives(2, 1_200);
        arrives(1L << 60, 1_350);
        assertThat(expectedMillis()).isEqualTo(1_550);
        long day = 86_400_000 * MS;
        ChenEstimate daily = new ChenEstimate(new ChenEstimate.Settings(1, day, 4, ALPHA), 0);
        daily.heartbeat(1, 0);
        daily.heartbeat(40_000, 1_000 * MS);
        assertThat(daily.reachesAtNanos(1)).isEqualTo(1_000 * MS + day + ALPHA);
    }

    @Test
    void aLateOneThatWasNotSuspiciousIsAveraged() {
        arrives(1, 1_000);
        arrives(2, 1_200);
        arrives(3, 1_490);
        assertThat(expectedMillis()).isEqualTo(1_600 + 90 / 3);
    }

    @Test
    void parametersOutOfRangeAreRefused() {
        assertThatThrownBy(() -> new ChenEstimate.Settings(0, INTERVAL, 4, ALPHA))
                .hasMessage("threshold must be 0.01 to 300 margins, not 0");
        assertThatThrownBy(() -> new ChenEstimate.Settings(1, 0, 4, ALPHA))
                .hasMessage("intervalMillis must be 1 to 86400000 ms, not 0");
        assertThatThrownBy(() -> new ChenEstimate.Settings(1, INTERVAL, 0, ALPHA))
                .hasMessage("windowSize must be 1 to 10000 samples, not 0");
        assertThatThrownBy(() -> new ChenEstimate.Settings(1, INTERVAL, 4, 0))
                .hasMessage("alphaMillis must be 0.001 to 86400000 ms, not 0");
    }
}
