package dev.fusebox.operator.health.judgement;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NodePacingTest {
    private static final long SECOND = 1_000_000_000L;

    private final NodePacing pacing = new NodePacing();

    @Test
    void theFirstMayComeAtOnce() {
        assertThat(pacing.untilNextNanos(0)).isZero();
    }

    @Test
    void theNextComesTenMinutesLater() {
        pacing.acted(-5 * SECOND);
        assertThat(pacing.untilNextNanos(-5 * SECOND)).isEqualTo(600 * SECOND);
        assertThat(pacing.untilNextNanos(594 * SECOND)).isEqualTo(SECOND);
        assertThat(pacing.untilNextNanos(595 * SECOND)).isZero();
        assertThat(pacing.untilNextNanos(9_999 * SECOND)).isZero();
    }

    @Test
    void aRestartGivesNothingBack() {
        pacing.acted(0);
        NodePacing restored = NodePacing.restore(pacing.snapshot(100 * SECOND), 9_000 * SECOND);
        assertThat(restored.untilNextNanos(9_000 * SECOND)).isEqualTo(500 * SECOND);
    }

    @Test
    void noneBeforeIsNoneAfterARestart() {
        assertThat(NodePacing.restore(pacing.snapshot(0), 5).untilNextNanos(5)).isZero();
    }
}
