package dev.fusebox.lab.rings;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.fusebox.lab.CommandRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RingsCommandTest {
    private static JsonNode counts(String options) throws Exception {
        CommandRun run = CommandRun.of("", ("rings --json " + options).split(" ", -1));
        assertThat(run.err()).isEmpty();
        assertThat(run.code()).isZero();
        return new ObjectMapper().readTree(run.out());
    }

    @Test
    void theKeysAreThoseOfTheContractInItsOrder() throws Exception {
        assertThat(counts("--members 40 --observers 5").fieldNames())
                .toIterable()
                .containsExactly(
                        "observersMin",
                        "observersMax",
                        "subjectsMin",
                        "subjectsMax",
                        "sameNode",
                        "edgesChangedByOneJoin");
    }

    @ParameterizedTest
    @CsvSource({
        "'--members 1000 --observers 10', 10",
        "'--members 1000 --observers 10 --nodes 50', 10",
        "'--members 1000 --observers 5 --nodes 6', 5",
        "'--members 128 --observers 5', 5",
        "'--members 4 --observers 5', 3",
        "'--members 2 --observers 1', 1"
    })
    void everyoneHasKObserversOnOtherNodesAndTwoSubjects(String options, int observers) throws Exception {
        JsonNode counts = counts(options);
        assertThat(counts.get("observersMin").asInt()).isEqualTo(observers);
        assertThat(counts.get("observersMax").asInt()).isBetween(observers, observers + 2);
        assertThat(counts.get("subjectsMin").asInt()).isGreaterThanOrEqualTo(Math.min(2, observers));
        assertThat(counts.get("sameNode").asInt()).isZero();
        assertThat(counts.get("edgesChangedByOneJoin").asInt()).isBetween(1, 8 * Math.max(2, observers));
    }

    /** Five members on one node: everyone watches four neighbours; the sixth comes to watch and to be watched. */
    @Test
    void onOneNodeNeighboursWatchEachOther() throws Exception {
        JsonNode counts = counts("--members 5 --observers 5 --nodes 1");
        assertThat(counts.get("observersMin").asInt()).isEqualTo(4);
        assertThat(counts.get("sameNode").asInt()).isEqualTo(20);
        assertThat(counts.get("edgesChangedByOneJoin").asInt()).isEqualTo(10);
    }

    @Test
    void withoutJsonItIsForPeople() {
        CommandRun run = CommandRun.of("", "rings", "--members", "3");
        assertThat(run.out().lines())
                .containsExactly(
                        "observers per member     2",
                        "subjects per member      2",
                        "watchers on one node     0",
                        "edges changed by a join  6");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "--members 1",
                "--members 1001",
                "--members many",
                "--members 9 --observers 0",
                "--members 9 --observers 17",
                "--members 9 --nodes 0",
                "--members 9 --nodes 10",
                "--members 9 --what"
            })
    void badOptionsAreOneLine(String options) {
        CommandRun run = CommandRun.of("", ("rings " + options).strip().split(" ", -1));
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.err().lines()).hasSize(1);
    }

    @Test
    void aBadRangeIsNamed() {
        assertThat(CommandRun.of("", "rings", "--members", "9", "--observers", "17")
                        .err())
                .isEqualTo("./fusebox lab rings: --observers must be 1 to 16, not 17" + System.lineSeparator());
    }
}
