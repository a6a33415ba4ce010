package dev.fusebox.lab.sim.swarm;

import dev.fusebox.core.roster.DetectionSettings;
import dev.fusebox.core.roster.Fate;
import dev.fusebox.lab.sim.engine.Purpose;
import dev.fusebox.lab.sim.engine.RandomStream;
import dev.fusebox.lab.sim.scenario.Fault;
import dev.fusebox.lab.sim.scenario.NetworkSettings;
import dev.fusebox.lab.sim.scenario.Scenario;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * Makes a scenario out of a seed: a group of 2 to 16 unless another size is asked for, one to five faults of any kind within half a
 * minute, and then calm, in which the group must become whole again. What can last is ended before the calm.
 */
public final class RandomScenario {
    private static final long SECOND = 1_000_000_000L;
    private static final long MILLISECOND = 1_000_000L;
    private static final long FIRST_FAULT = 8 * SECOND;
    private static final long LAST_FAULT = 30 * SECOND;
    private static final long CALM_FROM = 40 * SECOND;
    private static final int KINDS = 18;

    /** The sizes of groups, if no others are asked for. */
    static final int FEWEST = 2;

    static final int MOST = 16;

    private final RandomStream random;
    private final int members;
    private int everyone;

    private RandomScenario(long seed, int fewest, int most) {
        this.random = new RandomStream(seed, 0, Purpose.SCENARIO);
        this.members = fewest + random.nextInt(most - fewest + 1);
        this.everyone = members;
    }

    /** The scenario of that seed. */
    public static Scenario of(long seed) {
        return of(seed, FEWEST, MOST);
    }

    /** The same in a group of so many members, both ends included, at least 2. */
    public static Scenario of(long seed, int fewest, int most) {
        return new RandomScenario(seed, fewest, most).make("swarm " + seed);
    }

    private Scenario make(String name) {
        int nodes = 1 + random.nextInt(members);
        NetworkSettings network = network();
        int count = 1 + random.nextInt(5);
        List<Fault> faults = new ArrayList<>();
        boolean operatorDown = false;
        for (int i = 0; i < count; i++) {
            Fault fault = fault(i);
            faults.add(fault);
            operatorDown |= fault.action() instanceof Fault.OperatorDown;
        }
        long duration = CALM_FROM + (operatorDown ? 70 : 35) * SECOND;
        return new Scenario(
                name, members, nodes, 1, duration, DetectionSettings.DEFAULTS, Fate.NOTIFY, network, faults);
    }

    private NetworkSettings network() {
        boolean streams = random.nextInt(4) == 0;
        double loss =
                switch (random.nextInt(4)) {
                    case 0 -> 0.01;
                    case 1 -> random.nextInt(4) == 0 && !streams ? 0.1 : 0.02;
                    default -> 0;
                };
        boolean wild = random.nextInt(4) == 0 && !streams;
        return new NetworkSettings(
                MILLISECOND / 2 + random.upTo(5 * MILLISECOND),
                random.upTo(3 * MILLISECOND),
                loss,
                wild ? 0.05 : 0,
                wild ? 0.05 : 0,
                streams ? NetworkSettings.Links.STREAM : NetworkSettings.Links.DATAGRAM);
    }

    private Fault fault(int index) {
        long at = FIRST_FAULT + random.upTo(LAST_FAULT - FIRST_FAULT);
        long until = Math.min(CALM_FROM, at + 100 * MILLISECOND + random.upTo(20 * SECOND));
        int kind = random.nextInt(KINDS);
        return switch (kind) {
            case 0 -> new Fault(index, "crash", at, Long.MAX_VALUE, new Fault.Crash(some()));
            case 1 -> new Fault(index, "kill", at, Long.MAX_VALUE, new Fault.Kill(some()));
            case 2, 3 ->
                new Fault(index, "restart", at, Long.MAX_VALUE, new Fault.Restart(some(), random.nextBoolean()));
            case 4 -> new Fault(index, "pause", at, until, new Fault.Pause(some()));
            case 5 ->
                new Fault(
                        index,
                        "blink",
                        at,
                        until,
                        new Fault.Blink(some(), milliseconds(50, 2_000), milliseconds(50, 2_000)));
            case 6 -> new Fault(index, "starve", at, until, new Fault.Starve(some(), milliseconds(1, 60)));
            case 7, 8 -> new Fault(index, kind == 7 ? "dropIngress" : "dropEgress", at, until, drop(kind == 7));
            case 9 -> link(index, at, until);
            case 10 -> new Fault(index, "partition", at, until, partition());
            case 11 -> new Fault(index, "delay", at, until, new Fault.Delay(some(), milliseconds(1, 3_000)));
            case 12 ->
                new Fault(
                        index,
                        "clock",
                        at,
                        until,
                        new Fault.Clock(some(), 0.95 + 0.1 * random.nextDouble(), milliseconds(0, 60_000)));
            case 13 -> new Fault(index, "lie", at, until, new Fault.Lie(one(), one(), random.nextBoolean()));
            case 14 -> new Fault(index, "signal", at, Long.MAX_VALUE, new Fault.Signal(one()));
            case 15 -> new Fault(index, "leave", at, Long.MAX_VALUE, new Fault.Leave(one()));
            case 16 ->
                random.nextBoolean()
                        ? new Fault(index, "application", at, until, new Fault.Application(one()))
                        : new Fault(index, "join", at, Long.MAX_VALUE, new Fault.Join(List.of(everyone++)));
            default -> new Fault(index, "operator", at, until, new Fault.OperatorDown());
        };
    }

    private Fault link(int index, long at, long until) {
        List<Integer> ends = shuffled().subList(0, 2);
        boolean forward = random.nextInt(3) > 0;
        boolean back = !forward || random.nextBoolean();
        return new Fault(
                index,
                "link",
                at,
                until,
                new Fault.Link(
                        ends.get(0), ends.get(1), forward, back, random.nextBoolean() ? 1 : random.nextDouble()));
    }

    private Fault.Drop drop(boolean incoming) {
        boolean turns = random.nextInt(3) == 0;
        return new Fault.Drop(
                some(),
                incoming,
                random.nextBoolean() ? 1 : random.nextDouble(),
                turns ? milliseconds(100, 5_000) : 0,
                turns ? milliseconds(100, 5_000) : 0);
    }

    private Fault.Partition partition() {
        List<Integer> all = shuffled();
        int cut = 1 + random.nextInt(all.size() - 1);
        List<List<Integer>> sets = new ArrayList<>(List.of(all.subList(0, cut), all.subList(cut, all.size())));
        return new Fault.Partition(sets);
    }

    private List<Integer> one() {
        return List.of(random.nextInt(members));
    }

    private List<Integer> some() {
        return shuffled().subList(0, 1 + random.nextInt(Math.max(1, members / 3)));
    }

    private List<Integer> shuffled() {
        List<Integer> all = new ArrayList<>();
        for (int i = 0; i < members; i++) {
            all.add(i);
        }
        Collections.shuffle(all, new Random(random.nextLong()));
        return all;
    }

    private long milliseconds(int from, int to) {
        return (from + random.nextInt(to - from + 1)) * MILLISECOND;
    }
}
