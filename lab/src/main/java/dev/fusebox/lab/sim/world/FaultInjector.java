package dev.fusebox.lab.sim.world;

import dev.fusebox.core.member.GroupView;
import dev.fusebox.core.member.Input;
import dev.fusebox.core.message.Evidence;
import dev.fusebox.core.roster.MemberId;
import dev.fusebox.lab.sim.engine.EventKind;
import dev.fusebox.lab.sim.engine.Purpose;
import dev.fusebox.lab.sim.engine.RandomStream;
import dev.fusebox.lab.sim.network.Impairments;
import dev.fusebox.lab.sim.scenario.Fault;
import dev.fusebox.lab.sim.scenario.Scenario;
import dev.fusebox.lab.sim.watch.GroundTruth;
import dev.fusebox.lab.sim.watch.Watcher;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Makes the faults of a scenario happen, and tells the ground truth about them. */
final class FaultInjector {
    /** A pod that leaves is given so long to say so. */
    private static final long LEAVE_NANOS = 1_000_000_000L;

    /** So often a liar lies unasked. */
    private static final long LIE_NANOS = 200_000_000L;

    private static final int BEGIN = 0;
    private static final int END = 1;
    private static final int TURN = 2;

    private final World world;
    private final Transport transport;
    private final Impairments impairments;
    private final SimOperator operator;
    private final OperatorLine line;
    private final Scenario scenario;
    private final String group;
    private final Troubles troubles;
    private final long seed;
    private final Map<Integer, List<Integer>> troubled = new HashMap<>();
    private final Map<Integer, Integer> freezes = new HashMap<>();
    private final TreeSet<Integer> active = new TreeSet<>();
    private final TreeSet<Integer> on = new TreeSet<>();
    private final TreeSet<Integer> mayBurn = new TreeSet<>();
    private TreeSet<Integer> behindBadLinks = new TreeSet<>();

    FaultInjector(
            World world,
            Transport transport,
            Impairments impairments,
            SimOperator operator,
            OperatorLine line,
            Scenario scenario,
            String group,
            long seed) {
        this.world = world;
        this.transport = transport;
        this.impairments = impairments;
        this.operator = operator;
        this.line = line;
        this.scenario = scenario;
        this.group = group;
        this.troubles = new Troubles(scenario, this::isThere);
        this.seed = seed;
    }

    /** Schedules them all. */
    void schedule() {
        if (troubles.everywhere()) {
            for (int i = 0; i < scenario.everyone(); i++) {
                world.truth.trouble(i, 0);
            }
            world.truth.causeBegins(0);
        }
        for (Fault fault : scenario.faults()) {
            world.events.add(fault.atNanos(), EventKind.FAULT, fault.index(), 0, BEGIN);
            if (fault.untilNanos() < scenario.durationNanos()) {
                world.events.add(fault.untilNanos(), EventKind.FAULT, fault.index(), 0, END);
            }
        }
    }

    /** A step of a fault is due. */
    void step(int index, long step) {
        Fault fault = scenario.faults().get(index);
        if (step == BEGIN) {
            begin(fault);
        } else if (step == END) {
            active.remove(index);
            end(fault);
        } else if (active.contains(index)) {
            turn(fault);
        }
        weighLinks();
    }

    private boolean isThere(int member) {
        GroundTruth.Process process = world.truth.process(member);
        return process == GroundTruth.Process.RUNNING || process == GroundTruth.Process.FROZEN;
    }

    /** Whom bad links put in trouble depends on who is there beside. */
    private void weighLinks() {
        TreeSet<Integer> now = troubles.behindBadLinks();
        now.stream().filter(m -> !behindBadLinks.contains(m)).forEach(m -> world.truth.trouble(m, world.now()));
        behindBadLinks.stream().filter(m -> !now.contains(m)).forEach(m -> world.truth.relief(m, world.now()));
        if (behindBadLinks.isEmpty() && !now.isEmpty()) {
            world.truth.causeBegins(world.now());
        } else if (!behindBadLinks.isEmpty() && now.isEmpty()) {
            world.truth.causeEnds(world.now());
        }
        behindBadLinks = now;
    }

    private void begin(Fault fault) {
        List<Integer> hit = troubles.of(fault.action());
        troubled.put(fault.index(), hit);
        hit.forEach(m -> world.truth.trouble(m, world.now()));
        if (troubles.mayBurn(fault.action(), hit)) {
            mayBurn.add(fault.index());
            world.truth.causeBegins(world.now());
        }
        if (isLasting(fault.action())) {
            world.truth.broken(world.now());
        } else {
            world.truth.unrest(world.now());
        }
        active.add(fault.index());
        tell(w -> w.faultBegan(world.now(), fault));
        apply(fault);
        if (isDeath(fault.action())) {
            // Who is dead stays in trouble; what burns later, in an epoch without the dead, needs a cause of its own.
            causeEnds(fault);
        } else if (!isLasting(fault.action())) {
            over(fault);
        }
    }

    private void end(Fault fault) {
        switch (fault.action()) {
            case Fault.Pause pause -> thaw(pause.members());
            case Fault.Blink blink -> {
                if (on.remove(fault.index())) {
                    thaw(blink.members());
                }
            }
            case Fault.Starve starve -> each(starve.members(), m -> m.costNanos = 0);
            case Fault.Drop drop -> impairments.end(fault.index());
            case Fault.Link link -> {
                impairments.end(fault.index());
                troubles.mended(link);
                world.truth.linkGood(link.first(), link.second(), world.now());
            }
            case Fault.Partition partition -> impairments.end(fault.index());
            case Fault.Delay delay -> impairments.end(fault.index());
            case Fault.Clock clock -> runAt(clock.members(), 1);
            case Fault.Lie lie -> each(lie.members(), m -> m.lie.ifPresent(Liar::becomesHonest));
            case Fault.Application application ->
                each(application.members(), m -> {
                    world.give(m, new Input.LifelineOpened());
                    operator.applicationReady(m.index);
                });
            case Fault.OperatorDown down -> {
                line.up();
                operator.look();
            }
            default -> {
                return;
            }
        }
        over(fault);
        world.truth.healed(world.now());
        tell(w -> w.faultEnded(world.now(), fault));
    }

    /** Its effects on the ground truth end. */
    private void over(Fault fault) {
        troubled.getOrDefault(fault.index(), List.of()).forEach(m -> world.truth.relief(m, world.now()));
        causeEnds(fault);
    }

    private void causeEnds(Fault fault) {
        if (mayBurn.remove(fault.index())) {
            world.truth.causeEnds(world.now());
        }
    }

    private void apply(Fault fault) {
        switch (fault.action()) {
            case Fault.Crash crash -> each(crash.members(), m -> die(m, false));
            case Fault.Kill kill -> each(kill.members(), m -> die(m, true));
            case Fault.Restart restart -> each(restart.members(), m -> restart(m, restart.keepState()));
            case Fault.Pause pause -> freeze(pause.members());
            case Fault.Blink blink -> turn(fault);
            case Fault.Starve starve -> each(starve.members(), m -> m.costNanos = starve.costNanos());
            case Fault.Drop drop -> turn(fault);
            case Fault.Link link -> {
                impairments.begin(fault.index(), link);
                if (troubles.isBad(link)) {
                    troubles.broke(link);
                    world.truth.linkBad(link.first(), link.second());
                }
            }
            case Fault.Partition partition -> impairments.begin(fault.index(), partition);
            case Fault.Delay delay -> impairments.begin(fault.index(), delay);
            case Fault.Clock clock -> runAt(clock.members(), clock.rate());
            case Fault.Lie lie -> lie(fault, lie);
            case Fault.Signal signal ->
                each(signal.members(), m -> world.give(m, new Input.Signalled(group, "the application says so")));
            case Fault.Leave leave -> each(leave.members(), this::leave);
            case Fault.Application application ->
                each(application.members(), m -> {
                    world.give(m, new Input.LifelineClosed());
                    operator.applicationFailed(m.index);
                });
            case Fault.Join join -> each(join.members(), m -> world.start(m, false));
            case Fault.OperatorDown down -> line.down();
        }
    }

    private void turn(Fault fault) {
        switch (fault.action()) {
            case Fault.Blink blink -> {
                boolean stop = on.add(fault.index());
                if (stop) {
                    freeze(blink.members());
                } else {
                    on.remove(fault.index());
                    thaw(blink.members());
                }
                again(fault, stop ? blink.stoppedNanos() : blink.runningNanos());
            }
            case Fault.Drop drop -> {
                boolean lose = on.add(fault.index());
                if (lose) {
                    impairments.begin(fault.index(), drop);
                } else {
                    on.remove(fault.index());
                    impairments.end(fault.index());
                }
                if (drop.onNanos() > 0) {
                    again(fault, lose ? drop.onNanos() : drop.offNanos());
                }
            }
            case Fault.Lie lie -> {
                each(lie.members(), this::speak);
                again(fault, LIE_NANOS);
            }
            default -> {}
        }
    }

    private void again(Fault fault, long afterNanos) {
        world.events.add(world.now() + afterNanos, EventKind.FAULT, fault.index(), 0, TURN);
    }

    // ---- what they do to members ----

    private void die(SimMember member, boolean hostAnswers) {
        if (member.machine.isEmpty()) {
            return;
        }
        member.refuses = hostAnswers;
        transport.processGone(member, hostAnswers);
        world.stop(member, GroundTruth.Process.DEAD);
        member.refuses = hostAnswers;
    }

    private void restart(SimMember member, boolean keepState) {
        die(member, true);
        if (world.truth.process(member.index) != GroundTruth.Process.DEAD) {
            return;
        }
        // Whatever killed it is over; the kill or crash keeps no one in trouble any longer than this.
        active.stream().filter(i -> isDeath(scenario.faults().get(i).action())).forEach(i -> revive(i, member.index));
        member.refuses = true;
        world.start(member, keepState);
    }

    private void revive(int fault, int member) {
        List<Integer> hit = troubled.getOrDefault(fault, List.of());
        if (hit.contains(member)) {
            troubled.put(fault, hit.stream().filter(m -> m != member).toList());
            world.truth.relief(member, world.now());
        }
    }

    private void freeze(List<Integer> members) {
        each(members, m -> {
            if (freezes.merge(m.index, 1, Integer::sum) == 1) {
                world.freeze(m);
            }
        });
    }

    private void thaw(List<Integer> members) {
        each(members, m -> {
            if (freezes.merge(m.index, -1, Integer::sum) == 0) {
                world.resume(m);
            }
        });
    }

    private void runAt(List<Integer> members, double rate) {
        each(members, m -> {
            m.clock.runAt(rate, world.now());
            world.rearm(m);
        });
    }

    private void leave(SimMember member) {
        if (member.machine.isEmpty()) {
            return;
        }
        operator.podLeaves(member.index);
        world.give(member, new Input.Leaving("scaled down"));
        world.events.add(world.now() + LEAVE_NANOS, EventKind.GONE, member.index, 0, member.start);
    }

    /** A pod that left is gone, with its address. */
    void gone(SimMember member) {
        member.refuses = false;
        if (member.machine.isPresent()) {
            transport.processGone(member, true);
            world.stop(member, GroundTruth.Process.GONE);
        }
        operator.podGone(member.index);
        weighLinks();
    }

    private void lie(Fault fault, Fault.Lie lie) {
        TreeSet<MemberId> about = new TreeSet<>();
        lie.about().forEach(m -> about.add(world.members.get(m).id));
        each(
                lie.members(),
                m -> m.lie = java.util.Optional.of(
                        new Liar(m, about, lie.accuse(), new RandomStream(seed, m.index, Purpose.LIE))));
        turn(fault);
    }

    private void speak(SimMember liar) {
        boolean runs = world.truth.process(liar.index) == GroundTruth.Process.RUNNING;
        if (!runs || liar.machine.isEmpty() || liar.lie.isEmpty()) {
            return;
        }
        for (GroupView view : liar.machine.get().views(liar.clock.local(world.now()))) {
            for (Evidence lie : liar.lie.get().lies(view.groupEpoch())) {
                view.members().stream()
                        .map(m -> world.byId(m.member().id()))
                        .filter(to -> to != liar)
                        .forEach(to -> world.send(liar, liar.machine.get(), to, lie));
            }
        }
    }

    private void each(List<Integer> members, java.util.function.Consumer<SimMember> action) {
        members.forEach(m -> action.accept(world.members.get(m)));
    }

    private void tell(java.util.function.Consumer<Watcher> what) {
        world.watchers().forEach(what);
    }

    private static boolean isDeath(Fault.Action action) {
        return action instanceof Fault.Crash || action instanceof Fault.Kill;
    }

    /** Whether it stays until something ends it. */
    private static boolean isLasting(Fault.Action action) {
        return switch (action) {
            case Fault.Pause pause -> true;
            case Fault.Blink blink -> true;
            case Fault.Starve starve -> true;
            case Fault.Drop drop -> true;
            case Fault.Link link -> true;
            case Fault.Partition partition -> true;
            case Fault.Delay delay -> true;
            case Fault.Clock clock -> true;
            case Fault.Lie lie -> true;
            case Fault.Application application -> true;
            case Fault.OperatorDown down -> true;
            default -> false;
        };
    }
}
