package dev.fusebox.swarm;

import dev.fusebox.e2e.command.CommandFailure;
import dev.fusebox.swarm.cluster.Layout;
import dev.fusebox.swarm.measure.Bound;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command line of {@code testing/swarm/run}. */
@Command(
        name = "testing/swarm/run",
        sortOptions = false,
        usageHelpAutoWidth = true,
        description = {
            "Runs two operators with a real API server and a swarm of agents' streams, and measures what the operator costs while nothing"
                    + " happens, how late a burn is on the API server, and how soon all agents are back after a change of the leader.",
            "Each agent has a connection of its own and is the agent's own client, without detection behind it. Everything listens on"
                    + " loopback, except that operators take agents, scrapes and probes on all addresses, as always. Nothing of the"
                    + " embedded cluster is used but its programs. Exit code 0: all bounds were met; 1: one was not."
        })
public final class Main implements Callable<Integer> {
    /** A thousand agents would say a thousand times that they are attached; kept here, for a level that nobody holds is forgotten. */
    private static final Logger OF_AGENTS = Logger.getLogger("dev.fusebox.agent");

    private static final long CLEAN_UP_SECONDS = 60;

    @Option(names = "--agents", paramLabel = "N", defaultValue = "1000", description = "agents in all (1000)")
    private int agents;

    @Option(names = "--group-size", paramLabel = "N", defaultValue = "8", description = "members of each group (8)")
    private int groupSize;

    @Option(
            names = "--namespaces",
            paramLabel = "N",
            defaultValue = "1",
            description = "over which groups are spread (1: the most work for the operator)")
    private int namespaces;

    @Option(
            names = "--steady-seconds",
            paramLabel = "S",
            defaultValue = "60",
            description = "how long the idle operator is measured (60)")
    private int steadySeconds;

    @Option(
            names = "--settle-seconds",
            paramLabel = "S",
            defaultValue = "90",
            description = "from the last group's becoming intact to the measurement (90)")
    private int settleSeconds;

    @Option(names = "--burns", paramLabel = "N", defaultValue = "120", description = "fuses to burn; 0: none (120)")
    private int burns;

    @Option(
            names = "--no-takeover",
            description = "leave out the changes of the leader, one by SIGTERM and one by SIGKILL")
    private boolean noTakeover;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "of everything random in the swarm (1)")
    private long seed;

    @Option(
            names = "--keep",
            paramLabel = "DIR",
            defaultValue = "",
            description = "keep logs and data in this folder, which must not exist")
    private String keep = "";

    @Option(names = "--root", required = true, hidden = true)
    private Path root = Path.of("");

    @Option(names = "--programs", required = true, hidden = true)
    private Path programs = Path.of("");

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "print this")
    private boolean help;

    /** The process. */
    public static void main(String[] arguments) {
        OF_AGENTS.setLevel(Level.OFF);
        CommandLine line = new CommandLine(new Main())
                .setParameterExceptionHandler((wrong, words) -> {
                    System.err.println("testing/swarm/run: " + wrong.getMessage() + "; see testing/swarm/run --help");
                    return CommandLine.ExitCode.USAGE;
                })
                .setExecutionExceptionHandler((failure, command, result) -> {
                    if (failure instanceof CommandFailure || failure instanceof IllegalArgumentException) {
                        System.err.println("testing/swarm/run: " + failure.getMessage());
                    } else {
                        failure.printStackTrace();
                    }
                    return 3;
                });
        System.exit(line.execute(arguments));
    }

    /** Ended from outside, it cleans up as at its own end. */
    private static void cleanUpWhenInterrupted(CountDownLatch ended) {
        Thread runner = Thread.currentThread();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            runner.interrupt();
            try {
                if (!ended.await(CLEAN_UP_SECONDS, TimeUnit.SECONDS)) {
                    System.err.println("testing/swarm/run: not everything was cleaned up");
                }
            } catch (InterruptedException hurry) {
                Thread.currentThread().interrupt();
            }
        }));
    }

    @Override
    public Integer call() {
        if (agents < groupSize || agents % groupSize != 0) {
            throw new IllegalArgumentException(
                    "--agents must be a multiple of --group-size, and " + agents + " is none of " + groupSize);
        }
        Layout layout = new Layout(agents / groupSize, groupSize, namespaces);
        CountDownLatch ended = new CountDownLatch(1);
        cleanUpWhenInterrupted(ended);
        long begun = System.nanoTime();
        Run run = new Run(
                new Run.Plan(
                        layout,
                        root,
                        programs,
                        Duration.ofSeconds(settleSeconds),
                        Duration.ofSeconds(steadySeconds),
                        burns,
                        !noTakeover,
                        seed),
                text -> System.err.printf("[%5d s] %s%n", (System.nanoTime() - begun) / 1_000_000_000, text));
        List<Bound> bounds;
        try {
            bounds = run.inFolder(keep);
        } finally {
            ended.countDown();
        }
        bounds.forEach(bound -> System.out.println(bound.line()));
        return bounds.stream().allMatch(Bound::met) ? 0 : 1;
    }
}
