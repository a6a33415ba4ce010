package dev.fusebox.operator.health.judgement;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StormTest {
    private static final long SECOND = 1_000_000_000L;
    private static final int LIMIT = 2;
    private static final int COOLDOWN_SECONDS = 60;

    private final Storm storm = new Storm();

    private boolean failuresAt(long seconds, int failures) {
        return storm.observe(failures, LIMIT, COOLDOWN_SECONDS, seconds * SECOND);
    }

    @Test
    void asManyAsTheOwnerBelievesAreNoStorm() {
        assertThat(failuresAt(0, LIMIT)).isFalse();
        assertThat(storm.active()).isFalse();
    }

    @Test
    void startsWithOneMore() {
        assertThat(failuresAt(0, LIMIT + 1)).isTrue();
        assertThat(storm.active()).isTrue();
        assertThat(failuresAt(1, LIMIT + 1)).isFalse();
    }

    @Test
    void isOverAfterTheCooldown() {
        failuresAt(0, LIMIT + 1);
        assertThat(failuresAt(59, 0)).isFalse();
        assertThat(failuresAt(60, 0)).isTrue();
        assertThat(storm.active()).isFalse();
    }

    @Test
    void theCooldownBeginsAnewWithEachOverload() {
        failuresAt(0, LIMIT + 1);
        failuresAt(50, LIMIT + 1);
        failuresAt(60, 0);
        assertThat(storm.active()).isTrue();
        failuresAt(110, 0);
        assertThat(storm.active()).isFalse();
    }

    @Test
    void aRestartDoesNotEndIt() {
        failuresAt(0, LIMIT + 1);
        Storm restored = Storm.restore(storm.snapshot(40 * SECOND), 1_000 * SECOND);
        assertThat(restored.active()).isTrue();
        assertThat(restored.observe(0, LIMIT, COOLDOWN_SECONDS, 1_019 * SECOND)).isFalse();
        assertThat(restored.observe(0, LIMIT, COOLDOWN_SECONDS, 1_020 * SECOND)).isTrue();
    }

    @Test
    void calmIsCalmAfterARestart() {
        assertThat(Storm.restore(storm.snapshot(0), 0).active()).isFalse();
    }
}
