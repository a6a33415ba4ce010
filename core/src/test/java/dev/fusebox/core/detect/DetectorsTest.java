package dev.fusebox.core.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fusebox.core.roster.DetectionSettings;
import dev.fusebox.core.roster.DetectorKind;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class DetectorsTest {
    @EveryDetector
    void theSettingsChooseTheDetector(DetectorKind kind) {
        Detector detector = Detectors.of(DetectionSettings.DEFAULTS.with(kind, 1_000), 0);
        Class<?> expected =
                switch (kind) {
                    case PING -> Ping.class;
                    case HEARTBEAT_DEADLINE -> HeartbeatDeadline.class;
                    case PHI_ACCRUAL -> PhiAccrual.class;
                    case CHEN_ESTIMATE -> ChenEstimate.class;
                    case HEARTBEAT_PATH, GOSSIP_COUNTER -> CounterGrowth.class;
                };
        assertThat(detector).isExactlyInstanceOf(expected);
    }

    @Test
    void thePhiThresholdIsThatOfTheGroup() {
        DetectionSettings calm = new DetectionSettings(200, 12_500, 5, 3, 250, 30, false);
        assertThat(Detectors.threshold(calm)).isEqualTo(12.5);
        assertThat(Detectors.threshold(calm.with(DetectorKind.HEARTBEAT_DEADLINE, 1_000)))
                .isEqualTo(1);
    }

    @Test
    void theTimeoutIsThatOfTheGroup() {
        DetectionSettings deadline = DetectionSettings.DEFAULTS.with(DetectorKind.HEARTBEAT_DEADLINE, 600);
        assertThat(Detectors.of(deadline, 0).reachesAtNanos(1)).isEqualTo(800_000_000L);
    }

    @Test
    void chensMarginIsFiveQuartersOfTheInterval() {
        DetectionSettings slow = new DetectionSettings(400, 8_000, 5, 3, 400, 30, false);
        assertThat(Detectors.of(slow.with(DetectorKind.CHEN_ESTIMATE, 1_000), 0).reachesAtNanos(1))
                .isEqualTo((400 + 400 + 500) * 1_000_000L);
    }

    @Test
    void allThatCanBeChosenAreDescribedAndLossBesides() {
        assertThat(Detectors.all())
                .extracting(DetectorDescription::name)
                .startsWith(Arrays.stream(DetectorKind.values())
                        .map(DetectorKind::specName)
                        .toArray(String[]::new))
                .endsWith("Loss");
        assertThat(Detectors.all()).allSatisfy(d -> {
            assertThat(d.source()).isNotBlank();
            assertThat(d.parameters()).isNotEmpty().doesNotHaveDuplicates();
        });
        assertThatThrownBy(() -> Detectors.all().getFirst().quantity("phi")).hasMessage("Ping has no phi");
    }
}
