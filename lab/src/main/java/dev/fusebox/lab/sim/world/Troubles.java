package dev.fusebox.lab.sim.world;

import dev.fusebox.core.suspect.Quorum;
import dev.fusebox.lab.sim.network.Impairments;
import dev.fusebox.lab.sim.network.StreamLinks;
import dev.fusebox.lab.sim.scenario.Fault;
import dev.fusebox.lab.sim.scenario.NetworkSettings.Links;
import dev.fusebox.lab.sim.scenario.Scenario;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.IntPredicate;

/**
 * Whom a fault makes faulty. Of a partition, those outside its only largest set; of lossy links, whoever has so many of them that a
 * quorum of observers may be behind them; of losses below 40 % nobody. A stream loses nothing: there it is those that are held up for
 * 40 % of the time or more.
 */
final class Troubles {
    /** The protocol promises nothing above. */
    static final double TOLERATED_LOSS = 0.4;

    /** A clock this much too fast or slow is no drift any more. */
    private static final double DRIFT = 1.2;

    private final Scenario scenario;
    private final IntPredicate there;
    private final Map<Integer, TreeSet<Integer>> badLinks = new HashMap<>();

    /** Of that scenario, in which a member can see and help others while it is there. */
    Troubles(Scenario scenario, IntPredicate there) {
        this.scenario = scenario;
        this.there = there;
    }

    /** Everyone, if the network itself is worse than the protocol promises to bear. */
    boolean everywhere() {
        return missing(scenario.network().loss(), scenario.network().loss()) >= TOLERATED_LOSS;
    }

    /**
     * The share of heartbeats that do not come in time, where segments one way and back are lost with these probabilities. Of datagrams
     * it is the loss. A stream that lost a segment or its acknowledgement stands still until both get through: a try succeeds unless one
     * of the two is lost (f), the first comes after a time-out, each further one after twice the time, which makes r / (1 - 2f) on
     * average, and without end from f = 1/2 on. Until it stands still next it carries 1/f heartbeats.
     */
    private double missing(double there, double back) {
        if (scenario.network().links() == Links.DATAGRAM) {
            return there;
        }
        double fails = 1 - (1 - there) * (1 - back);
        if (fails >= 0.5) {
            return 1;
        }
        double held = fails * StreamLinks.TIMEOUT_NANOS / (1 - 2 * fails);
        return held / (held + scenario.detection().intervalNanos());
    }

    /** Members that this fault puts in trouble, as it begins. */
    List<Integer> of(Fault.Action action) {
        return switch (action) {
            case Fault.Crash crash -> crash.members();
            case Fault.Kill kill -> kill.members();
            case Fault.Restart restart -> restart.members();
            case Fault.Pause pause -> pause.members();
            case Fault.Blink blink -> blink.members();
            case Fault.Starve starve -> starve.members();
            case Fault.Drop drop -> bad(drop.probability(), 0) ? drop.members() : List.of();
            case Fault.Link link -> List.of();
            case Fault.Partition partition -> cutOff(partition);
            case Fault.Delay delay ->
                delay.addNanos() >= scenario.detection().intervalNanos() / 2 ? delay.members() : List.of();
            case Fault.Clock clock -> clock.rate() > DRIFT || clock.rate() < 1 / DRIFT ? clock.members() : List.of();
            case Fault.Lie lie -> lie.members();
            case Fault.Application application -> application.members();
            case Fault.Leave leave -> leave.members();
            case Fault.Signal signal -> List.of();
            case Fault.Join join -> join.members();
            case Fault.OperatorDown down -> List.of();
        };
    }

    /** Whether this fault, which puts these members in trouble, may burn the fuse. */
    boolean mayBurn(Fault.Action action, List<Integer> troubled) {
        return switch (action) {
            case Fault.Signal signal -> true;
            case Fault.Join join -> false;
            case Fault.Leave leave -> false;
            default -> !troubled.isEmpty();
        };
    }

    /** Whether what goes over that link is as good as lost. */
    boolean isBad(Fault.Link link) {
        return bad(link.probability(), link.forward() && link.back() ? link.probability() : 0);
    }

    /** That link is bad from now on. */
    void broke(Fault.Link link) {
        badLinks.computeIfAbsent(link.first(), m -> new TreeSet<>()).add(link.second());
        badLinks.computeIfAbsent(link.second(), m -> new TreeSet<>()).add(link.first());
    }

    /** That link is good again. */
    void mended(Fault.Link link) {
        badLinks.getOrDefault(link.first(), new TreeSet<>()).remove(link.second());
        badLinks.getOrDefault(link.second(), new TreeSet<>()).remove(link.first());
    }

    /** Members that bad links put in trouble, with those that are there now: a link may be all that two of them have left. */
    TreeSet<Integer> behindBadLinks() {
        TreeSet<Integer> faulty = new TreeSet<>();
        int links = 0;
        for (Map.Entry<Integer, TreeSet<Integer>> ends : badLinks.entrySet()) {
            long bad = ends.getValue().stream().filter(there::test).count();
            if (there.test(ends.getKey()) && bad > 0) {
                links += (int) bad;
                if (bad >= enough()) {
                    faulty.add(ends.getKey());
                }
            }
        }
        if (links / 2 >= present() - 1 && links > 0) {
            faulty.addAll(outside(components()));
        }
        return faulty;
    }

    private int present() {
        int present = 0;
        for (int member = 0; member < scenario.everyone(); member++) {
            present += there.test(member) ? 1 : 0;
        }
        return present;
    }

    private boolean bad(double there, double back) {
        double arrives = 1 - scenario.network().loss();
        return missing(1 - (1 - there) * arrives, 1 - (1 - back) * arrives) >= TOLERATED_LOSS;
    }

    /** Who still reaches whom, directly or over others, by links that are good both ways. */
    private List<List<Integer>> components() {
        TreeSet<Integer> left = new TreeSet<>();
        for (int member = 0; member < scenario.everyone(); member++) {
            if (there.test(member)) {
                left.add(member);
            }
        }
        List<List<Integer>> components = new ArrayList<>();
        while (!left.isEmpty()) {
            List<Integer> component = new ArrayList<>(List.of(left.removeFirst()));
            for (int i = 0; i < component.size(); i++) {
                TreeSet<Integer> bad = badLinks.getOrDefault(component.get(i), new TreeSet<>());
                List<Integer> reached =
                        left.stream().filter(m -> !bad.contains(m)).toList();
                component.addAll(reached);
                left.removeAll(reached);
            }
            components.add(component);
        }
        return components;
    }

    /** As many bad links at one member as may convict it. */
    private int enough() {
        int observers = Math.min(scenario.detection().observersPerMember(), present() - 1);
        return observers < 2 ? 1 : new Quorum(observers, false).high();
    }

    private List<Integer> cutOff(Fault.Partition partition) {
        Map<Integer, List<Integer>> bySide = new HashMap<>();
        for (int member = 0; member < scenario.everyone(); member++) {
            bySide.computeIfAbsent(Impairments.side(partition.sets(), member), s -> new ArrayList<>())
                    .add(member);
        }
        return outside(List.copyOf(bySide.values()));
    }

    /** Members outside the only largest set; all, if there are two of that size. */
    private static List<Integer> outside(List<List<Integer>> sets) {
        int largest = sets.stream().mapToInt(List::size).max().orElse(0);
        boolean only = sets.stream().filter(s -> s.size() == largest).count() == 1;
        return sets.stream()
                .filter(side -> !only || side.size() < largest)
                .flatMap(List::stream)
                .toList();
    }
}
