package dev.fusebox.core.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NormalTailTest {
    /** Tail probabilities as tables print them (Abramowitz and Stegun, table 26.1 and 26.2; beyond 10 from the asymptotic series). */
    @ParameterizedTest
    @CsvSource({
        "0, 0.5",
        "1, 0.15865525393145705",
        "2, 0.022750131948179207",
        "3, 0.0013498980316300946",
        "4, 3.167124183311992e-5",
        "5, 2.866515718791939e-7",
        "6, 9.865876450376946e-10",
        "10, 7.61985302416047e-24",
        "20, 2.7536241186062337e-89",
    })
    void agreesWithPrintedTables(double z, double tail) {
        assertThat(NormalTail.minusLog10(z)).isCloseTo(-Math.log10(tail), within(1e-12 * (1 + z * z)));
    }

    @Test
    void agreesWithTheExactValueToTwelveDigits() {
        for (double z = -9.5; z <= 37.3; z += 1.3) {
            double exact = ExactNormal.minusLog10Tail(z);
            assertThat(NormalTail.minusLog10(z))
                    .as("z = %s", z)
                    .isCloseTo(exact, within(Math.max(1e-15, exact * 1e-12)));
        }
    }

    @Test
    void risesAndStaysFiniteForEveryZ() {
        double before = 0.0;
        for (double z = -60; z <= 60; z += 0.01) {
            double level = NormalTail.minusLog10(z);
            assertThat(level).as("z = %s", z).isFinite().isGreaterThanOrEqualTo(before);
            before = level;
        }
        assertThat(NormalTail.minusLog10(-Double.MAX_VALUE)).isZero();
        assertThat(NormalTail.minusLog10(Double.MAX_VALUE)).isFinite();
    }

    @Test
    void hasNoJumpWhereTheMethodChanges() {
        for (double z : new double[] {-2, 0, 2}) {
            double below = NormalTail.minusLog10(Math.nextDown(z));
            double above = NormalTail.minusLog10(Math.nextUp(z));
            assertThat(above - below).as("z = %s", z).isBetween(-1e-14, 1e-14);
        }
    }
}
