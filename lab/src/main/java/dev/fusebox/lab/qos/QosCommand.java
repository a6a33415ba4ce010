package dev.fusebox.lab.qos;

import dev.fusebox.core.roster.DetectorKind;
import dev.fusebox.lab.BadInput;
import dev.fusebox.lab.qos.conditions.Conditions;
import dev.fusebox.lab.qos.group.GroupExperiment;
import dev.fusebox.lab.qos.group.GroupLevel;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ./fusebox lab qos}: the efficiency and accuracy dial of every detector, as a table and as charts. */
@Command(
        name = "qos",
        description = {
            "Every detector over the same generated and given traces, over a sweep of thresholds: detection time, mistake rate,"
                    + " mistake duration and query accuracy. Writes DIR/index.html with all charts, the tables DIR/qos.csv and"
                    + " DIR/intervals.csv, and each chart of mistake rate against detection time as DIR/CONDITIONS.svg.",
            "The same of a group of eight in the simulator with --level verdict (what members conclude of each other) or fuse (what they"
                    + " are told): DIR/LEVEL.html, DIR/LEVEL.csv and DIR/LEVEL-CONDITIONS.svg."
        },
        mixinStandardHelpOptions = true)
public final class QosCommand implements Runnable {
    private static final double MAX_HOURS = 240;

    /** For comparison a few hours of a single observer are enough. */
    private static final double REFERENCE_HOURS = 4;

    @Option(names = "--out", paramLabel = "DIR", description = "where the files go (default: ${DEFAULT-VALUE})")
    private Path out = Path.of("qos");

    @Option(
            names = "--level",
            paramLabel = "pair|verdict|fuse",
            description =
                    "whose word is judged: one observer's, a member's verdicts, the group's fuse (default: ${DEFAULT-VALUE})")
    private String level = "pair";

    @Option(
            names = "--trace",
            paramLabel = "FILE",
            description = "also this trace, lines as in replay; may be repeated; of pairs only")
    private List<Path> traces = new ArrayList<>();

    @Option(
            names = "--hours",
            description =
                    "how long is watched, in virtual hours: each generated trace (default: 12), each group at each setting (default: 0.2)."
                            + " Rarer mistakes need longer")
    private Optional<Double> hours = Optional.empty();

    @Option(
            names = "--conditions",
            paramLabel = "NAME",
            split = ",",
            description = "only under these: quiet, lossy, bursty, pauses, throttled, outage (default: all)")
    private List<String> conditions = new ArrayList<>();

    @Option(
            names = "--detector",
            paramLabel = "NAME",
            split = ",",
            description = "only these, as a FailureGroup names them; of groups only (default: all)")
    private List<String> detectors = new ArrayList<>();

    @Option(names = "--seed", description = "of all chance (default: ${DEFAULT-VALUE})")
    private long seed = 1;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        Level judged = Level.of(level);
        double watched = hours.orElse(judged.usualHours());
        if (!(watched > 0.05 && watched <= MAX_HOURS)) {
            throw new BadInput("--hours: expected 0.05 to 240, not " + watched);
        }
        Folder folder = new Folder(out);
        Path page = judged.group()
                .map(group -> group(judged, group, watched).into(folder, command(judged, watched)))
                .orElseGet(() -> pair(watched).into(folder, command(judged, watched)));
        PrintWriter console = spec.commandLine().getOut();
        console.println(page);
        console.flush();
    }

    private PairReport pair(double watched) {
        if (!detectors.isEmpty()) {
            throw new BadInput("--detector: goes with --level verdict or fuse");
        }
        int crashes = between(4, watched * 4, 40);
        return new PairReport(
                new Experiment(conditions(), nanos(watched), nanos(watched / 24), crashes, seed, progress()), traces);
    }

    private GroupReport group(Level judged, GroupLevel group, double watched) {
        if (!traces.isEmpty()) {
            throw new BadInput("--trace: a trace has no group; leave out --level " + judged.key());
        }
        double reference = Math.min(REFERENCE_HOURS, 16 * watched);
        return new GroupReport(
                judged,
                new GroupExperiment(
                        group,
                        conditions(),
                        detectors(),
                        nanos(watched),
                        between(2, watched * 40, 40),
                        seed,
                        progress()),
                new Experiment(conditions(), nanos(reference), 0, 0, seed, step -> {}));
    }

    private String command(Level judged, double watched) {
        String chosen = judged == Level.PAIR ? "" : "--level " + judged.key() + " ";
        return "./fusebox lab qos " + chosen + only("--conditions", conditions) + only("--detector", detectors)
                + "--hours " + watched + " --seed " + seed;
    }

    private static String only(String option, List<String> names) {
        return names.isEmpty() ? "" : option + " " + String.join(",", names) + " ";
    }

    private List<Conditions> conditions() {
        return named("--conditions", conditions, List.of(Conditions.values()), Conditions::key);
    }

    private List<DetectorKind> detectors() {
        return named("--detector", detectors, List.of(DetectorKind.values()), DetectorKind::specName);
    }

    /** Those of the names, in their own order; all if none is named. */
    private static <T> List<T> named(String option, List<String> names, List<T> all, Function<T, String> name) {
        List<String> known = all.stream().map(name).toList();
        for (String wanted : names) {
            if (!known.contains(wanted)) {
                throw new BadInput(option + ": expected some of " + String.join(",", known) + ", not " + wanted);
            }
        }
        return names.isEmpty()
                ? all
                : all.stream().filter(one -> names.contains(name.apply(one))).toList();
    }

    private static int between(int least, double value, int most) {
        return (int) Math.max(least, Math.min(most, value));
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
}
