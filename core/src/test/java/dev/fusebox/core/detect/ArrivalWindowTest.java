package dev.fusebox.core.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArrivalWindowTest {
    private static final long INTERVAL = 200_000_000L;

    /** Samples are kept in nanoseconds, and what is made of them is rounded to a double once. */
    private static final double RESOLUTION_NANOS = 1e-3;

    @Test
    void meanAndPopulationDeviationOfAHandfulAreExact() {
        ArrivalWindow window = new ArrivalWindow(10, INTERVAL);
        for (long interval : new long[] {150_000_000L, 250_000_000L, 200_000_000L, 200_000_000L}) {
            window.add(interval);
        }
        assertThat(window.meanNanos()).isEqualTo(200_000_000.0);
        assertThat(window.deviationNanos()).isCloseTo(Math.sqrt(1.25e15), within(1e-3));
    }

    @Test
    void onlyTheLatestSamplesCount() {
        ArrivalWindow window = new ArrivalWindow(3, INTERVAL);
        for (long interval : new long[] {900_000_000L, 1_000_000L, 100_000_000L, 200_000_000L, 300_000_000L}) {
            window.add(interval);
        }
        assertThat(window.meanNanos()).isEqualTo(200_000_000.0);
    }

    @ParameterizedTest
    @ValueSource(longs = {50_000_000L, 200_000_000L, 10_000_000_000L})
    void nothingIsLostOverAMillionSamples(long nominalNanos) {
        Random random = new Random(nominalNanos);
        ArrivalWindow window = new ArrivalWindow(200, nominalNanos);
        Deque<Long> latest = new ArrayDeque<>();
        for (int i = 0; i < 1_000_000; i++) {
            boolean outlier = random.nextInt(1_000) == 0;
            long interval = outlier ? 50_000_000_000L : nominalNanos + random.nextLong(nominalNanos / 10);
            window.add(interval);
            latest.add(interval);
            if (latest.size() > 200) {
                latest.remove();
            }
        }
        assertThat(window.meanNanos()).isCloseTo(mean(latest).doubleValue(), within(RESOLUTION_NANOS));
        assertThat(window.deviationNanos()).isCloseTo(deviation(latest), within(RESOLUTION_NANOS));
    }

    @Test
    void aFullWindowOfTheLargestSamplesDoesNotOverflow() {
        ArrivalWindow window = new ArrivalWindow(10_000, INTERVAL);
        for (int i = 0; i < 10_000; i++) {
            window.add(i % 2 == 0 ? Long.MAX_VALUE / 4 : 0);
        }
        assertThat(window.meanNanos()).isPositive();
        assertThat(window.deviationNanos()).isFinite().isPositive();
    }

    @Test
    void equalSamplesHaveNoDeviation() {
        ArrivalWindow window = new ArrivalWindow(200, INTERVAL);
        for (int i = 0; i < 1_000; i++) {
            window.add(9_999_999_000L);
        }
        assertThat(window.deviationNanos()).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 1, 10_001})
    void aCapacityOutOfRangeIsRefused(int capacity) {
        assertThatThrownBy(() -> new ArrivalWindow(capacity, INTERVAL))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("2 to 10000");
    }

    static BigDecimal mean(Collection<Long> samples) {
        BigDecimal sum = samples.stream().map(BigDecimal::valueOf).reduce(BigDecimal.ZERO, BigDecimal::add);
        return sum.divide(BigDecimal.valueOf(samples.size()), MathContext.DECIMAL128);
    }

    static double deviation(Collection<Long> samples) {
        BigDecimal mean = mean(samples);
        List<BigDecimal> squares = samples.stream()
                .map(s -> BigDecimal.valueOf(s).subtract(mean).pow(2))
                .toList();
        BigDecimal sum = squares.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
        return sum.divide(BigDecimal.valueOf(samples.size()), MathContext.DECIMAL128)
                .sqrt(MathContext.DECIMAL128)
                .doubleValue();
    }
}
