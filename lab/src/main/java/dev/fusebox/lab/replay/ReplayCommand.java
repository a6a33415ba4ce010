package dev.fusebox.lab.replay;

import dev.fusebox.lab.detectors.TraceDetector;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ./fusebox lab replay}: a trace through one detector. */
@Command(
        name = "replay",
        description = {
            "Reads a trace from standard input and prints, for each 'level' line, what the detector would have said: MILLIS, level,"
                    + " trust|suspect, with tabs between. Before the first beat the level is 0. Lines of a trace:",
            "  MILLIS beat [SEQUENCE]",
            "  MILLIS level",
            "Parameters: ./fusebox lab detectors."
        },
        mixinStandardHelpOptions = true)
public final class ReplayCommand implements Runnable {
    @Option(
            names = "--detector",
            required = true,
            paramLabel = "phi|deadline|ping|chen",
            description = "which one; phi is what a group uses by default")
    private String detector = "phi";

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description =
                    "sets a parameter; phi: firstIntervalMillis follows intervalMillis, minStdDevMillis is a fifth of it, unless they are set")
    private Map<String, String> set = new LinkedHashMap<>();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        TraceDetector choice = TraceDetector.of(detector, set);
        if (!choice.unused().isEmpty()) {
            PrintWriter err = spec.commandLine().getErr();
            err.println(detector + " does not use " + String.join(", ", choice.unused()));
            err.flush();
        }
        PrintWriter out = spec.commandLine().getOut();
        try {
            new Replay(choice)
                    .run(new TraceReader(new InputStreamReader(System.in, StandardCharsets.UTF_8), "<stdin>"), out);
        } finally {
            out.flush();
        }
    }
}
