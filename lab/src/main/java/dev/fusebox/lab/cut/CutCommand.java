package dev.fusebox.lab.cut;

import dev.fusebox.lab.BadInput;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ./fusebox lab cut}: votes and vouches, and which members are reported together. */
@Command(
        name = "cut",
        description = {
            "Reads votes and vouches from standard input and prints what every member",
            "would conclude: 'verdict S1,S2' when a reported set becomes final,",
            "'link S O1,O2' when votes and vouches disagree. A line is one of",
            "'observers SUBJECT O1,O2,...', 'vote O SUBJECT', 'vouch O SUBJECT',",
            "'withdraw O SUBJECT', 'time MILLIS'. Time begins at 0; lines between two",
            "times happen at the first."
        },
        mixinStandardHelpOptions = true)
public final class CutCommand implements Runnable {
    @Option(names = "--high", paramLabel = "H", description = "votes that convict; default by the number of observers")
    private Optional<Integer> high = Optional.empty();

    @Option(names = "--low", paramLabel = "L", description = "votes to be taken seriously; goes with --high")
    private Optional<Integer> low = Optional.empty();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        PrintWriter out = spec.commandLine().getOut();
        Onlooker onlooker = onlooker(out);
        CutReader lines = new CutReader(new InputStreamReader(System.in, StandardCharsets.UTF_8), "<stdin>");
        try {
            for (Optional<CutLine> line = lines.next(); line.isPresent(); line = lines.next()) {
                onlooker.read(line.get());
                out.flush();
            }
        } finally {
            out.flush();
        }
    }

    private Onlooker onlooker(PrintWriter out) {
        if (high.isPresent() != low.isPresent()) {
            throw new BadInput("--high and --low go together");
        }
        if (high.isEmpty() || low.isEmpty()) {
            return new Onlooker(line -> out.print(line + '\n'));
        }
        if (low.get() < 1 || high.get() < low.get()) {
            throw new BadInput("expected 1 <= L <= H, not --low " + low.get() + " --high " + high.get());
        }
        return new Onlooker(high.get(), low.get(), line -> out.print(line + '\n'));
    }
}
