package dev.fusebox.operator.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class QuarantineTest {
    private static final long MINUTE = TimeUnit.MINUTES.toNanos(1);
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private final Quarantine quarantine = new Quarantine();
    private long nowNanos = -5 * SECOND;

    private boolean strikes(String uid, int count) {
        boolean out = false;
        for (int i = 0; i < count; i++) {
            out |= quarantine.strike(uid, 1, nowNanos);
        }
        return out;
    }

    private long remaining(String uid) {
        return quarantine.remainingNanos(uid, nowNanos);
    }

    @Test
    void oneHundredStrikesAtOnceAreTooMany() {
        assertThat(strikes("a", 99)).isFalse();
        assertThat(strikes("a", 1)).isTrue();
        assertThat(remaining("a")).isEqualTo(MINUTE);
        assertThat(remaining("b")).isZero();
    }

    @Test
    void whatComesSlowlyLeaksAway() {
        for (int i = 0; i < 1_000; i++) {
            nowNanos += 2 * SECOND;
            assertThat(strikes("a", 1)).isFalse();
        }
    }

    @Test
    void tenThousandMessagesTooManyAreTooMany() {
        int taken = 0;
        while (!quarantine.strike("a", Drop.TOO_FAST.weight(), nowNanos)) {
            taken++;
        }
        assertThat(taken).isEqualTo(9_999);
    }

    @Test
    void eachTimeItLastsTwiceAsLongUpToAQuarterOfAnHourOrSo() {
        long[] minutes = {1, 2, 4, 8, 16, 16};
        for (long expected : minutes) {
            strikes("a", 100);
            assertThat(remaining("a")).isEqualTo(expected * MINUTE);
            nowNanos += expected * MINUTE;
            assertThat(remaining("a")).isZero();
        }
    }

    @Test
    void afterAnHourItBeginsAnew() {
        strikes("a", 100);
        nowNanos += 60 * MINUTE;
        strikes("a", 100);
        assertThat(remaining("a")).isEqualTo(MINUTE);
    }

    @Test
    void whatComesDuringItChangesNothing() {
        strikes("a", 100);
        nowNanos += 30 * SECOND;
        assertThat(strikes("a", 1_000)).isFalse();
        assertThat(remaining("a")).isEqualTo(30 * SECOND);
    }

    @Test
    void whoIsNotKnownIsNotCounted() {
        assertThat(strikes("", 1_000)).isFalse();
    }

    @Test
    void itRemembersABoundedNumber() {
        strikes("a", 99);
        for (int i = 0; i < 20_000; i++) {
            quarantine.strike("other-" + i, 1, nowNanos);
        }
        assertThat(strikes("a", 1)).as("the oldest was forgotten").isFalse();
    }
}
