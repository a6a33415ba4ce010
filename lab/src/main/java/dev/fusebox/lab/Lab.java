package dev.fusebox.lab;

import dev.fusebox.lab.check.CheckCommand;
import dev.fusebox.lab.cut.CutCommand;
import dev.fusebox.lab.detectors.DetectorsCommand;
import dev.fusebox.lab.qos.QosCommand;
import dev.fusebox.lab.replay.ReplayCommand;
import dev.fusebox.lab.rings.RingsCommand;
import dev.fusebox.lab.sim.SimCommand;
import dev.fusebox.lab.sim.swarm.SwarmCommand;
import dev.fusebox.lab.table.TableCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code ./fusebox lab}: instruments that run the protocol's own classes in virtual time. */
@Command(
        name = "./fusebox lab",
        description = "Instruments that run the protocol's own classes in virtual time.",
        mixinStandardHelpOptions = true,
        subcommands = {
            ReplayCommand.class,
            DetectorsCommand.class,
            RingsCommand.class,
            CutCommand.class,
            QosCommand.class,
            SimCommand.class,
            SwarmCommand.class,
            TableCommand.class,
            CheckCommand.class,
        })
public final class Lab implements Runnable {
    /** Bad input: nothing was run. */
    public static final int BAD_INPUT = 2;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    private Lab() {}

    /** Runs one command and exits with its code. */
    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }

    /** The command line, as tests call it. A bad option, or a {@link BadInput}, is one line and {@link #BAD_INPUT}. */
    public static CommandLine commandLine() {
        CommandLine line = new CommandLine(new Lab());
        line.setParameterExceptionHandler((bad, args) -> {
            CommandLine command = bad.getCommandLine();
            command.getErr().println(command.getCommandSpec().qualifiedName() + ": " + bad.getMessage());
            return BAD_INPUT;
        });
        line.setExecutionExceptionHandler((thrown, command, result) -> {
            if (thrown instanceof BadInput bad) {
                command.getErr().println(command.getCommandSpec().qualifiedName() + ": " + bad.getMessage());
                return BAD_INPUT;
            }
            throw thrown;
        });
        return line;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "name an instrument; see ./fusebox lab --help");
    }
}
