package dev.fusebox.core.health;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** An interval of 200 ms: one point is forgotten every 500 ms. */
class LocalHealthTest {
    private static final long MS = 1_000_000L;
    private static final long T = 10_000 * MS;

    private final LocalHealth health = new LocalHealth(200 * MS, 0);

    @Test
    void beginsWell() {
        assertThat(health.score(T)).isZero();
        assertThat(health.muted(T)).isFalse();
    }

    @Test
    void risesByOneForEachCauseUpToEight() {
        for (int i = 1; i <= 12; i++) {
            if (i % 2 == 0) {
                health.ownDelay(T);
            } else {
                health.helpersSilent(T);
            }
            assertThat(health.score(T)).isEqualTo(Math.min(8, i));
        }
    }

    @Test
    void forgetsOnePointPerTwoAndAHalfIntervalsWithoutACause() {
        for (int i = 0; i < 3; i++) {
            health.helpersSilent(T);
        }
        assertThat(health.score(T + 499 * MS)).isEqualTo(3);
        assertThat(health.score(T + 500 * MS)).isEqualTo(2);
        assertThat(health.score(T + 999 * MS)).isEqualTo(2);
        assertThat(health.score(T + 1_000 * MS)).isEqualTo(1);
        assertThat(health.score(T + 60_000 * MS)).isZero();
    }

    @Test
    void aNewCauseStartsTheForgettingAnew() {
        health.helpersSilent(T);
        health.helpersSilent(T + 499 * MS);
        assertThat(health.score(T + 998 * MS)).isEqualTo(2);
        assertThat(health.score(T + 999 * MS)).isEqualTo(1);
    }

    @Test
    void oldQuietTimeIsNoCreditForWhatComesLater() {
        health.score(T);
        health.helpersSilent(T + 300 * MS);
        assertThat(health.score(T + 799 * MS)).isEqualTo(1);
    }

    @Test
    void anAnsweredProbeTakesOneOff() {
        health.helpersSilent(T);
        health.helpersSilent(T);
        health.probeAnswered(T);
        assertThat(health.score(T)).isEqualTo(1);
        health.probeAnswered(T);
        health.probeAnswered(T);
        assertThat(health.score(T)).isZero();
    }

    @Test
    void fourOwnDelaysMuteAndTimeUnmutes() {
        for (int i = 0; i < 3; i++) {
            health.ownDelay(T);
        }
        assertThat(health.muted(T)).isFalse();
        health.ownDelay(T);
        assertThat(health.muted(T)).isTrue();
        assertThat(health.muted(T + 499 * MS)).isTrue();
        assertThat(health.muted(T + 500 * MS)).isFalse();
    }

    @Test
    void theSilenceOfOthersNeverMutes() {
        for (int i = 0; i < 50; i++) {
            health.helpersSilent(T);
        }
        assertThat(health.score(T)).isEqualTo(LocalHealth.MAX);
        assertThat(health.muted(T)).isFalse();
    }

    @Test
    void anAnsweredProbeDoesNotExcuseOwnDelays() {
        for (int i = 0; i < 4; i++) {
            health.ownDelay(T);
            health.probeAnswered(T);
        }
        assertThat(health.muted(T)).isTrue();
    }
}
