package dev.fusebox.operator.health.judgement;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FlapDelayTest {
    private static final long SECOND = 1_000_000_000L;
    private static final int DELAY_SECONDS = 30;

    private final FlapDelay delay = new FlapDelay();

    private long remainingSeconds(long atSeconds) {
        return delay.remainingNanos(DELAY_SECONDS, atSeconds * SECOND) / SECOND;
    }

    private void well(long atSeconds) {
        delay.observe(true, atSeconds * SECOND);
    }

    private void ill(long atSeconds) {
        delay.observe(false, atSeconds * SECOND);
    }

    @Test
    void runsFromTheFirstSightOfANodeThatIsWell() {
        assertThat(remainingSeconds(500)).isEqualTo(30);
        well(500);
        assertThat(remainingSeconds(500)).isEqualTo(30);
        well(529);
        assertThat(remainingSeconds(529)).isEqualTo(1);
        assertThat(remainingSeconds(530)).isZero();
    }

    @Test
    void isNeverOverForANodeThatIsNotWell() {
        well(0);
        ill(10);
        assertThat(remainingSeconds(9_999)).isEqualTo(60);
        assertThat(new FlapDelay().remainingNanos(0, 0)).isPositive();
    }

    @Test
    void doublesWithEachRelapseAndBeginsAnew() {
        well(0);
        ill(10);
        well(20);
        assertThat(remainingSeconds(20)).isEqualTo(60);
        ill(79);
        well(80);
        assertThat(remainingSeconds(80)).isEqualTo(120);
        assertThat(remainingSeconds(200)).isZero();
    }

    @Test
    void aNodeThatStaysIllHasOneRelapse() {
        well(0);
        ill(1);
        ill(2);
        ill(3);
        well(4);
        assertThat(remainingSeconds(4)).isEqualTo(60);
    }

    @Test
    void growsToSixtyFourTimesAtMost() {
        for (int i = 0; i < 40; i++) {
            well(2 * i);
            ill(2 * i + 1);
        }
        well(100);
        assertThat(remainingSeconds(100)).isEqualTo(30 * 64);
    }

    @Test
    void forgetsRelapsesAfterADayWithoutOne() {
        well(0);
        ill(1);
        well(2);
        well(86_401);
        ill(86_401);
        assertThat(remainingSeconds(86_401)).isEqualTo(120);
        well(86_402);
        well(172_802);
        ill(172_803);
        assertThat(remainingSeconds(172_803)).isEqualTo(60);
    }

    @Test
    void aRestartKeepsRelapsesAndLetsTheNodeShowAnewThatItIsWell() {
        well(0);
        ill(1);
        well(2);
        FlapDelay restored = FlapDelay.restore(delay.snapshot());
        assertThat(restored.remainingNanos(DELAY_SECONDS, 9_999 * SECOND)).isEqualTo(60 * SECOND);
    }
}
