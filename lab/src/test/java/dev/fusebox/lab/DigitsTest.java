package dev.fusebox.lab;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DigitsTest {
    /** What {@code printf '%.6g'} says. */
    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "300, 300",
        "0.3010299956639812, 0.30103",
        "7.999999999, 8",
        "12.3456789, 12.3457",
        "299.99995, 300",
        "0.0001, 0.0001",
        "0.00001234567, 1.23457e-05",
        "1.5e-120, 1.5e-120",
        "123456, 123456",
        "1234567, 1.23457e+06",
        "-0.5, -0.5",
    })
    void sixSignificantDigitsAsPrintf(double value, String text) {
        assertThat(Digits.six(value)).isEqualTo(text);
    }
}
