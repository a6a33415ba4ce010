package dev.fusebox.lab.qos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fusebox.lab.qos.metrics.DetectionTimes;
import dev.fusebox.lab.qos.metrics.Quality;
import java.util.List;
import org.junit.jupiter.api.Test;

class GrowthsTest {
    private static final long MS = 1_000_000L;
    private static final long WARM = 10_000;

    private final Growths growths = new Growths(2, List.of());
    private long counter;

    private void ticks(long... millis) {
        for (long at : millis) {
            growths.ticked(0, (WARM + at) * MS);
        }
    }

    private void grows(long millis) {
        counter++;
        growths.look(0, subject -> counter, (WARM + millis) * MS);
    }

    private Quality at(int threshold) {
        DetectionTimes none = new DetectionTimes();
        return growths.quality(threshold, none);
    }

    @Test
    void eachThresholdIsReachedAtItsOwnTickAndHoldsToTheNextGrowth() {
        ticks(0);
        grows(50);
        ticks(200, 400, 600);
        grows(650);
        assertThat(at(1).mistakes()).isEqualTo(1);
        assertThat(at(1).durationMillis()).isEqualTo(450);
        assertThat(at(3).durationMillis()).isEqualTo(50);
        assertThat(at(4).mistakes()).isZero();
        assertThat(at(4).upNanos()).isEqualTo(600.0 * MS);
    }

    @Test
    void aCounterThatStaysIsNoGrowth() {
        grows(0);
        ticks(200, 400);
        growths.look(0, subject -> counter, (WARM + 450) * MS);
        assertThat(at(1).upNanos()).isZero();
    }

    @Test
    void aSilentSubjectIsSuspectedAtTheTickThatReachesTheThreshold() {
        grows(0);
        ticks(200, 400, 600);
        assertThat(growths.suspectedNanos(0, 1, 2)).isEqualTo((WARM + 400) * MS);
        assertThat(growths.suspectedNanos(0, 1, 4)).isEqualTo(Long.MAX_VALUE);
    }
}
