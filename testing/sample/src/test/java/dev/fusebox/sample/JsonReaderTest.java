package dev.fusebox.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonReaderTest {
    @Test
    void readsEveryKindOfValue() {
        Json json = JsonReader.read(
                " {\"a\": [1, -2.5e1, true, false, null], \"b\": {\"c\": \"x\"}, \"d\": [], \"e\": {}} ");

        assertThat(json.field("a").items())
                .containsExactly(
                        new Json.Number(1),
                        new Json.Number(-25),
                        new Json.Flag(true),
                        new Json.Flag(false),
                        new Json.Nothing());
        assertThat(json.field("b").field("c").text()).isEqualTo("x");
        assertThat(json.field("d").items()).isEmpty();
        assertThat(json.field("e")).isInstanceOf(Json.Fields.class);
    }

    @Test
    void whatIsAbsentReadsAsNothing() {
        Json json = JsonReader.read("{}");

        assertThat(json.field("member").field("name").text()).isEmpty();
        assertThat(json.field("epoch").number()).isZero();
        assertThat(json.field("groups").items()).isEmpty();
    }

    @Test
    void numbersAreExactUpToTwoToTheFiftyThree() {
        assertThat(JsonReader.read("9007199254740991").number()).isEqualTo(9007199254740991L);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '!',
            value = {
                "\"\\u00e4\\ud83d\\ude00\", ä😀",
                "\"a\\\"b\\\\c\\/d\", a\"b\\c/d",
                "\"\\n\\t\\r\\b\\f\", !\n\t\r\b\f!"
            })
    void unescapes(String json, String text) {
        assertThat(JsonReader.read(json).text()).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[1,",
                "{\"a\"}",
                "{\"a\":}",
                "{a:1}",
                "[1] 2",
                "\"x",
                "\"\\x\"",
                "\"\\u12\"",
                "\"\\u12g4\"",
                "tru",
                "-",
                "1e",
                "[1 2]",
                "{\"a\":1,}"
            })
    void refusesWhatIsNotJson(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> JsonReader.read(text))
                .withMessageStartingWith("not JSON: expected ");
    }

    @Test
    void refusesToGoDeeperThanItsStackAllows() {
        assertThat(JsonReader.read("[".repeat(32) + "]".repeat(32)).items()).hasSize(1);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> JsonReader.read("[".repeat(100_000)))
                .withMessageContaining("at most 32 levels");
    }
}
