package dev.fusebox.core.cut;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IsolationTest {
    private static final long MS = 1_000_000L;
    private static final long TIMEOUT = 1_000 * MS;

    @ParameterizedTest
    @CsvSource({"50, 1000", "200, 1000", "201, 1005", "1000, 5000", "10000, 50000"})
    void theTimeoutIsFiveIntervalsAndAtLeastOneSecond(long intervalMillis, long timeoutMillis) {
        assertThat(Isolation.timeoutNanos(intervalMillis * MS)).isEqualTo(timeoutMillis * MS);
    }

    @Test
    void whoWatchesNobodyIsIsolatedByTotalSilenceOnly() {
        assertThat(Isolation.isolatedAtNanos(70, new long[] {}, TIMEOUT)).isEqualTo(70 + TIMEOUT);
    }

    /** Times at which each subject was heard last; the last column: since when more than half of them are silent. */
    @ParameterizedTest
    @CsvSource({
        "'5', 5",
        "'5 9', 9",
        "'9 5', 9",
        "'1 5 9', 5",
        "'9 1 5', 5",
        "'1 2 8 9', 8",
        "'1 2 3 8 9', 3",
    })
    void silenceOfMoreThanHalfOfTheSubjectsIsolates(String heard, long since) {
        long[] subjects =
                Arrays.stream(heard.split(" ")).mapToLong(Long::parseLong).toArray();
        assertThat(Isolation.isolatedAtNanos(1_000, subjects, TIMEOUT)).isEqualTo(since + TIMEOUT);
    }

    @Test
    void totalSilenceIsolatesEvenWhereSubjectsWereAddedLater() {
        assertThat(Isolation.isolatedAtNanos(70, new long[] {500L, 600L}, TIMEOUT))
                .isEqualTo(70 + TIMEOUT);
    }

    @Test
    void theLastCallBeginsWellBeforeTheShortestTimeoutEnds() {
        assertThat(Isolation.LAST_CALL_NANOS).isEqualTo(300 * MS).isLessThan(TIMEOUT);
        assertThat(Isolation.LAST_CALL_PERIOD_NANOS).isEqualTo(50 * MS);
    }
}
