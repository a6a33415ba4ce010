package dev.fusebox.lab.rings;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.fusebox.core.roster.Roster;
import dev.fusebox.lab.BadInput;
import java.io.PrintWriter;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ./fusebox lab rings}: the watch graph of a group, counted. */
@Command(
        name = "rings",
        description = {
            "Builds the graph of who watches whom, members dealt out over nodes in turn,",
            "and counts: fewest and most distinct observers and subjects of a member,",
            "watchers on the same node as the watched, and the edges that appear or",
            "disappear when one more member joins."
        },
        mixinStandardHelpOptions = true)
public final class RingsCommand implements Runnable {
    private static final int MIN_MEMBERS = 2;
    private static final int MAX_OBSERVERS = 16;

    @Option(names = "--members", required = true, paramLabel = "N", description = "2 to 1000")
    private int members;

    @Option(
            names = "--observers",
            paramLabel = "K",
            description = "observersPerMember, 1 to 16; default ${DEFAULT-VALUE}")
    private int observers = 5;

    @Option(names = "--nodes", paramLabel = "N", description = "1 to members; without it each member has its own")
    private Optional<Integer> nodes = Optional.empty();

    @Option(names = "--json", description = "print one object")
    private boolean json;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        inRange("--members", members, MIN_MEMBERS, Roster.MAX_MEMBERS);
        inRange("--observers", observers, 1, MAX_OBSERVERS);
        nodes.ifPresent(n -> inRange("--nodes", n, 1, members));
        RingCounts counts =
                nodes.map(n -> RingCounts.of(members, observers, n)).orElseGet(() -> RingCounts.of(members, observers));
        PrintWriter out = spec.commandLine().getOut();
        out.println(json ? new ObjectMapper().valueToTree(counts).toString() : text(counts));
        out.flush();
    }

    private static String text(RingCounts c) {
        return "observers per member     " + range(c.observersMin(), c.observersMax()) + '\n'
                + "subjects per member      " + range(c.subjectsMin(), c.subjectsMax()) + '\n'
                + "watchers on one node     " + c.sameNode() + '\n'
                + "edges changed by a join  " + c.edgesChangedByOneJoin();
    }

    private static String range(int min, int max) {
        return min == max ? Integer.toString(min) : min + " to " + max;
    }

    private static void inRange(String option, int value, int min, int max) {
        if (value < min || value > max) {
            throw new BadInput(option + " must be " + min + " to " + max + ", not " + value);
        }
    }
}
