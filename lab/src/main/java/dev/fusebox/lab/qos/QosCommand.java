package dev.fusebox.lab.qos;

import dev.fusebox.lab.BadInput;
import dev.fusebox.lab.replay.TraceReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ./fusebox lab qos}: the efficiency and accuracy dial of every detector, as a table and as charts. */
@Command(
        name = "qos",
        description =
                "Every detector over the same generated and given traces, over a sweep of thresholds: detection time, mistake rate,"
                        + " mistake duration and query accuracy. Writes DIR/index.html with all charts, the tables DIR/qos.csv and"
                        + " DIR/intervals.csv, and each chart of mistake rate against detection time as DIR/CONDITIONS.svg.",
        mixinStandardHelpOptions = true)
public final class QosCommand implements Runnable {
    private static final double MAX_HOURS = 240;

    @Option(names = "--out", paramLabel = "DIR", description = "where the files go (default: ${DEFAULT-VALUE})")
    private Path out = Path.of("qos");

    @Option(
            names = "--trace",
            paramLabel = "FILE",
            description = "also this trace, lines as in replay; may be repeated")
    private List<Path> traces = new ArrayList<>();

    @Option(
            names = "--hours",
            description = "length of the generated traces (default: ${DEFAULT-VALUE}); rarer mistakes need longer ones")
    private double hours = 12;

    @Option(names = "--seed", description = "of all chance (default: ${DEFAULT-VALUE})")
    private long seed = 1;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        if (!(hours > 0.05 && hours <= MAX_HOURS)) {
            throw new BadInput("--hours: expected 0.05 to 240, not " + hours);
        }
        Experiment experiment = new Experiment(nanos(hours), nanos(hours / 24), crashes(), seed, progress());
        List<Figure> figures = new ArrayList<>();
        for (Path trace : traces) {
            figures.add(experiment.given(read(trace)));
        }
        figures.addAll(experiment.detectors());
        List<Figure> intervals = experiment.intervals();
        String command =
                String.join(" ", "./fusebox lab qos", "--hours", Double.toString(hours), "--seed", Long.toString(seed));
        write("qos.csv", Csv.pairs(figures));
        write("intervals.csv", Csv.pairs(intervals));
        for (Figure figure : figures) {
            write(
                    figure.key() + ".svg",
                    Dials.RATE.thresholds(figure, figure.shortTitle()).file());
        }
        write("index.html", Page.of(figures, intervals, command));
        PrintWriter console = spec.commandLine().getOut();
        console.println(out.resolve("index.html"));
        console.flush();
    }

    /** As many as 40, and fewer in short runs, which are for trying out. */
    private int crashes() {
        return (int) Math.max(4, Math.min(40, hours * 4));
    }

    private static long nanos(double hours) {
        return Math.round(hours * Duration.ofHours(1).toNanos());
    }

    private Consumer<String> progress() {
        if (System.console() == null) {
            return step -> {};
        }
        PrintWriter err = spec.commandLine().getErr();
        return step -> {
            err.println("qos: " + step);
            err.flush();
        };
    }

    private static Arrivals read(Path trace) {
        try (Reader in = Files.newBufferedReader(trace, StandardCharsets.UTF_8)) {
            String name = String.valueOf(trace.getFileName());
            return Arrivals.of(name, new TraceReader(in, trace.toString()));
        } catch (IOException unreadable) {
            throw new BadInput(trace + ": cannot be read: " + unreadable.getMessage());
        }
    }

    private void write(String name, String text) {
        try {
            Files.createDirectories(out);
            Files.writeString(out.resolve(name), text);
        } catch (IOException unwritable) {
            throw new BadInput(out.resolve(name) + ": cannot be written: " + unwritable.getMessage());
        }
    }
}
