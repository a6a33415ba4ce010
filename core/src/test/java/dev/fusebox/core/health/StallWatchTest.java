package dev.fusebox.core.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fusebox.core.health.StallWatch.Lateness;
import dev.fusebox.core.time.Nanos;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StallWatchTest {
    private static final long MS = 1_000_000L;
    private static final long DUE = 5_000 * MS;

    private final StallWatch watch = new StallWatch();

    /** A stall is later than max(1 interval, 250 ms); late is more than half an interval. */
    @ParameterizedTest
    @CsvSource({
        "-50, 200, NONE",
        "0, 200, NONE",
        "100, 200, NONE",
        "101, 200, LATE",
        "250, 200, LATE",
        "251, 200, STALL",
        "60000, 200, STALL",
        "25, 50, NONE",
        "26, 50, LATE",
        "251, 50, STALL",
        "500, 1000, NONE",
        "1000, 1000, LATE",
        "1001, 1000, STALL",
    })
    void tellsHowLateTheLoopCame(long lateMillis, long intervalMillis, Lateness expected) {
        watch.expect(DUE);
        assertThat(watch.woken(DUE + lateMillis * MS, intervalMillis * MS)).isEqualTo(expected);
    }

    @Test
    void nothingIsLateBeforeAnythingWasAskedFor() {
        assertThat(watch.woken(DUE, 200 * MS)).isEqualTo(Lateness.NONE);
        watch.expect(Nanos.NEVER);
        assertThat(watch.woken(Long.MAX_VALUE - 1, 200 * MS)).isEqualTo(Lateness.NONE);
    }

    @Test
    void anEarlierWakeUpIsNotLateAndTheNextIsMeasuredByItsOwnTime() {
        watch.expect(DUE);
        assertThat(watch.woken(DUE - 80 * MS, 200 * MS)).isEqualTo(Lateness.NONE);
        watch.expect(DUE + 400 * MS);
        assertThat(watch.woken(DUE + 400 * MS, 200 * MS)).isEqualTo(Lateness.NONE);
    }
}
