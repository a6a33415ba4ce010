package dev.fusebox.core.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class DistributionTest {
    @ParameterizedTest
    @ValueSource(doubles = {-3, -1, 0, 0.5, 1, 2, 4, 6})
    void logisticIsTheLogisticCurve(double y) {
        double tail = 1 / (1 + Math.exp(y * (1.5976 + 0.070566 * y * y)));
        assertThat(Distribution.LOGISTIC.level(y)).isCloseTo(-Math.log10(tail), within(1e-12));
    }

    @Test
    void logisticDoesNotLoseWhatIsSmallBesideOne() {
        double x = -8 * (1.5976 + 0.070566 * 64);
        assertThat(Distribution.LOGISTIC.level(-8)).isCloseTo(Math.exp(x) / Math.log(10), withinPercentage(1e-9));
    }

    @Test
    void logisticStandsInForNormalNearTheMean() {
        for (double y = -4; y <= 4; y += 0.05) {
            double normal = Math.pow(10, -Distribution.NORMAL.level(y));
            assertThat(Math.pow(10, -Distribution.LOGISTIC.level(y))).isCloseTo(normal, within(1.5e-4));
        }
    }

    @Test
    void exponentialIsElapsedByMeanTimes4343() {
        double score = Distribution.EXPONENTIAL.score(3_000, 200, 40);
        assertThat(Distribution.EXPONENTIAL.level(score)).isEqualTo(3_000.0 / 200 * 0.4343);
    }

    @ParameterizedTest
    @EnumSource(Distribution.class)
    void levelsAreFiniteAndNeverFall(Distribution distribution) {
        double before = 0;
        for (double score = -2_000; score < 2_000; score += 0.1) {
            double level = distribution.level(score);
            assertThat(level).isBetween(before, Detector.MAX_LEVEL);
            before = level;
        }
        assertThat(distribution.level(-Double.MAX_VALUE)).isZero();
        assertThat(distribution.level(Double.MAX_VALUE)).isEqualTo(Detector.MAX_LEVEL);
    }

    @ParameterizedTest
    @EnumSource(Distribution.class)
    void scoreAndSilenceLeadBackToTheLevel(Distribution distribution) {
        for (double level : new double[] {0.4, 1, 3, 8, 30, 100, 299.9, 300}) {
            double silence = distribution.silence(distribution.scoreAt(level), 200, 40);
            assertThat(distribution.level(distribution.score(silence, 200, 40))).isCloseTo(level, within(1e-9));
        }
    }
}
