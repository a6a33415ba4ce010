package dev.fusebox.lab.check;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.fusebox.lab.BadInput;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ./fusebox lab check}: every interleaving of a small group's fuses. */
@Command(
        name = "check",
        description = {
            "Explores every interleaving of a small group of the fuse's own classes: messages late or lost, agents that die",
            "at every step and start again with or without what they kept, stalls, signals, cut links, verdicts, time-outs.",
            "Exits 1 with the shortest way to a violation if there is one. What is explored: docs/concepts/fuse-model.md."
        },
        mixinStandardHelpOptions = true)
public final class CheckCommand implements Callable<Integer> {
    private static final int VIOLATED = 1;

    @Option(names = "--members", description = "2 to 4 (default: ${DEFAULT-VALUE})")
    private int members = 3;

    @Option(
            names = "--from",
            paramLabel = "formed|beginning",
            description = {
                "explores one mix of faults instead of the usual ones, in runs that begin",
                "when all are intact, or when nobody has a roster; then these count:"
            })
    private Optional<String> from = Optional.empty();

    @Option(names = "--faults", description = "in one run, of all kinds together, 0 to 9 (default: ${DEFAULT-VALUE})")
    private int faults = 1;

    @Option(names = "--epochs", description = "that the operator forms, 1 or 2 (default: ${DEFAULT-VALUE})")
    private int epochs = 1;

    @Option(names = "--crashes", description = "at most, 0 to 3 (default: ${DEFAULT-VALUE})")
    private int crashes = 1;

    @Option(names = "--stalls", description = "likewise (default: ${DEFAULT-VALUE})")
    private int stalls = 1;

    @Option(names = "--signals", description = "likewise (default: ${DEFAULT-VALUE})")
    private int signals = 1;

    @Option(names = "--cuts", description = "of links, likewise (default: ${DEFAULT-VALUE})")
    private int cuts = 1;

    @Option(names = "--renewals", description = "of streams, likewise (default: ${DEFAULT-VALUE})")
    private int renewals = 1;

    @Option(names = "--removals", description = "of burnt groups, likewise (default: ${DEFAULT-VALUE})")
    private int removals = 1;

    @Option(
            names = "--in-flight",
            description = "lists of epochs on their way at a time, 1 to 6 (default: ${DEFAULT-VALUE})")
    private int inFlight = 1;

    @Option(names = "--max-states", description = "ends the search after so many (default: ${DEFAULT-VALUE})")
    private int maxStates = 12_000_000;

    @Option(names = "--json", description = "the figures as JSON")
    private boolean json;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        boolean violated = false;
        for (Bounds bounds : from.map(f -> List.of(chosen(f))).orElseGet(() -> Bounds.usual(members))) {
            long began = System.nanoTime();
            Findings findings = search(new FuseModel(bounds, new RealBook(Groups.rosters(bounds))));
            double seconds = (System.nanoTime() - began) / 1e9;
            out.println(json ? toJson(bounds, findings, seconds) : toText(bounds, findings, seconds));
            out.flush();
            violated |= findings.violation().isPresent();
        }
        return violated ? VIOLATED : 0;
    }

    private Bounds chosen(String begin) {
        return new Bounds(
                members, epochs, formed(begin), faults, crashes, stalls, signals, cuts, renewals, removals, inFlight);
    }

    private static boolean formed(String begin) {
        return switch (begin) {
            case "formed" -> true;
            case "beginning" -> false;
            default -> throw new BadInput("--from must be formed or beginning, not " + begin);
        };
    }

    private Findings search(Model model) {
        PrintWriter err = spec.commandLine().getErr();
        boolean shown = System.console() != null && !json;
        return new Search(model, maxStates, states -> {
                    if (shown) {
                        err.printf(Locale.ROOT, "\r%,d states", states);
                        err.flush();
                    }
                })
                .run();
    }

    private static String toText(Bounds bounds, Findings f, double seconds) {
        StringBuilder text = new StringBuilder();
        f.violation().ifPresent(v -> {
            text.append("violated: ").append(v.rule()).append('\n');
            v.trace().forEach(line -> text.append("  ").append(line).append('\n'));
        });
        text.append(String.format(
                Locale.ROOT,
                "%s:%n%d states, %d transitions, depth %d, %.1f s%s",
                bounds.words(),
                f.states(),
                f.transitions(),
                f.depth(),
                seconds,
                f.complete() ? "" : f.violation().isPresent() ? ", ended there" : ", not all: --max-states"));
        if (f.violation().isEmpty() && f.complete()) {
            text.append(String.format(
                    Locale.ROOT,
                    "%nno rule broken; from each of %d states in which somebody is told, everybody is",
                    f.unsettled()));
        }
        return text.toString();
    }

    private static String toJson(Bounds bounds, Findings f, double seconds) {
        ObjectNode root = new ObjectMapper().createObjectNode();
        root.put("bounds", bounds.words())
                .put("states", f.states())
                .put("transitions", f.transitions())
                .put("depth", f.depth())
                .put("unsettled", f.unsettled())
                .put("complete", f.complete())
                .put("seconds", Math.round(seconds * 10) / 10.0);
        ObjectNode violation = root.putObject("violation");
        f.violation().ifPresent(v -> {
            violation.put("rule", v.rule());
            v.trace().forEach(violation.putArray("trace")::add);
        });
        return root.toString();
    }
}
