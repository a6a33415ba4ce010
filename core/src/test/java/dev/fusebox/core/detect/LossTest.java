package dev.fusebox.core.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.function.LongPredicate;
import org.junit.jupiter.api.Test;

class LossTest {
    private static final long MS = 1_000_000L;
    private static final long INTERVAL = 200 * MS;

    private final Loss loss = new Loss(Loss.Settings.DEFAULTS, INTERVAL);
    private long sent;

    /** The subject sends so many, each an interval after the one before; those that pass arrive at once. */
    private void sends(int count, LongPredicate passes) {
        for (int i = 0; i < count; i++) {
            sent++;
            if (passes.test(sent)) {
                loss.heartbeat(sent, sent * INTERVAL);
            }
        }
    }

    private int sendsUntilLossyIs(boolean wanted, LongPredicate passes) {
        int count = 0;
        while (loss.lossy() != wanted && count < 200) {
            sends(1, passes);
            count++;
        }
        return count;
    }

    @Test
    void saysNothingBeforeThirtyWereExpected() {
        sends(29, s -> s % 5 == 1);
        assertThat(loss.lossy()).isFalse();
        sends(10, s -> s % 5 == 1);
        assertThat(loss.lossy()).isTrue();
    }

    @Test
    void twelveOfThirtyAreNotLossyElevenAre() {
        sends(100, s -> true);
        sends(17, s -> false);
        sends(1, s -> true);
        assertThat(loss.arrivedPercent()).isEqualTo(13 * 100 / 30);
        assertThat(loss.lossy()).isFalse();
        Loss eleven = new Loss(Loss.Settings.DEFAULTS, INTERVAL);
        long[] arriving = {1, 5, 6, 7, 13, 14, 20, 21, 22, 23, 30};
        for (long s : arriving) {
            eleven.heartbeat(s, s * INTERVAL);
            assertThat(eleven.lossy()).as("after %d", s).isEqualTo(s == 30);
        }
        eleven.heartbeat(29, 30 * INTERVAL);
        assertThat(eleven.arrivedPercent()).isEqualTo(40);
    }

    /** A link that was dead for a while and is whole again is judged by its silence, not as one that loses. */
    @Test
    void oneSilenceOrTwoAreNoLosses() {
        sends(100, s -> true);
        sends(25, s -> false);
        sends(1, s -> true);
        assertThat(loss.arrivedPercent()).isLessThan(40);
        assertThat(loss.lossy()).isFalse();
        sends(3, s -> false);
        assertThat(sendsUntilLossyIs(true, s -> true)).isGreaterThan(60);
    }

    @Test
    void fourFifthsLostAreNamedWithinFiveSeconds() {
        sends(300, s -> true);
        assertThat(sendsUntilLossyIs(true, s -> s % 5 == 0)).isBetween(20, 25);
    }

    @Test
    void onceLossyThreeQuartersMustArrive() {
        sends(100, s -> s % 5 == 0);
        sends(100, s -> s % 3 != 0);
        assertThat(loss.lossy()).isTrue();
        sends(100, s -> s % 4 != 0);
        sends(2, s -> true);
        assertThat(loss.lossy()).isFalse();
    }

    @Test
    void halfLostIsNotLossy() {
        sends(300, s -> s % 2 == 0);
        assertThat(loss.lossy()).isFalse();
    }

    @Test
    void aSilentSubjectIsNotALossyOne() {
        sends(100, s -> true);
        loss.heartbeat(sent + 1, (sent + 500) * INTERVAL);
        assertThat(loss.lossy()).isFalse();
        assertThat(loss.arrivedPercent()).isEqualTo(100);
    }

    @Test
    void duplicatesDoNotMakeALinkWhole() {
        for (int i = 0; i < 100; i++) {
            sends(1, s -> s % 5 == 0);
            loss.heartbeat(sent / 5 * 5, sent * INTERVAL);
        }
        assertThat(loss.lossy()).isTrue();
    }

    @Test
    void overtakenHeartbeatsCountAsArrived() {
        for (long s = 1; s < 100; s += 2) {
            loss.heartbeat(s + 1, s * INTERVAL);
            loss.heartbeat(s, s * INTERVAL);
        }
        assertThat(loss.arrivedPercent()).isEqualTo(100);
    }

    @Test
    void numbersThatRunAheadOfTimeAreNotLost() {
        sends(100, s -> true);
        for (int i = 0; i < 20; i++) {
            sent += 1_000;
            loss.heartbeat(sent, 100 * INTERVAL + i * MS);
        }
        assertThat(loss.lossy()).isFalse();
    }

    @Test
    void aNewSessionAndAnOwnStallBeginAnew() {
        sends(100, s -> s % 5 == 0);
        loss.restart();
        assertThat(loss.lossy()).as("found before the stall").isTrue();
        sends(35, s -> true);
        assertThat(loss.lossy()).isFalse();
        sends(100, s -> s % 5 == 0);
        loss.senderRestarted();
        assertThat(loss.lossy()).isFalse();
        assertThat(loss.arrivedPercent()).isEqualTo(100);
    }

    @Test
    void anyNumbersAreTaken() {
        for (long s : new long[] {Long.MIN_VALUE, Long.MAX_VALUE, 0, -1, Long.MAX_VALUE, 1, Long.MIN_VALUE + 1}) {
            loss.heartbeat(s, 0);
            assertThat(loss.arrivedPercent()).isBetween(0, 100);
        }
    }

    @Test
    void parametersOutOfRangeAreRefused() {
        assertThatThrownBy(() -> new Loss.Settings(7, 40, 75)).hasMessage("expected must be 8 to 63 heartbeats, not 7");
        assertThatThrownBy(() -> new Loss.Settings(30, 0, 75)).hasMessage("lossyBelowPercent must be 1 to 99 %, not 0");
        assertThatThrownBy(() -> new Loss.Settings(30, 75, 75))
                .hasMessage("wholeFromPercent must be above lossyBelowPercent, 75, not 75");
        assertThatThrownBy(() -> new Loss(Loss.Settings.DEFAULTS, 0))
                .hasMessage("intervalMillis must be 1 to 86400000 ms, not 0");
    }
}
