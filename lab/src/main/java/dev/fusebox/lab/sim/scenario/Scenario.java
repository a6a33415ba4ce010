package dev.fusebox.lab.sim.scenario;

import dev.fusebox.core.roster.DetectionSettings;
import dev.fusebox.core.roster.Fate;
import java.util.List;

/**
 * One simulated group and what happens to it.
 *
 * @param name for people: the file
 * @param members how many there are at the start, named m0, m1 and so on
 * @param nodes over which they are dealt out round robin
 * @param zones over which the nodes are dealt out round robin
 * @param durationNanos how long it runs, in virtual time
 * @param faults in the order of the file
 */
public record Scenario(
        String name,
        int members,
        int nodes,
        int zones,
        long durationNanos,
        DetectionSettings detection,
        Fate fate,
        NetworkSettings network,
        List<Fault> faults) {
    public Scenario {
        faults = List.copyOf(faults);
    }

    /** Members, those that join later included. */
    public int everyone() {
        return members
                + faults.stream()
                        .mapToInt(f -> f.action() instanceof Fault.Join join
                                ? join.members().size()
                                : 0)
                        .sum();
    }
}
