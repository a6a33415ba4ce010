package dev.fusebox.lab.sim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fusebox.lab.sim.report.JsonReport;
import dev.fusebox.lab.sim.swarm.RandomScenario;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeterminismTest {
    private static final String SCENARIO = """
            members: 6
            nodes: 3
            duration: 30s
            network: {loss: 0.05, duplicate: 0.01, reorder: 0.01}
            faults:
            - {at: 10s, crash: [m3]}
            - {at: 20s, restart: [m3]}
            """;

    @Test
    void one_seed_does_one_thing() {
        assertThat(JsonReport.line(Scenarios.run(SCENARIO, 4))).isEqualTo(JsonReport.line(Scenarios.run(SCENARIO, 4)));
    }

    @Test
    void another_seed_does_another() {
        assertThat(List.of(1, 2, 3, 4).stream()
                        .map(seed -> Scenarios.run(SCENARIO, seed).hash())
                        .toList())
                .doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void random_scenarios_repeat(long seed) {
        assertThat(RandomScenario.of(seed)).isEqualTo(RandomScenario.of(seed));
        assertThat(Run.of(RandomScenario.of(seed), seed).hash())
                .isEqualTo(Run.of(RandomScenario.of(seed), seed).hash());
    }

    /** Sets and maps of the platform iterate in another order in each process: nothing may depend on it. */
    @Test
    void another_process_does_the_same(@TempDir Path folder) throws IOException, InterruptedException {
        Path file = Files.writeString(folder.resolve("s.yaml"), SCENARIO);
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "dev.fusebox.lab.Lab",
                        "sim",
                        file.toString(),
                        "--seed",
                        "4",
                        "--json")
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String line = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();

        assertThat(process.waitFor()).isZero();
        assertThat(line).isEqualTo(JsonReport.line(Scenarios.run(SCENARIO, 4)));
    }

    @Test
    void a_fault_changes_nothing_that_was_before_it() {
        String other = SCENARIO.replace("- {at: 20s, restart: [m3]}", "- {at: 20s, pause: [m1]}");

        assertThat(before20s(Scenarios.timeline(SCENARIO, 4))).isEqualTo(before20s(Scenarios.timeline(other, 4)));
    }

    private static String before20s(String timeline) {
        return timeline.lines()
                .filter(l -> Double.parseDouble(l.strip().split(" ", 2)[0]) < 20_000)
                .collect(Collectors.joining("\n"));
    }
}
