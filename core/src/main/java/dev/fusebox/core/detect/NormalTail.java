package dev.fusebox.core.detect;

/**
 * The upper tail of the standard normal distribution on a logarithmic scale, without cancellation: Laplace's continued fraction
 * (Abramowitz and Stegun, 26.2.14) from z = 2 on, the series 26.2.11 below.
 */
final class NormalTail {
    private static final double LOG10_E = 0.4342944819032518;
    private static final double HALF_LOG_TWO_PI = 0.9189385332046727;
    private static final double SERIES_BELOW = 2.0;
    private static final int FRACTION_TERMS = 80;
    private static final int SERIES_TERMS = 60;

    /** Beyond this the tail is below 10^-300 by far. */
    private static final double FARTHEST_Z = 40.0;

    private NormalTail() {}

    /** -log10(P(Z > z)); 0 or more, rises with z up to 40 deviations, finite. */
    static double minusLog10(double z) {
        if (z < 0) {
            // The series would need ever more terms: P(Z > z) = 1 - P(Z > -z) is exact where that is small.
            return -Math.log1p(-Math.pow(10, -minusLog10(-z))) * LOG10_E;
        }
        if (z > FARTHEST_Z) {
            return minusLog10(FARTHEST_Z);
        }
        if (z < SERIES_BELOW) {
            return Math.max(0.0, -Math.log10(0.5 - Math.exp(-z * z / 2 - HALF_LOG_TWO_PI) * series(z)));
        }
        double fraction = z;
        for (int k = FRACTION_TERMS; k >= 1; k--) {
            fraction = z + k / fraction;
        }
        return (z * z / 2 + HALF_LOG_TWO_PI + Math.log(fraction)) * LOG10_E;
    }

    private static double series(double z) {
        double term = z;
        double sum = z;
        for (int k = 1; k <= SERIES_TERMS; k++) {
            term *= z * z / (2 * k + 1);
            sum += term;
        }
        return sum;
    }
}
