package dev.fusebox.lab.sim.network;

import dev.fusebox.lab.sim.scenario.Fault;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What is broken in the network right now, by the fault that broke it. Not thread-safe. */
public final class Impairments {
    private final Map<Integer, Fault.Action> active = new TreeMap<>();
    private final double everywhere;
    private int version = 1;

    /**
     * Nothing is broken.
     *
     * @param everywhere loss of every link
     */
    public Impairments(double everywhere) {
        this.everywhere = everywhere;
    }

    /** That fault begins: a loss, a bad link, a partition or a delay; others change nothing here. */
    public void begin(int fault, Fault.Action action) {
        active.put(fault, action);
        version++;
    }

    /** That fault is over. */
    public void end(int fault) {
        active.remove(fault);
        version++;
    }

    /** Changes whenever anything here does. */
    public int version() {
        return version;
    }

    /** The probability that a message from one to the other is lost now. */
    public double loss(int from, int to) {
        double arrives = 1 - everywhere;
        for (Fault.Action action : active.values()) {
            arrives *= 1 - loss(action, from, to);
        }
        return 1 - arrives;
    }

    /** By how much everything from that member is late now. */
    public long lateNanos(int from) {
        long late = 0;
        for (Fault.Action action : active.values()) {
            if (action instanceof Fault.Delay delay && delay.members().contains(from)) {
                late += delay.addNanos();
            }
        }
        return late;
    }

    private static double loss(Fault.Action action, int from, int to) {
        return switch (action) {
            case Fault.Drop drop -> drop.members().contains(drop.incoming() ? to : from) ? drop.probability() : 0;
            case Fault.Link link -> {
                boolean forward = link.forward() && from == link.first() && to == link.second();
                boolean back = link.back() && from == link.second() && to == link.first();
                yield forward || back ? link.probability() : 0;
            }
            case Fault.Partition partition -> side(partition.sets(), from) == side(partition.sets(), to) ? 0 : 1;
            default -> 0;
        };
    }

    /** In which of the sets that member is; those not named are in the first. */
    public static int side(List<List<Integer>> sets, int member) {
        for (int i = 1; i < sets.size(); i++) {
            if (sets.get(i).contains(member)) {
                return i;
            }
        }
        return 0;
    }
}
