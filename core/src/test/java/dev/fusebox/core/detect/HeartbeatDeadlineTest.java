package dev.fusebox.core.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HeartbeatDeadlineTest {
    private static final long MS = 1_000_000L;

    private final HeartbeatDeadline detector = new HeartbeatDeadline(200 * MS, 800 * MS, 0);

    @ParameterizedTest
    @CsvSource({"1000, 0", "1200, 0.25", "1800, 1", "2600, 2", "1000000, 300"})
    void theLevelIsSilenceInTimeouts(long millis, double level) {
        detector.heartbeat(1, 1_000 * MS);
        assertThat(detector.level(millis * MS)).isEqualTo(level);
    }

    @Test
    void nothingIsLearntFromWhatCameBefore() {
        for (int i = 1; i <= 50; i++) {
            detector.heartbeat(i, i * 700L * MS);
        }
        assertThat(detector.reachesAtNanos(1)).isEqualTo((50 * 700 + 800) * MS);
    }

    @Test
    void parametersOutOfRangeAreRefused() {
        assertThatThrownBy(() -> new HeartbeatDeadline(200 * MS, -1, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("timeoutMillis must be 1 to 86400000 ms, not -");
        assertThatThrownBy(() -> new HeartbeatDeadline(0, 800 * MS, 0))
                .hasMessage("intervalMillis must be 1 to 86400000 ms, not 0");
    }
}
