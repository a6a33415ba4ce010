package dev.fusebox.agent;

import dev.fusebox.agent.count.Counts;
import dev.fusebox.agent.restart.Restarts;
import java.io.IOException;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** Where the program begins. */
public final class Main {
    private static final int EXIT_USAGE = 2;
    private static final int EXIT_FAILED = 1;

    private Main() {}

    /**
     * Exits with 2 if it was called wrongly, 1 if it cannot work here, 0 when it is told to end, and {@link Restarts#EXIT_CODE} to have
     * its pod's containers restarted.
     */
    public static void main(String[] arguments) {
        AgentCommand command = new AgentCommand();
        CommandLine line = new CommandLine(command);
        AgentOptions options;
        try {
            line.parseArgs(arguments);
            if (line.isUsageHelpRequested()) {
                line.usage(System.out);
                return;
            }
            if (line.isVersionHelpRequested()) {
                line.printVersionHelp(System.out);
                return;
            }
            options = command.options(System.getenv());
        } catch (ParameterException wrong) {
            exit(EXIT_USAGE, firstLine(wrong) + " (see --help)");
            return;
        } catch (UsageException wrong) {
            exit(EXIT_USAGE, firstLine(wrong));
            return;
        }
        Counts counts = new Counts();
        Chores chores = new Chores(counts);
        LogLines.install(System.err, chores);
        try {
            Agent agent = Agent.start(options, counts, chores, () -> restart(chores));
            Runtime.getRuntime().addShutdownHook(new Thread(() -> end(agent, chores), "fusebox-end"));
        } catch (IOException cannot) {
            exit(EXIT_FAILED, firstLine(cannot));
        }
    }

    /** Told to terminate: say what must be said, then exit with 0 as one who did as it was told. */
    private static void end(Agent agent, Chores chores) {
        agent.terminate();
        chores.finish(100);
        System.out.flush();
        Runtime.getRuntime().halt(0);
    }

    /** All is said and kept. What the disk is slow with waits no longer: the kubelet stops the application only now. */
    private static void restart(Chores chores) {
        chores.finish(100);
        System.out.flush();
        Runtime.getRuntime().halt(Restarts.EXIT_CODE);
    }

    private static void exit(int status, String reason) {
        System.err.println("fusebox-agent: " + reason);
        Runtime.getRuntime().halt(status);
    }

    private static String firstLine(Exception reason) {
        return String.valueOf(reason.getMessage()).lines().findFirst().orElse("failed");
    }
}
