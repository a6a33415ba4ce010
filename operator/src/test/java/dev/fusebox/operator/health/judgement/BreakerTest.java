package dev.fusebox.operator.health.judgement;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fusebox.operator.health.judgement.Breaker.State;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class BreakerTest {
    private static final long SECOND = 1_000_000_000L;

    private final Breaker breaker = new Breaker();

    private boolean overloadedAt(long seconds) {
        return breaker.observe(true, seconds * SECOND);
    }

    private boolean calmAt(long seconds) {
        return breaker.observe(false, seconds * SECOND);
    }

    private State state() {
        return breaker.standing().state();
    }

    @Test
    void isClosedAndVoidsNothingToBeginWith() {
        assertThat(calmAt(0)).isFalse();
        assertThat(breaker.standing()).isEqualTo(Breaker.Standing.CLOSED);
    }

    @Test
    void opensAtOnceOnOverload() {
        assertThat(overloadedAt(1)).isTrue();
        assertThat(state()).isEqualTo(State.OPEN);
        assertThat(overloadedAt(2)).isFalse();
    }

    @Test
    void isHalfOpenAfterTwoMinutesOfCalmAndClosedAfterTwoMore() {
        overloadedAt(0);
        assertThat(calmAt(119)).isFalse();
        assertThat(state()).isEqualTo(State.OPEN);
        assertThat(calmAt(120)).isTrue();
        assertThat(state()).isEqualTo(State.HALF_OPEN);
        assertThat(calmAt(239)).isFalse();
        assertThat(calmAt(240)).isTrue();
        assertThat(state()).isEqualTo(State.CLOSED);
    }

    @Test
    void calmIsCountedFromTheLastOverload() {
        overloadedAt(0);
        calmAt(100);
        overloadedAt(110);
        assertThat(calmAt(229)).isFalse();
        assertThat(calmAt(230)).isTrue();
    }

    @Test
    void opensAgainFromHalfOpen() {
        overloadedAt(0);
        calmAt(120);
        assertThat(overloadedAt(121)).isTrue();
        assertThat(state()).isEqualTo(State.OPEN);
        assertThat(calmAt(240)).isFalse();
        assertThat(calmAt(241)).isTrue();
    }

    @Test
    void letsOneActionThroughEachTimeItIsHalfOpen() {
        overloadedAt(0);
        breaker.acted();
        calmAt(120);
        assertThat(breaker.standing().trialTaken()).isFalse();
        breaker.acted();
        assertThat(breaker.standing().trialTaken()).isTrue();
        overloadedAt(121);
        calmAt(241);
        assertThat(breaker.standing().trialTaken()).isFalse();
    }

    @Test
    void evidenceStartsAfreshWhenItIsHalfOpenAndWhenItCloses() {
        overloadedAt(0);
        assertThat(breaker.standing().evidenceSinceNanos()).isEmpty();
        calmAt(120);
        assertThat(breaker.standing().evidenceSinceNanos()).isEqualTo(OptionalLong.of(120 * SECOND));
        calmAt(240);
        assertThat(breaker.standing().evidenceSinceNanos()).isEqualTo(OptionalLong.of(240 * SECOND));
        breaker.acted();
        assertThat(breaker.standing().trialTaken()).isFalse();
    }

    @Test
    void aRestartNeitherClosesItNorShortensTheCalm() {
        overloadedAt(0);
        calmAt(100);
        Breaker restored = Breaker.restore(breaker.snapshot(100 * SECOND), 5_000 * SECOND);
        assertThat(restored.standing().state()).isEqualTo(State.OPEN);
        assertThat(restored.observe(false, 5_019 * SECOND)).isFalse();
        assertThat(restored.observe(false, 5_020 * SECOND)).isTrue();
    }

    @Test
    void aRestartGivesNoSecondTrial() {
        overloadedAt(0);
        calmAt(120);
        breaker.acted();
        Breaker restored = Breaker.restore(breaker.snapshot(130 * SECOND), 7 * SECOND);
        assertThat(restored.standing())
                .isEqualTo(new Breaker.Standing(State.HALF_OPEN, true, OptionalLong.of(7 * SECOND)));
    }

    @Test
    void aClosedOneIsClosedAfterARestart() {
        Breaker restored = Breaker.restore(breaker.snapshot(130 * SECOND), 7 * SECOND);
        assertThat(restored.standing()).isEqualTo(Breaker.Standing.CLOSED);
    }
}
