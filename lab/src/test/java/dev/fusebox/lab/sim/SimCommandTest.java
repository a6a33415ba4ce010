package dev.fusebox.lab.sim;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.fusebox.lab.CommandRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SimCommandTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path folder = Path.of("");

    private Path file = Path.of("");

    @BeforeEach
    void scenario() throws IOException {
        file = Files.writeString(
                folder.resolve("crash.yaml"), "{members: 4, duration: 30s, faults: [{at: 10s, crash: [m3]}]}");
    }

    @Test
    void json_has_the_keys_of_the_contract() throws IOException {
        CommandRun run = CommandRun.of("", "sim", file.toString(), "--seed", "7", "--json");

        assertThat(run.code()).isZero();
        assertThat(run.out().lines()).hasSize(1);
        JsonNode report = JSON.readTree(run.out());
        assertThat(keys(report))
                .contains(
                        "seed",
                        "hash",
                        "faults",
                        "verdicts",
                        "burns",
                        "flaps",
                        "cuts",
                        "links",
                        "traffic",
                        "final",
                        "invariantsViolated");
        assertThat(report.get("seed").asLong()).isEqualTo(7);
        assertThat(keys(report.get("faults").get(0)))
                .contains("index", "kind", "members", "firstSuspicionMillis", "firstVerdictMillis", "notice");
        assertThat(keys(report.get("faults").get(0).get("notice"))).contains("p50", "p99", "last", "missing");
        assertThat(keys(report.get("verdicts"))).contains("aboutFaulty", "healthyAboutHealthy", "faultyAboutHealthy");
        assertThat(keys(report.get("burns"))).contains("expected", "told", "liveNotTold", "toldTwice", "withoutCause");
        assertThat(keys(report.get("traffic")))
                .contains(
                        "messagesPerMemberPerSecond",
                        "bytesPerMemberPerSecond",
                        "maxBytesPerMemberPerSecond",
                        "wakeUpsPerMemberPerSecond");
        assertThat(keys(report.get("final"))).contains("healthyRemoved", "faultyKept");
        assertThat(keys(report.get("cuts").get(0))).contains("members", "seenBy");
    }

    @Test
    void many_seeds_are_a_line_each_and_a_summary() throws IOException {
        CommandRun run = CommandRun.of("", "sim", file.toString(), "--seeds", "3..5", "--json");

        List<String> lines = run.out().lines().toList();
        assertThat(lines).hasSize(4);
        assertThat(JSON.readTree(lines.get(1)).get("seed").asLong()).isEqualTo(4);
        JsonNode summary = JSON.readTree(lines.get(3)).get("summary");
        assertThat(summary.get("runs").asInt()).isEqualTo(3);
        assertThat(summary.get("violated").asInt()).isZero();
        assertThat(summary.get("firstVerdictP50Millis").asDouble()).isBetween(300.0, 900.0);
    }

    @Test
    void people_get_some_lines() {
        CommandRun run = CommandRun.of("", "sim", file.toString());

        assertThat(run.out()).contains("seed 1, hash ", "fault 0 crash m3", "invariants: all hold");
    }

    @Test
    void bad_input_is_one_line_and_exit_code_2() throws IOException {
        Files.writeString(file, "members: 4\nfaults:\n- {at: 10s, crush: [m3]}\n");

        CommandRun run = CommandRun.of("", "sim", file.toString());

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.err().lines()).hasSize(1);
        assertThat(run.err()).contains(file + ":3: unknown key \"crush\"");
    }

    @Test
    void bad_options_are_one_line_and_exit_code_2() {
        assertThat(CommandRun.of("", "sim", "missing.yaml").err()).contains("missing.yaml: no such file");
        assertThat(CommandRun.of("", "sim", file.toString(), "--seeds", "5..3").code())
                .isEqualTo(2);
        assertThat(CommandRun.of("", "sim", file.toString(), "--seeds", "x").err())
                .contains("--seeds must be A..B");
        assertThat(CommandRun.of("", "sim", file.toString(), "--seed", "1", "--seeds", "1..2")
                        .err())
                .contains("not both");
        assertThat(CommandRun.of("", "swarm", "--seeds", "1..1", "--workers", "0")
                        .code())
                .isEqualTo(2);
    }

    private static List<String> keys(JsonNode node) {
        List<String> keys = new ArrayList<>();
        node.fieldNames().forEachRemaining(keys::add);
        return keys;
    }
}
