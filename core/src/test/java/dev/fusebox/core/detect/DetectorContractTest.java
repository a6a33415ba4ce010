package dev.fusebox.core.detect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fusebox.core.roster.DetectionSettings;
import dev.fusebox.core.roster.DetectorKind;
import java.util.Random;

/** What every detector keeps to, whatever it computes. */
class DetectorContractTest {
    private static final long MS = 1_000_000L;
    private static final long START = 7_000 * MS;

    private long now = START;
    private long sequence;

    private static DetectionSettings settings(DetectorKind kind) {
        return DetectionSettings.DEFAULTS.with(kind, 1_000);
    }

    private Detector detector(DetectorKind kind) {
        return Detectors.of(settings(kind), START);
    }

    private Detector fed(DetectorKind kind, int heartbeats) {
        Detector detector = detector(kind);
        Random random = new Random(1);
        for (int i = 0; i < heartbeats; i++) {
            now += (190 + random.nextInt(20)) * MS;
            assertThat(detector.heartbeat(++sequence, now)).isTrue();
        }
        return detector;
    }

    @EveryDetector
    void theLevelNeverFallsInSilenceAndStaysInItsRange(DetectorKind kind) {
        Detector detector = fed(kind, 50);
        double before = 0;
        for (long silence = 0; silence < 400_000 * MS; silence += 7 * MS) {
            double level = detector.level(now + silence);
            assertThat(level).isBetween(before, Detector.MAX_LEVEL);
            before = level;
        }
        assertThat(detector.level(Long.MAX_VALUE / 4)).isEqualTo(Detector.MAX_LEVEL);
        assertThat(detector.level(-Long.MAX_VALUE / 4)).isZero();
    }

    @EveryDetector
    void theThresholdIsReachedWhenForetoldAndNotBefore(DetectorKind kind) {
        Detector detector = fed(kind, 50);
        for (double factor : new double[] {1, 2, 7}) {
            double threshold = Detectors.threshold(settings(kind)) * factor;
            long reached = detector.reachesAtNanos(threshold);
            assertThat(detector.level(reached - 1_000)).isLessThan(threshold);
            assertThat(detector.level(reached + 1_000)).isGreaterThanOrEqualTo(threshold);
        }
        assertThat(detector.reachesAtNanos(1e9)).isEqualTo(detector.reachesAtNanos(Detector.MAX_LEVEL));
    }

    @EveryDetector
    void regularHeartbeatsAreNeverSuspicious(DetectorKind kind) {
        Detector detector = fed(kind, 500);
        for (int i = 0; i < 500; i++) {
            assertThat(detector.reachesAtNanos(Detectors.threshold(settings(kind))))
                    .isGreaterThan(now + 210 * MS);
            now += 200 * MS;
            detector.heartbeat(++sequence, now);
        }
    }

    @EveryDetector
    void aSubjectThatNeverSpeaksBecomesSuspicious(DetectorKind kind) {
        long reached = detector(kind).reachesAtNanos(Detectors.threshold(settings(kind)));
        assertThat(reached).isBetween(START + 300 * MS, START + 4_000 * MS);
    }

    @EveryDetector
    void duplicatesAndOvertakenHeartbeatsDoNotExtendLife(DetectorKind kind) {
        Detector detector = fed(kind, 20);
        long reached = detector.reachesAtNanos(Detectors.threshold(settings(kind)));
        for (long stale : new long[] {sequence, sequence - 1, 1, 0, -1, Long.MIN_VALUE}) {
            assertThat(detector.heartbeat(stale, now + 150 * MS)).isFalse();
        }
        assertThat(detector.lastLifeNanos()).isEqualTo(now);
        assertThat(detector.reachesAtNanos(Detectors.threshold(settings(kind)))).isEqualTo(reached);
    }

    @EveryDetector
    void lifeShownInAnotherWayGivesTheSubjectItsTimeAgain(DetectorKind kind) {
        Detector detector = fed(kind, 20);
        long patience = detector.reachesAtNanos(Detectors.threshold(settings(kind))) - now;
        detector.restart(now + 90 * MS);
        assertThat(detector.lastLifeNanos()).isEqualTo(now + 90 * MS);
        assertThat(detector.reachesAtNanos(Detectors.threshold(settings(kind))))
                .isBetween(now + 80 * MS + patience, now + 100 * MS + patience);
        detector.restart(now);
        assertThat(detector.lastLifeNanos()).isEqualTo(now + 90 * MS);
    }

    @EveryDetector
    void aNewSessionOfTheSenderCountsFromOne(DetectorKind kind) {
        Detector detector = fed(kind, 20);
        detector.senderRestarted();
        assertThat(detector.heartbeat(1, now + 300 * MS)).isTrue();
        assertThat(detector.lastLifeNanos()).isEqualTo(now + 300 * MS);
    }

    @EveryDetector
    void anOutageLeavesNoTrace(DetectorKind kind) {
        Detector detector = fed(kind, 300);
        long patience = detector.reachesAtNanos(Detectors.threshold(settings(kind))) - now;
        now += 60_000 * MS;
        for (int queued = 0; queued < 20; queued++) {
            now += MS;
            detector.heartbeat(++sequence, now);
        }
        for (int i = 0; i < 2; i++) {
            now += 200 * MS;
            detector.heartbeat(++sequence, now);
        }
        assertThat(detector.reachesAtNanos(Detectors.threshold(settings(kind))) - now)
                .isBetween(patience - 40 * MS, patience + 40 * MS);
    }

    @EveryDetector
    void sequencesAndTimesOfAnySizeGiveFiniteLevels(DetectorKind kind) {
        Detector detector = detector(kind);
        Random random = new Random(3);
        for (int i = 0; i < 10_000; i++) {
            now += random.nextLong(1L << random.nextInt(1, 50));
            detector.heartbeat(random.nextLong(), now);
            if (i % 100 == 0) {
                detector.senderRestarted();
            }
            assertThat(detector.level(now + random.nextLong(1L << 50))).isBetween(0.0, Detector.MAX_LEVEL);
            assertThat(detector.reachesAtNanos(Detectors.threshold(settings(kind))))
                    .isGreaterThanOrEqualTo(detector.lastLifeNanos());
        }
    }
}
