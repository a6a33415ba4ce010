package dev.fusebox.lab.qos.group;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fusebox.core.cut.VerdictKind;
import dev.fusebox.lab.qos.conditions.Span;
import dev.fusebox.lab.qos.metrics.DetectionTimes;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Verdicts between eight members, by hand; times in seconds. */
class VerdictMeterTest {

    private final VerdictMeter calm = new VerdictMeter(Optional.empty());
    private final Told told = new Told(calm);

    @Test
    void aVerdictAboutAHealthyMemberIsAMistakeUntilItRecovers() {
        told.failed(20, 1, 2).recovered(50, 1, 2).ended(60);
        assertThat(calm.mistakes()).isEqualTo(1);
        assertThat(calm.mistakeNanos()).isEqualTo(30e9);
        assertThat(calm.upNanos()).as("56 pairs from the 15th second on").isEqualTo(56 * 45e9);
    }

    @Test
    void saidAgainItIsTheSameAndAfterARecoveryAnother() {
        told.failed(20, 1, 2)
                .failed(21, 1, 2)
                .recovered(50, 1, 2)
                .failed(55, 1, 2)
                .ended(60);
        assertThat(calm.mistakes()).isEqualTo(2);
        assertThat(calm.mistakeNanos()).isEqualTo(35e9);
    }

    @Test
    void eachObserverErrsForItself() {
        told.failed(20, 1, 2).failed(20, 3, 2).failed(20, 1, 3).ended(60);
        assertThat(calm.mistakes()).isEqualTo(3);
    }

    @Test
    void leavingIsNoFailureNorIsWhatAMemberSaysOfItself() {
        told.failed(20, 1, 2, VerdictKind.LEFT)
                .failed(20, 4, 4, VerdictKind.ISOLATED)
                .ended(60);
        assertThat(calm.mistakes()).isZero();
    }

    @Test
    void whatHappensWhileTheGroupFormsIsNotCounted() {
        told.failed(14, 1, 2).failed(20, 1, 2).ended(60);
        assertThat(calm.mistakes()).isZero();
        assertThat(calm.mistakeNanos()).isZero();
    }

    @Test
    void anOutageIsNoMistakeNorItsAftermathNorWhatTheOneThatSleptSays() {
        VerdictMeter meter = new VerdictMeter(Optional.of(new Cause(0, new Span(Told.at(100), Told.at(160)))));
        Told outage = new Told(meter).failed(101, 1, 0).failed(162, 5, 0).failed(161, 0, 3);
        assertThat(meter.mistakes()).isZero();
        outage.failed(164, 2, 0).ended(200);
        assertThat(meter.mistakes()).as("later than its aftermath").isEqualTo(1);
        assertThat(meter.upNanos())
                .as("14 pairs know the one that slept for 63 s less")
                .isEqualTo(56 * 185e9 - 14 * 63e9);
        assertThat(meter.noticed()).as("by two of seven").isFalse();
    }

    @Test
    void aCrashIsFoundWhenEverySurvivorHasAVerdict() {
        VerdictMeter meter = new VerdictMeter(Optional.of(Cause.crash(7, Told.at(30))));
        Told crash = new Told(meter).struck(30, 7);
        for (int survivor = 0; survivor < 6; survivor++) {
            crash.failed(31, survivor, 7);
            assertThat(meter.sawEnough()).isFalse();
        }
        crash.failed(33, 6, 7);
        assertThat(meter.sawEnough()).isTrue();
        assertThat(meter.noticed()).isTrue();
        DetectionTimes times = new DetectionTimes();
        meter.addTo(times);
        assertThat(times.meanNanos()).isEqualTo((6 * 1e9 + 3e9) / 7);
    }

    @Test
    void whoHadCalledItFailedBeforeTheCrashFoundItAtOnceAndWhoNeverDoesCountsToTheEnd() {
        VerdictMeter meter = new VerdictMeter(Optional.of(Cause.crash(7, Told.at(30))));
        new Told(meter).failed(25, 0, 7).failed(14, 1, 7).struck(30, 7).ended(40);
        assertThat(meter.noticed()).isFalse();
        DetectionTimes times = new DetectionTimes();
        meter.addTo(times);
        assertThat(times.meanNanos()).isEqualTo(5 * 10e9 / 7);
    }
}
