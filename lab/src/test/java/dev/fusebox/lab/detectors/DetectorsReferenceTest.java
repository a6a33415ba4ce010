package dev.fusebox.lab.detectors;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fusebox.core.detect.DetectorDescription;
import dev.fusebox.core.detect.Detectors;
import dev.fusebox.core.detect.Parameter;
import dev.fusebox.core.detect.Parameter.Choice;
import dev.fusebox.core.detect.Parameter.Quantity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The page for people says what the code enforces. */
class DetectorsReferenceTest {
    private static final Path PAGE = Path.of("../docs/reference/detectors.md");

    /** What follows another parameter is described so instead of by a number. */
    private static final Map<String, String> FOLLOWS =
            Map.of("firstIntervalMillis", "follows `intervalMillis`", "minStdDevMillis", "a fifth of the interval");

    @TestFactory
    Stream<DynamicTest> everyParameterHasItsRow() throws IOException {
        Map<String, List<String>> rows = rowsByDetector();
        return Detectors.all().stream().flatMap(d -> d.parameters().stream()
                .filter(p -> !p.key().equals("intervalMillis"))
                .map(p -> DynamicTest.dynamicTest(
                        d.name() + " " + p.key(), () -> assertThat(rows.getOrDefault(d.name(), List.of()))
                                .anySatisfy(row -> describes(row, p)))));
    }

    @TestFactory
    Stream<DynamicTest> everyDetectorSaysWhomItFollows() throws IOException {
        String page = Files.readString(PAGE);
        return Detectors.all().stream()
                .map(DetectorDescription::name)
                .map(name ->
                        DynamicTest.dynamicTest(name, () -> assertThat(page).contains("| `" + name + "`")));
    }

    private static void describes(String row, Parameter parameter) {
        String[] cells = row.split("\\|", -1);
        assertThat(cells[2].strip()).isEqualTo('`' + parameter.key() + '`');
        switch (parameter) {
            case Quantity q -> {
                String expected = FOLLOWS.getOrDefault(q.key(), text(q.defaultValue()));
                assertThat(cells[3].replaceAll("(?<=\\d) (?=\\d)", "").strip()).startsWith(expected);
                assertThat(cells[4].replaceAll("(?<=\\d) (?=\\d)", "").strip())
                        .startsWith(text(q.min()) + " to " + text(q.max()));
            }
            case Choice c -> {
                assertThat(cells[3].strip()).isEqualTo('`' + c.defaultValue() + '`');
                assertThat(cells[4].strip()).isEqualTo('`' + String.join("`, `", c.values()) + '`');
            }
        }
    }

    /** The rows of the table of parameters; a detector is named in its first row only. */
    private static Map<String, List<String>> rowsByDetector() throws IOException {
        Map<String, List<String>> rows = new TreeMap<>();
        String detector = "";
        for (String line : Files.readAllLines(PAGE)) {
            String[] cells = line.split("\\|", -1);
            if (cells.length == 7) {
                detector = cells[1].isBlank() ? detector : cells[1].strip();
                rows.computeIfAbsent(detector, d -> new ArrayList<>()).add(line);
            }
        }
        return rows;
    }

    private static String text(double value) {
        return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
    }
}
