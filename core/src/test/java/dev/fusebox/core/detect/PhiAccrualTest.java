package dev.fusebox.core.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PhiAccrualTest {
    private static final long MS = 1_000_000L;
    private static final long INTERVAL = 200 * MS;
    private static final long START = 5_000 * MS;
    private static final double THRESHOLD = 8;

    private long now = START;
    private long sequence;
    private PhiAccrual detector = new PhiAccrual(INTERVAL, THRESHOLD, START);

    /** Feeds heartbeats, each so many milliseconds after the one before. */
    private void heartbeats(long... milliseconds) {
        for (long interval : milliseconds) {
            now += interval * MS;
            assertThat(detector.heartbeat(++sequence, now)).isTrue();
        }
    }

    private void regularHeartbeats(int count) {
        for (int i = 0; i < count; i++) {
            heartbeats(200);
        }
    }

    /** The silence after which the threshold is reached: mean and deviation in one number. */
    private long patienceNanos() {
        return detector.reachesAtNanos(THRESHOLD) - detector.lastLifeNanos();
    }

    @Test
    void theFirstEstimateIsOneIntervalAndAQuarterOfIt() {
        long lastArrival = START + INTERVAL;
        for (int k = -1; k <= 30; k++) {
            long at = lastArrival + INTERVAL + k * INTERVAL / 4;
            assertThat(detector.level(at))
                    .as("%d deviations after the mean", k)
                    .isCloseTo(ExactNormal.minusLog10Tail(k), within(1e-10 * (1 + k * k)));
        }
    }

    @Test
    void aSubjectThatNeverSpeaksReachesTheThreshold() {
        assertThat(detector.reachesAtNanos(THRESHOLD)).isBetween(START + 600 * MS, START + 800 * MS);
    }

    @Test
    void theLevelIsThatOfTheExactMeanAndDeviationOfTheWindow() {
        Random random = new Random(4);
        Deque<Long> latest = new ArrayDeque<>();
        latest.add(150 * MS);
        latest.add(250 * MS);
        heartbeats(200);
        for (int i = 0; i < 1_000; i++) {
            long interval = 120 + random.nextInt(200);
            heartbeats(interval);
            latest.add(interval * MS);
            if (latest.size() > 200) {
                latest.remove();
            }
            if (i % 50 == 0) {
                long silence = 500 * MS;
                double mean = ArrivalWindowTest.mean(latest).doubleValue();
                double z = (silence - mean) / Math.max(40.0 * MS, ArrivalWindowTest.deviation(latest));
                assertThat(detector.level(now + silence)).isCloseTo(ExactNormal.minusLog10Tail(z), within(1e-3));
            }
        }
    }

    @Test
    void theDeviationHasAFloorOfAFifthOfTheInterval() {
        regularHeartbeats(300);
        assertThat(detector.level(now + INTERVAL + 3 * INTERVAL / 5))
                .isCloseTo(ExactNormal.minusLog10Tail(3), within(1e-9));
    }

    @Test
    void theLevelNeverFallsInSilenceAndIsFiniteForEver() {
        regularHeartbeats(20);
        double before = 0;
        for (long silence = -INTERVAL; silence < 5_000 * MS; silence += MS) {
            double level = detector.level(now + silence);
            assertThat(level).isBetween(before, Detector.MAX_LEVEL);
            before = level;
        }
        assertThat(detector.level(Long.MAX_VALUE / 4)).isEqualTo(Detector.MAX_LEVEL);
        assertThat(detector.level(-Long.MAX_VALUE / 4)).isZero();
    }

    @ParameterizedTest
    @ValueSource(doubles = {1, 2, 8, 24, 72, 150, 299})
    void theThresholdIsReachedWhenForetold(double threshold) {
        regularHeartbeats(50);
        long reached = detector.reachesAtNanos(threshold);
        assertThat(detector.level(reached - 1_000)).isLessThan(threshold);
        assertThat(detector.level(reached + 1_000)).isGreaterThan(threshold);
    }

    @Test
    void aThresholdBeyondTheHighestLevelIsTakenAsTheHighest() {
        assertThat(detector.reachesAtNanos(2_700)).isEqualTo(detector.reachesAtNanos(300));
    }

    @Test
    void aDuplicateOrOlderHeartbeatChangesNothing() {
        regularHeartbeats(20);
        long patience = patienceNanos();
        long life = detector.lastLifeNanos();
        for (long stale : new long[] {sequence, sequence - 1, 1, 0, -1, Long.MIN_VALUE}) {
            assertThat(detector.heartbeat(stale, now + 150 * MS)).isFalse();
        }
        assertThat(detector.lastLifeNanos()).isEqualTo(life);
        assertThat(patienceNanos()).isEqualTo(patience);
    }

    @Test
    void theIntervalThatEndsAnOutageIsNotAdded() {
        regularHeartbeats(300);
        long patience = patienceNanos();
        heartbeats(30_000);
        assertThat(patienceNanos()).isEqualTo(patience);
        heartbeats(200);
        assertThat(patienceNanos()).isEqualTo(patience);
    }

    @Test
    void aSlowIntervalBelowTheThresholdIsAdded() {
        regularHeartbeats(300);
        long patience = patienceNanos();
        heartbeats(350);
        assertThat(patienceNanos()).isGreaterThan(patience);
    }

    @Test
    void theBurstAfterAnOutageIsNotAdded() {
        regularHeartbeats(300);
        long patience = patienceNanos();
        heartbeats(5_000, 0, 0, 1, 0, 2, 49, 0);
        assertThat(patienceNanos()).isEqualTo(patience);
    }

    @Test
    void lostHeartbeatsDoNotMatterByThemselves() {
        regularHeartbeats(10);
        sequence += 7;
        regularHeartbeats(1);
        assertThat(detector.lastLifeNanos()).isEqualTo(now);
    }

    @Test
    void lifeShownInAnotherWayResetsTheSilenceAndAddsNoSample() {
        regularHeartbeats(300);
        long patience = patienceNanos();
        detector.restart(now + 350 * MS);
        assertThat(detector.lastLifeNanos()).isEqualTo(now + 350 * MS);
        assertThat(patienceNanos()).isEqualTo(patience);
        heartbeats(390);
        assertThat(patienceNanos()).isEqualTo(patience);
    }

    @Test
    void lifeShownEarlierDoesNotTurnTheClockBack() {
        regularHeartbeats(3);
        detector.restart(now - 100 * MS);
        assertThat(detector.lastLifeNanos()).isEqualTo(now);
    }

    @Test
    void aNewSessionOfTheSenderCountsFromOneAndItsAbsenceIsNoSample() {
        regularHeartbeats(300);
        long patience = patienceNanos();
        detector.senderRestarted();
        sequence = 0;
        heartbeats(340);
        assertThat(detector.lastLifeNanos()).isEqualTo(now);
        assertThat(patienceNanos()).isEqualTo(patience);
    }

    @Test
    void theFirstHeartbeatIsNoSampleBecauseNobodyKnowsWhenTheWatchCouldHaveBegun() {
        long patience = patienceNanos();
        heartbeats(390);
        assertThat(patienceNanos()).isEqualTo(patience);
    }

    @Test
    void parametersOutOfRangeAreRefused() {
        assertThatThrownBy(() -> new PhiAccrual(0, 8, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("firstIntervalMillis must be 1 to 86400000 ms, not 0");
        for (double level : new double[] {0, -1, 300.1, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThatThrownBy(() -> new PhiAccrual(INTERVAL, level, 0))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("threshold must be 0.01 to 300 phi, not ");
        }
    }

    @Test
    void aSlowerClockOfTheSenderIsLearnt() {
        detector = new PhiAccrual(INTERVAL, THRESHOLD, START);
        for (int i = 0; i < 300; i++) {
            heartbeats(260);
        }
        assertThat(detector.level(now + 260 * MS)).isCloseTo(Math.log10(2), within(1e-9));
    }

    @Test
    void shortIntervalsThatFollowNoStallAreSamples() {
        for (int i = 0; i < 300; i++) {
            heartbeats(20);
        }
        assertThat(detector.level(now + 20 * MS)).isCloseTo(Math.log10(2), within(1e-9));
    }

    @Test
    void aHeartbeatAtItsTimeEndsTheBurst() {
        regularHeartbeats(300);
        heartbeats(5_000, 1, 1, 200);
        long patience = patienceNanos();
        heartbeats(20);
        assertThat(patienceNanos()).isNotEqualTo(patience);
    }

    @Test
    void anIntervalLongerThanTheLongestIsNotAddedAndNeitherIsTheBurstAfterIt() {
        detector = new PhiAccrual(
                new PhiAccrual.Settings(300, 200, Distribution.NORMAL, INTERVAL, 40 * MS, 0, 400 * MS), START);
        regularHeartbeats(300);
        long patience = patienceNanos();
        heartbeats(401, 0, 0);
        assertThat(patienceNanos()).isEqualTo(patience);
        heartbeats(400);
        assertThat(patienceNanos()).isNotEqualTo(patience);
    }

    @Test
    void theAcceptablePauseIsAddedToTheMean() {
        PhiAccrual patient = new PhiAccrual(
                new PhiAccrual.Settings(8, 200, Distribution.NORMAL, INTERVAL, 40 * MS, 700 * MS, INTERVAL * 1_000),
                START);
        assertThat(patient.reachesAtNanos(8)).isEqualTo(detector.reachesAtNanos(8) + 700 * MS);
        assertThat(patient.level(START + 5 * INTERVAL + 700 * MS)).isEqualTo(detector.level(START + 5 * INTERVAL));
    }

    @Test
    void theWindowHoldsSoManySamplesTheFirstEstimateIncluded() {
        detector = new PhiAccrual(
                new PhiAccrual.Settings(300, 3, Distribution.NORMAL, INTERVAL, MS, 0, INTERVAL * 1_000), START);
        heartbeats(200, 200, 230);
        double mean = (250 + 200 + 230) / 3.0;
        assertThat(detector.level(now + Math.round(mean * MS))).isCloseTo(Math.log10(2), within(1e-6));
    }

    @Test
    void theExponentialDistributionKnowsTheMeanOnly() {
        detector = new PhiAccrual(
                new PhiAccrual.Settings(8, 200, Distribution.EXPONENTIAL, INTERVAL, 40 * MS, 0, INTERVAL * 1_000),
                START);
        regularHeartbeats(10);
        assertThat(detector.level(now + 1_000 * MS)).isCloseTo(5 * 0.4343, within(1e-12));
        heartbeats(3_685);
        assertThat(detector.level(now + 1_000 * MS))
                .as("8 phi are 3684.1 ms, which is an outage")
                .isCloseTo(5 * 0.4343, within(1e-12));
    }

    @Test
    void eachParameterOutOfRangeIsNamedWithItsRange() {
        assertThatThrownBy(() -> new PhiAccrual.Settings(8, 1, Distribution.NORMAL, MS, MS, 0, MS))
                .hasMessage("windowSize must be 2 to 10000 samples, not 1");
        assertThatThrownBy(() -> new PhiAccrual.Settings(8, 2, Distribution.NORMAL, MS, 0, 0, MS))
                .hasMessage("minStdDevMillis must be 0.001 to 86400000 ms, not 0");
        assertThatThrownBy(() -> new PhiAccrual.Settings(8, 2, Distribution.NORMAL, MS, MS, -MS, MS))
                .hasMessage("acceptablePauseMillis must be 0 to 86400000 ms, not -1");
        assertThatThrownBy(() -> new PhiAccrual.Settings(8, 2, Distribution.NORMAL, MS, MS, 0, 0))
                .hasMessage("maxIntervalMillis must be 1 to 86400000 ms, not 0");
    }
}
