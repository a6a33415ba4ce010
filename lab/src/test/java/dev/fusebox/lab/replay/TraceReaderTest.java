package dev.fusebox.lab.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fusebox.lab.BadInput;
import java.io.StringReader;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TraceReaderTest {
    private static TraceReader reader(String text) {
        return new TraceReader(new StringReader(text), "t.txt");
    }

    @Test
    void linesAreBeatsAndQuestionsAboutTheLevel() {
        TraceReader reader = reader("0 beat\n\n# a remark\n 1000\tbeat  7 \r\n1000.000001 level");
        assertThat(reader.next()).contains(new TraceLine.Beat("0", 0, OptionalLong.empty()));
        assertThat(reader.next()).contains(new TraceLine.Beat("1000", 1_000_000_000L, OptionalLong.of(7)));
        assertThat(reader.next()).contains(new TraceLine.Level("1000.000001", 1_000_000_001L));
        assertThat(reader.next()).isEqualTo(Optional.empty());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            5                            | expected 'MILLIS beat [SEQUENCE]' or 'MILLIS level', not '5'
            5 bet                        | expected 'MILLIS beat [SEQUENCE]' or 'MILLIS level', not '5 bet'
            5 Level                      | expected 'MILLIS beat [SEQUENCE]' or 'MILLIS level', not '5 Level'
            5 level 3                    | expected 'MILLIS beat [SEQUENCE]' or 'MILLIS level', not '5 level 3'
            5 beat 1 2                   | expected 'MILLIS beat [SEQUENCE]' or 'MILLIS level', not '5 beat 1 2'
            beat                         | expected 'MILLIS beat [SEQUENCE]' or 'MILLIS level', not 'beat'
            -5 beat                      | expected a time in milliseconds, 0 to 4000000000000, not '-5'
            NaN beat                     | expected a time in milliseconds, 0 to 4000000000000, not 'NaN'
            5e3 beat                     | expected a time in milliseconds, 0 to 4000000000000, not '5e3'
            1.2345678 beat               | expected a time in milliseconds, 0 to 4000000000000, not '1.2345678'
            4000000000001 beat           | expected a time in milliseconds, 0 to 4000000000000, not '4000000000001'
            5 beat x                     | expected a sequence number of up to 18 digits, not 'x'
            5 beat -1                    | expected a sequence number of up to 18 digits, not '-1'
            5 beat 1000000000000000000   | expected a sequence number of up to 18 digits, not '1000000000000000000'
            2 beat                       | expected a time of at least 3 ms, which is that before, not 2
            """)
    void aBadLineIsNamedWithWhatWasExpected(String line, String message) {
        TraceReader reader = reader("3 beat\n" + line + "\n");
        reader.next();
        assertThatThrownBy(reader::next).isInstanceOf(BadInput.class).hasMessage("t.txt:2: " + message);
    }

    @Test
    void aLongBadLineIsCut() {
        assertThatThrownBy(reader("x".repeat(10_000))::next)
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("xxx...'")
                .hasMessageMatching(".{0,200}");
    }
}
