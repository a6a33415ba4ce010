package dev.fusebox.lab.sim.scenario;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as scenarios write them: a number and a unit, {@code 0.5ms}, {@code 10s}, {@code 5min}. */
final class Durations {
    private static final Pattern FORM = Pattern.compile("(-?[0-9]{1,9}(?:\\.[0-9]{1,9})?)(ns|us|ms|s|min|m|h)");

    private static final Map<String, Long> UNITS = Map.of(
            "ns", 1L,
            "us", 1_000L,
            "ms", 1_000_000L,
            "s", 1_000_000_000L,
            "min", 60_000_000_000L,
            "m", 60_000_000_000L,
            "h", 3_600_000_000_000L);

    private Durations() {}

    /** In nanoseconds; 0 to a year. */
    static Optional<Long> parse(String text) {
        return signed(text).filter(nanos -> nanos >= 0);
    }

    /** In nanoseconds, backwards as well. */
    static Optional<Long> signed(String text) {
        if (text.equals("0")) {
            return Optional.of(0L);
        }
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        long unit = UNITS.getOrDefault(matcher.group(2), 1L);
        BigDecimal nanos = new BigDecimal(matcher.group(1)).multiply(BigDecimal.valueOf(unit));
        long year = 365L * 24 * UNITS.getOrDefault("h", 1L);
        return nanos.abs().compareTo(BigDecimal.valueOf(year)) > 0
                ? Optional.empty()
                : Optional.of(nanos.setScale(0, RoundingMode.HALF_UP).longValueExact());
    }

    /** For people: the shortest form. */
    static String text(long nanos) {
        if (nanos % 1_000_000_000L == 0) {
            return nanos / 1_000_000_000L + "s";
        }
        return BigDecimal.valueOf(nanos, 6).stripTrailingZeros().toPlainString() + "ms";
    }
}
