package dev.fusebox.lab.sim.swarm;

import dev.fusebox.lab.BadInput;
import dev.fusebox.lab.sim.Run;
import dev.fusebox.lab.sim.WholeRange;
import dev.fusebox.lab.sim.report.RunReport;
import dev.fusebox.lab.sim.report.TextReport;
import dev.fusebox.lab.sim.report.Timeline;
import dev.fusebox.lab.sim.scenario.Scenario;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ./fusebox lab swarm}: one random scenario per seed, each checked by every invariant. */
@Command(
        name = "swarm",
        description = "Runs one random scenario per seed and checks every invariant in each.",
        mixinStandardHelpOptions = true)
public final class SwarmCommand implements Callable<Integer> {
    private static final int VIOLATED = 1;
    private static final int SHOWN = 3;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--seeds", paramLabel = "A..B", required = true, description = "Which seeds, both ends included.")
    private String seeds = "";

    @Option(names = "--out", paramLabel = "FILE", description = "One line per seed: seed, hash, violations.")
    private Optional<Path> out = Optional.empty();

    @Option(names = "--workers", paramLabel = "N", description = "Runs at a time, 1 to 64; 2 if not given.")
    private int workers = 2;

    @Option(
            names = "--members",
            paramLabel = "A..B",
            description = "Sizes of the groups, 2 to 1000; 2..16 if not given.")
    private String members = RandomScenario.FEWEST + ".." + RandomScenario.MOST;

    @Option(names = "--timeline", description = "Prints the scenario, and every notice as it happens; for one seed.")
    private boolean timeline;

    /** For picocli. */
    public SwarmCommand() {}

    @Override
    public Integer call() throws IOException, InterruptedException, ExecutionException {
        WholeRange chosen = WholeRange.parse("--seeds", seeds);
        WholeRange sizes = WholeRange.parse("--members", members);
        if (sizes.from() < 2 || sizes.to() > 1_000) {
            throw new BadInput("--members must be within 2..1000, not " + members);
        }
        if (workers < 1 || workers > 64) {
            throw new BadInput("--workers must be 1 to 64, not " + workers);
        }
        if (timeline) {
            return explain(chosen, sizes);
        }
        long began = System.nanoTime();
        PrintWriter screen = spec.commandLine().getOut();
        List<String> lines = new ArrayList<>();
        long events = 0;
        int violated = 0;
        try (ExecutorService pool = Executors.newFixedThreadPool(workers)) {
            List<Future<RunReport>> runs = new ArrayList<>();
            for (long s = chosen.from(); s <= chosen.to(); s++) {
                long seed = s;
                runs.add(pool.submit(() -> Run.of(scenario(seed, sizes), seed)));
            }
            for (Future<RunReport> run : runs) {
                RunReport report = run.get();
                events += report.events();
                lines.add(report.seed() + " " + report.hash() + " "
                        + report.invariantsViolated().size());
                if (!report.invariantsViolated().isEmpty()) {
                    violated++;
                    tell(screen, report);
                }
            }
        }
        if (out.isPresent()) {
            Files.write(out.get(), lines);
        }
        screen.printf(
                "%d seeds, %d with violations, %d events, %.1f s%n",
                chosen.count(), violated, events, (System.nanoTime() - began) / 1e9);
        screen.flush();
        return violated == 0 ? 0 : VIOLATED;
    }

    private int explain(WholeRange chosen, WholeRange sizes) {
        PrintWriter screen = spec.commandLine().getOut();
        boolean violated = false;
        for (long s = chosen.from(); s <= chosen.to(); s++) {
            Scenario scenario = scenario(s, sizes);
            screen.println(scenario);
            RunReport report = Run.of(scenario, s, new Timeline(screen));
            screen.print(TextReport.of(report));
            violated |= !report.invariantsViolated().isEmpty();
        }
        screen.flush();
        return violated ? VIOLATED : 0;
    }

    private static Scenario scenario(long seed, WholeRange sizes) {
        return RandomScenario.of(seed, (int) sizes.from(), (int) sizes.to());
    }

    private void tell(PrintWriter screen, RunReport report) {
        boolean usual = members.equals(RandomScenario.FEWEST + ".." + RandomScenario.MOST);
        screen.println("seed " + report.seed() + " violates; to repeat: ./fusebox lab swarm --timeline --seeds "
                + report.seed() + ".." + report.seed() + (usual ? "" : " --members " + members));
        report.invariantsViolated().stream().limit(SHOWN).forEach(v -> screen.println("  " + v));
        screen.flush();
    }
}
