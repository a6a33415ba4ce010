package dev.fusebox.lab.sim;

import dev.fusebox.lab.BadInput;
import dev.fusebox.lab.sim.report.JsonReport;
import dev.fusebox.lab.sim.report.RunReport;
import dev.fusebox.lab.sim.report.Summary;
import dev.fusebox.lab.sim.report.TextReport;
import dev.fusebox.lab.sim.report.Timeline;
import dev.fusebox.lab.sim.scenario.Scenario;
import dev.fusebox.lab.sim.scenario.ScenarioFile;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ./fusebox lab sim}. */
@Command(
        name = "sim",
        description = "Runs a scenario in virtual time, and checks every invariant. See docs/reference/simulator.md.",
        mixinStandardHelpOptions = true)
public final class SimCommand implements Callable<Integer> {
    private static final int VIOLATED = 1;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "SCENARIO.yaml", description = "What is simulated.")
    private Path file = Path.of("");

    @Option(names = "--seed", paramLabel = "N", description = "The seed of the run; 1 if not given.")
    private Optional<Long> seed = Optional.empty();

    @Option(names = "--seeds", paramLabel = "A..B", description = "One run for each seed, and a summary.")
    private Optional<String> seeds = Optional.empty();

    @Option(names = "--json", description = "One JSON object per run on stdout.")
    private boolean json;

    @Option(names = "--timeline", description = "Prints every notice of the run as it happens.")
    private boolean timeline;

    /** For picocli. */
    public SimCommand() {}

    @Override
    public Integer call() {
        if (seed.isPresent() && seeds.isPresent()) {
            throw new BadInput("give --seed or --seeds, not both");
        }
        long one = seed.orElse(1L);
        WholeRange chosen = seeds.map(text -> WholeRange.parse("--seeds", text)).orElse(new WholeRange(one, one));
        Scenario scenario = ScenarioFile.read(file);
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        Summary summary = new Summary();
        for (long s = chosen.from(); s <= chosen.to(); s++) {
            RunReport report = timeline ? Run.of(scenario, s, new Timeline(out)) : Run.of(scenario, s);
            out.print(json ? JsonReport.line(report) + "\n" : TextReport.of(report));
            out.flush();
            if (!report.invariantsViolated().isEmpty()) {
                err.println(report.invariantsViolated().size() + " violations; to repeat: ./fusebox lab sim " + file
                        + " --seed " + s);
            }
            summary.add(report);
        }
        if (seeds.isPresent()) {
            out.print(json ? summary.json() + "\n" : summary.text());
            out.flush();
        }
        err.flush();
        return summary.violated() ? VIOLATED : 0;
    }
}
