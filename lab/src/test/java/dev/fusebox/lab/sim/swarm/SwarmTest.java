package dev.fusebox.lab.sim.swarm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fusebox.lab.CommandRun;
import dev.fusebox.lab.sim.Run;
import dev.fusebox.lab.sim.scenario.Scenario;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.LongFunction;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SwarmTest {
    /** {@code -Dfusebox.swarm.seeds=N} for more or less. */
    private static final long SEEDS = Long.getLong("fusebox.swarm.seeds", 300);

    @Test
    void nothing_is_violated_in_random_scenarios() {
        assertThat(violated(SEEDS, RandomScenario::of))
                .as("seeds to repeat with ./fusebox lab swarm --timeline --seeds N..N")
                .isEmpty();
    }

    /** Nobody talks to everybody there: who is not heard of by those around it, is not heard of. */
    @Test
    void nothing_is_violated_in_random_scenarios_of_groups_that_are_no_mesh() {
        assertThat(violated(SEEDS / 25, seed -> RandomScenario.of(seed, 65, 80)))
                .as("seeds to repeat with ./fusebox lab swarm --timeline --members 65..80 --seeds N..N")
                .isEmpty();
    }

    private static List<String> violated(long seeds, LongFunction<Scenario> scenario) {
        return LongStream.rangeClosed(1, seeds)
                .parallel()
                .mapToObj(seed -> Run.of(scenario.apply(seed), seed))
                .filter(report -> !report.invariantsViolated().isEmpty())
                .map(report -> report.seed() + ": " + report.invariantsViolated())
                .toList();
    }

    @Test
    void every_kind_of_fault_and_size_of_group_comes_up() {
        var scenarios =
                LongStream.rangeClosed(1, 500).mapToObj(RandomScenario::of).toList();

        assertThat(scenarios.stream().flatMap(s -> s.faults().stream()).map(f -> f.kind()))
                .contains(
                        "crash",
                        "kill",
                        "restart",
                        "pause",
                        "blink",
                        "starve",
                        "dropIngress",
                        "dropEgress",
                        "link",
                        "partition",
                        "delay",
                        "clock",
                        "lie",
                        "signal",
                        "leave",
                        "application",
                        "join",
                        "operator");
        assertThat(scenarios.stream().map(Scenario::members)).contains(2, 3, 8, 15, 16);
    }

    @Test
    void what_can_last_ends_before_the_calm() {
        for (long seed = 1; seed <= 500; seed++) {
            Scenario scenario = RandomScenario.of(seed);
            assertThat(scenario.faults()).allMatch(f -> f.atNanos() < scenario.durationNanos() - 35_000_000_000L);
            assertThat(scenario.faults().stream()
                            .filter(f -> f.untilNanos() < Long.MAX_VALUE)
                            .toList())
                    .allMatch(f -> f.untilNanos() <= scenario.durationNanos() - 35_000_000_000L);
        }
    }

    @Test
    void groups_have_the_size_that_is_asked_for() {
        CommandRun run = CommandRun.of("", "swarm", "--seeds", "5..5", "--members", "20..20", "--timeline");

        assertThat(run.out()).contains("members=20,");
        assertThat(CommandRun.of("", "swarm", "--seeds", "5..5", "--members", "1..3")
                        .err())
                .contains("--members must be within 2..1000, not 1..3");
    }

    @Test
    void a_result_file_has_a_hash_per_seed(@TempDir Path folder) throws IOException {
        Path out = folder.resolve("swarm.txt");

        CommandRun run = CommandRun.of("", "swarm", "--seeds", "2..3", "--out", out.toString(), "--workers", "1");

        assertThat(run.out()).contains("2 seeds, ");
        assertThat(Files.readAllLines(out)).hasSize(2).allMatch(l -> l.matches("[23] [0-9a-f]{16} [0-9]+"));
    }
}
