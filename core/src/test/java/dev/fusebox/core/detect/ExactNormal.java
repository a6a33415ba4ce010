package dev.fusebox.core.detect;

import java.math.BigDecimal;
import java.math.MathContext;

/** The upper tail of the standard normal distribution with 360 digits, by the plain series: slow, and without doubt. */
final class ExactNormal {
    private static final MathContext DIGITS = new MathContext(360);
    private static final BigDecimal SMALL = BigDecimal.ONE.scaleByPowerOfTen(-360);
    private static final BigDecimal HALF = new BigDecimal("0.5");
    private static final BigDecimal ROOT_OF_TWO_PI =
            BigDecimal.valueOf(2).multiply(pi(), DIGITS).sqrt(DIGITS);

    private ExactNormal() {}

    /** -log10(P(Z > z)), rounded to a double. */
    static double minusLog10Tail(double z) {
        BigDecimal tail = HALF.subtract(density(z).multiply(series(new BigDecimal(z)), DIGITS));
        int exponent = tail.precision() - tail.scale() - 1;
        double mantissa = tail.scaleByPowerOfTen(-exponent).doubleValue();
        return -exponent - Math.log10(mantissa);
    }

    private static BigDecimal series(BigDecimal z) {
        BigDecimal square = z.multiply(z, DIGITS);
        BigDecimal term = z;
        BigDecimal sum = z;
        for (int odd = 3; term.abs().compareTo(SMALL) > 0; odd += 2) {
            term = term.multiply(square, DIGITS).divide(BigDecimal.valueOf(odd), DIGITS);
            sum = sum.add(term, DIGITS);
        }
        return sum;
    }

    private static BigDecimal density(double z) {
        BigDecimal exact = new BigDecimal(z);
        BigDecimal halfSquare = exact.multiply(exact, DIGITS).divide(BigDecimal.valueOf(2), DIGITS);
        return BigDecimal.ONE.divide(exponential(halfSquare).multiply(ROOT_OF_TWO_PI, DIGITS), DIGITS);
    }

    /** By halving the argument ten times and squaring the result as often. */
    private static BigDecimal exponential(BigDecimal x) {
        BigDecimal small = x.divide(BigDecimal.valueOf(1024), DIGITS);
        BigDecimal term = BigDecimal.ONE;
        BigDecimal sum = BigDecimal.ONE;
        for (int k = 1; term.compareTo(SMALL) > 0; k++) {
            term = term.multiply(small, DIGITS).divide(BigDecimal.valueOf(k), DIGITS);
            sum = sum.add(term, DIGITS);
        }
        for (int i = 0; i < 10; i++) {
            sum = sum.multiply(sum, DIGITS);
        }
        return sum;
    }

    /** Machin: pi/4 = 4 arctan(1/5) - arctan(1/239). */
    private static BigDecimal pi() {
        BigDecimal quarter = arctanOfInverse(5).multiply(BigDecimal.valueOf(4)).subtract(arctanOfInverse(239));
        return quarter.multiply(BigDecimal.valueOf(4), DIGITS);
    }

    private static BigDecimal arctanOfInverse(int n) {
        BigDecimal power = BigDecimal.ONE.divide(BigDecimal.valueOf(n), DIGITS);
        BigDecimal square = BigDecimal.valueOf((long) n * n);
        BigDecimal sum = power;
        for (int odd = 3; power.compareTo(SMALL) > 0; odd += 2) {
            power = power.divide(square, DIGITS);
            BigDecimal term = power.divide(BigDecimal.valueOf(odd), DIGITS);
            sum = odd % 4 == 3 ? sum.subtract(term, DIGITS) : sum.add(term, DIGITS);
        }
        return sum;
    }
}
