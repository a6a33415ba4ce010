package dev.fusebox.lab;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** Numbers as C's {@code printf} writes them, so that other programs print the same. */
public final class Digits {
    private static final int SIGNIFICANT = 6;
    private static final int SMALLEST_PLAIN_EXPONENT = -4;

    private Digits() {}

    /** As {@code %.6g}: six significant digits without trailing zeros, an exponent below 1e-4 and from 1e6 on. */
    public static String six(double value) {
        if (value == 0) {
            return "0";
        }
        BigDecimal rounded = new BigDecimal(value).round(new MathContext(SIGNIFICANT, RoundingMode.HALF_EVEN));
        int exponent = rounded.precision() - rounded.scale() - 1;
        if (exponent >= SMALLEST_PLAIN_EXPONENT && exponent < SIGNIFICANT) {
            return rounded.stripTrailingZeros().toPlainString();
        }
        String mantissa =
                rounded.scaleByPowerOfTen(-exponent).stripTrailingZeros().toPlainString();
        return mantissa + (exponent < 0 ? "e-" : "e+") + (Math.abs(exponent) < 10 ? "0" : "") + Math.abs(exponent);
    }
}
