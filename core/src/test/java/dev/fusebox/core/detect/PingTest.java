package dev.fusebox.core.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PingTest {
    private static final long MS = 1_000_000L;

    /** Asked each 200 ms, 500 ms to reply; the latest reply came at 1000 ms, so requests follow at 1200, 1400, ... */
    private final Ping detector = new Ping(200 * MS, 500 * MS, 0);

    PingTest() {
        detector.heartbeat(1, 1_000 * MS);
    }

    @ParameterizedTest
    @CsvSource({"1000, 0", "1500, 0", "1699, 0", "1700, 1", "1899, 1", "1900, 2", "2100, 3", "3700, 11"})
    void countsTheRepliesWhoseTimeoutHasPassed(long millis, double missed) {
        assertThat(detector.level(millis * MS)).isEqualTo(missed);
    }

    @Test
    void aReplyEndsTheRow() {
        detector.heartbeat(2, 2_000 * MS);
        assertThat(detector.level(2_699 * MS)).isZero();
    }

    @Test
    void theThirdMissIsForetold() {
        assertThat(detector.reachesAtNanos(3)).isEqualTo(2_100 * MS);
        assertThat(detector.reachesAtNanos(2.5)).isEqualTo(2_100 * MS);
    }

    @Test
    void parametersOutOfRangeAreRefused() {
        assertThatThrownBy(() -> new Ping(0, 500 * MS, 0)).hasMessage("intervalMillis must be 1 to 86400000 ms, not 0");
        assertThatThrownBy(() -> new Ping(200 * MS, 0, 0)).hasMessage("timeoutMillis must be 1 to 86400000 ms, not 0");
    }
}
