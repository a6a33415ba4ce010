package dev.fusebox.e2e.demo;

import dev.fusebox.e2e.cluster.EmbeddedCluster;
import dev.fusebox.e2e.cluster.FaultKind;
import dev.fusebox.e2e.command.CommandFailure;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command line of {@code ./fusebox demo}. */
@Command(
        name = "./fusebox demo",
        sortOptions = false,
        mixinStandardHelpOptions = false,
        description =
                "Starts a real Kubernetes on this machine, installs Fusebox and a sample group, breaks a member, and"
                        + " shows who was told, and when. The last line sums it up; the exit code is 0 if every survivor was told.")
public final class Demo implements Runnable {
    private static final String EMPTY = "";

    @Option(names = "--members", paramLabel = "N", defaultValue = "6", description = "members of the group (6)")
    private int members;

    @Option(names = "--nodes", paramLabel = "N", defaultValue = "3", description = "nodes of the embedded cluster (3)")
    private int nodes;

    @Option(
            names = "--fault",
            paramLabel = "FAULT",
            defaultValue = "kill",
            description =
                    "app: the application's process is killed; kill: every process of the pod (default); hang: the"
                            + " pod is frozen; cut: its frames are dropped; node: a node's are (one without the operator);"
                            + " none: nothing, the group stays for trying out; all: each of the five")
    private String fault = EMPTY;

    @Option(names = "--runs", paramLabel = "N", defaultValue = "1", description = "repeat, and print a table (1)")
    private int runs;

    @Option(names = "--seed", paramLabel = "N", defaultValue = "1", description = "of the waits between runs (1)")
    private long seed;

    @Option(names = "--csv", paramLabel = "FILE", defaultValue = "", description = "write raw samples of all runs")
    private String csv = EMPTY;

    @Option(
            names = "--context",
            paramLabel = "NAME",
            defaultValue = "",
            description = "use this context of the kubeconfig, where the images must be; only --fault none")
    private String context = EMPTY;

    @Option(names = "--keep", description = "leave the sample running")
    private boolean keep;

    @Option(names = "--root", paramLabel = "DIR", required = true, hidden = true)
    private String root = EMPTY;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "print this")
    private boolean help;

    public static void main(String[] arguments) {
        CommandLine line = new CommandLine(new Demo())
                .setParameterExceptionHandler((wrong, words) -> {
                    System.err.println("./fusebox demo: " + wrong.getMessage() + "; see ./fusebox demo --help");
                    return CommandLine.ExitCode.USAGE;
                })
                .setExecutionExceptionHandler((failure, command, result) -> {
                    if (failure instanceof CommandFailure) {
                        System.err.println("./fusebox demo: " + failure.getMessage());
                    } else {
                        failure.printStackTrace();
                    }
                    return CommandLine.ExitCode.SOFTWARE;
                });
        System.exit(line.execute(arguments));
    }

    @Override
    public void run() {
        List<FaultKind> faults = fault.equals("all") ? FaultKind.breaking() : List.of(FaultKind.of(fault));
        Path checkout = Path.of(root);
        Plan plan = new Plan(
                checkout,
                members,
                nodes,
                faults,
                optional(context),
                keep,
                runs,
                seed,
                optional(csv).map(Path::of));
        Series series = new Series(plan, new EmbeddedCluster(checkout), new Progress(System.nanoTime(), System.err));
        if (!series.run(System.out)) {
            throw new CommandFailure("not every survivor was told exactly once; logs: kubectl -n fusebox-demo logs -l"
                    + " app=trainer --all-containers");
        }
    }

    private static Optional<String> optional(String text) {
        return text.isEmpty() ? Optional.empty() : Optional.of(text);
    }
}
