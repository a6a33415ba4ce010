package dev.fusebox.e2e.demo;

import dev.fusebox.e2e.cluster.FaultKind;
import dev.fusebox.e2e.command.CommandFailure;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What the demo shall do.
 *
 * @param root the checkout
 * @param context the kubeconfig's context of a foreign cluster; empty for the embedded one
 * @param faults each is repeated {@code runs} times
 * @param keep whether sample and chart stay; the embedded cluster always does
 * @param seed of the waits between runs
 * @param csv where raw samples go
 */
record Plan(
        Path root,
        int members,
        int nodes,
        List<FaultKind> faults,
        Optional<String> context,
        boolean keep,
        int runs,
        long seed,
        Optional<Path> csv) {
    static final int FEWEST_MEMBERS = 2;
    static final int MOST_MEMBERS = 16;
    static final int MOST_NODES = 16;

    Plan {
        faults = List.copyOf(faults);
        within("--members", members, FEWEST_MEMBERS, MOST_MEMBERS);
        within("--nodes", nodes, 1, MOST_NODES);
        within("--runs", runs, 1, 10_000);
        if (faults.contains(FaultKind.NODE) && nodes < 2) {
            throw new CommandFailure(
                    "--fault node: with one node there is no survivor elsewhere; use --nodes 2 or more");
        }
        if (context.isPresent() && !faults.equals(List.of(FaultKind.NONE))) {
            throw new CommandFailure(
                    "--context: faults need access to the nodes, which only the embedded cluster gives;"
                            + " use --fault none, or leave --context away");
        }
    }

    boolean isSeries() {
        return runs > 1 || faults.size() > 1;
    }

    private static void within(String option, int value, int least, int most) {
        if (value < least || value > most) {
            throw new CommandFailure(option + ": " + value + " is not from " + least + " to " + most);
        }
    }
}
