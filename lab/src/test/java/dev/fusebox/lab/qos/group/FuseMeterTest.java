package dev.fusebox.lab.qos.group;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fusebox.lab.qos.conditions.Span;
import dev.fusebox.lab.qos.metrics.DetectionTimes;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A fuse of eight members, by hand; times in seconds. */
class FuseMeterTest {
    private static final int[] ALL = {0, 1, 2, 3, 4, 5, 6, 7};
    private static final int[] BUT_THE_LAST = {0, 1, 2, 3, 4, 5, 6};

    private final FuseMeter calm = new FuseMeter(Optional.empty());
    private final Told told = new Told(calm).intact(1, 1, ALL);

    @Test
    void aBurnWithoutAFailureIsOneMistakeUntilAllAreIntactAgain() {
        told.burnt(20, 1, ALL).intact(22, 2, BUT_THE_LAST).intact(23, 2, 7).ended(60);
        assertThat(calm.mistakes()).isEqualTo(1);
        assertThat(calm.mistakeNanos()).isEqualTo(3e9);
        assertThat(calm.upNanos()).as("from the 15th second on").isEqualTo(45e9);
    }

    @Test
    void theNextEpochThatBurnsAsWellIsAnotherBurnOfTheSameTime() {
        told.burnt(20, 1, ALL)
                .intact(22, 2, BUT_THE_LAST)
                .burnt(24, 2, ALL)
                .intact(30, 3, ALL)
                .ended(60);
        assertThat(calm.mistakes()).isEqualTo(2);
        assertThat(calm.mistakeNanos()).isEqualTo(10e9);
    }

    @Test
    void anEpochThatNobodyEverCalledIntactDoesNotBurn() {
        told.burnt(20, 1, ALL).burnt(30, 2, ALL).intact(35, 3, ALL).ended(60);
        assertThat(calm.mistakes()).isEqualTo(1);
        assertThat(calm.mistakeNanos()).isEqualTo(15e9);
    }

    @Test
    void aBurnThatIsNotOverCountsToTheEnd() {
        told.burnt(20, 1, 3).ended(60);
        assertThat(calm.mistakes()).isEqualTo(1);
        assertThat(calm.mistakeNanos()).isEqualTo(40e9);
    }

    @Test
    void whatHappensWhileTheGroupFormsIsNotCounted() {
        told.burnt(14, 1, ALL).ended(60);
        assertThat(calm.mistakes()).isZero();
    }

    @Test
    void anOutageMayBurnItAndThenItMayNotAgain() {
        FuseMeter meter = new FuseMeter(Optional.of(new Cause(7, new Span(Told.at(100), Told.at(160)))));
        Told outage = new Told(meter).intact(1, 1, ALL).struck(100, 7).burnt(101, 1, BUT_THE_LAST);
        outage.intact(103, 2, BUT_THE_LAST).burnt(161, 1, 7).intact(163, 2, 7);
        assertThat(meter.noticed()).isTrue();
        assertThat(meter.mistakes()).isZero();
        assertThat(meter.sawEnough()).as("the outage ends").isFalse();
        outage.burnt(170, 2, ALL).ended(200);
        assertThat(meter.mistakes()).isEqualTo(1);
        assertThat(meter.upNanos()).isEqualTo(185e9 - 63e9);
    }

    @Test
    void aCrashIsFoundWhenTheLastSurvivorIsTold() {
        FuseMeter meter = new FuseMeter(Optional.of(Cause.crash(7, Told.at(30))));
        Told crash = new Told(meter).intact(1, 1, ALL).struck(30, 7).burnt(31, 1, 0, 1, 2, 3, 4, 5);
        assertThat(meter.sawEnough()).isFalse();
        crash.burnt(32, 1, 6);
        assertThat(meter.sawEnough()).isTrue();
        DetectionTimes times = new DetectionTimes();
        meter.addTo(times);
        assertThat(times.meanNanos()).isEqualTo(2e9);
    }

    @Test
    void whoIsNeverToldCountsToTheEnd() {
        FuseMeter meter = new FuseMeter(Optional.of(Cause.crash(7, Told.at(30))));
        new Told(meter)
                .intact(1, 1, ALL)
                .struck(30, 7)
                .burnt(31, 1, 0, 1, 2, 3, 4, 5)
                .ended(40);
        assertThat(meter.noticed()).isFalse();
        DetectionTimes times = new DetectionTimes();
        meter.addTo(times);
        assertThat(times.meanNanos()).isEqualTo(10e9);
    }

    @Test
    void aCrashThatMeetsABurntGroupHasNothingToBeFound() {
        FuseMeter meter = new FuseMeter(Optional.of(Cause.crash(7, Told.at(30))));
        new Told(meter).intact(1, 1, ALL).burnt(29, 1, ALL).struck(30, 7).ended(40);
        DetectionTimes times = new DetectionTimes();
        meter.addTo(times);
        assertThat(times.isEmpty()).isTrue();
        assertThat(meter.struck()).isFalse();
    }
}
