package dev.fusebox.core.roster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DetectionSettingsTest {
    /** The defaults with one of them replaced. */
    private static DetectionSettings with(String name, int value) {
        DetectionSettings d = DetectionSettings.DEFAULTS;
        return switch (name) {
            case "heartbeatIntervalMilliseconds" -> new DetectionSettings(value, 8_000, 5, 3, 60_000, 30, false);
            case "phiThresholdMilli" -> new DetectionSettings(200, value, 5, 3, 250, 30, false);
            case "observersPerMember" -> new DetectionSettings(200, 8_000, value, 3, 250, 30, false);
            case "indirectProbes" -> new DetectionSettings(200, 8_000, 5, value, 250, 30, false);
            case "suspicionTimeoutMilliseconds" -> new DetectionSettings(200, 8_000, 5, 3, value, 30, false);
            case "startupGraceSeconds" ->
                new DetectionSettings(d.heartbeatIntervalMilliseconds(), 8_000, 5, 3, 250, value, false);
            case "timeoutMilliseconds" -> d.with(DetectorKind.PHI_ACCRUAL, value);
            default -> throw new IllegalArgumentException(name);
        };
    }

    @ParameterizedTest
    @CsvSource({
        "heartbeatIntervalMilliseconds, 50, 10000",
        "phiThresholdMilli, 1000, 300000",
        "observersPerMember, 1, 16",
        "indirectProbes, 0, 10",
        "suspicionTimeoutMilliseconds, 200, 60000",
        "startupGraceSeconds, 1, 3600",
        "timeoutMilliseconds, 10, 60000",
    })
    void takesItsRangeAndRefusesWhatLiesOutsideByNameAndRange(String name, int min, int max) {
        assertThatCode(() -> with(name, min)).doesNotThrowAnyException();
        assertThatCode(() -> with(name, max)).doesNotThrowAnyException();
        for (int outside : new int[] {min - 1, max + 1, Integer.MIN_VALUE, Integer.MAX_VALUE}) {
            assertThatThrownBy(() -> with(name, outside))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage(name + " must be " + min + " to " + max + ", not " + outside);
        }
    }

    @Test
    void theDefaultsAreThoseOfTheProtocol() {
        DetectionSettings d = DetectionSettings.DEFAULTS;
        assertThat(d).isEqualTo(new DetectionSettings(200, 8_000, 5, 3, 250, 30, false));
        assertThat(d.intervalNanos()).isEqualTo(200_000_000L);
        assertThat(d.suspicionTimeoutNanos()).isEqualTo(250_000_000L);
        assertThat(d.startupGraceNanos()).isEqualTo(30_000_000_000L);
        assertThat(d.phiThreshold()).isEqualTo(8.0);
    }

    @Test
    void aDeadlineIsAtLeastOneInterval() {
        assertThat(DetectionSettings.DEFAULTS
                        .with(DetectorKind.HEARTBEAT_DEADLINE, 200)
                        .timeoutNanos())
                .isEqualTo(200_000_000L);
        assertThatThrownBy(() -> DetectionSettings.DEFAULTS.with(DetectorKind.HEARTBEAT_DEADLINE, 199))
                .hasMessage("timeoutMilliseconds must be 200 to 60000, not 199");
        assertThatCode(() -> DetectionSettings.DEFAULTS.with(DetectorKind.PING, 199))
                .doesNotThrowAnyException();
    }

    @Test
    void theDetectorIsPhiAccrualUnlessItIsSaid() {
        assertThat(DetectionSettings.DEFAULTS.detector()).isEqualTo(DetectorKind.PHI_ACCRUAL);
        assertThat(DetectionSettings.DEFAULTS.timeoutMilliseconds()).isEqualTo(1_000);
    }

    @Test
    void theLongestGraceDoesNotOverflow() {
        assertThat(with("startupGraceSeconds", 3_600).startupGraceNanos()).isEqualTo(3_600_000_000_000L);
    }
}
