package dev.fusebox.lab.sim.world;

import dev.fusebox.core.member.Effect;
import dev.fusebox.core.member.Input;
import dev.fusebox.core.member.KeptState;
import dev.fusebox.core.member.Member;
import dev.fusebox.core.member.Notice;
import dev.fusebox.core.message.Message;
import dev.fusebox.core.overlay.SharedGraphs;
import dev.fusebox.core.roster.MemberId;
import dev.fusebox.lab.sim.engine.EventKind;
import dev.fusebox.lab.sim.engine.EventQueue;
import dev.fusebox.lab.sim.engine.LocalClock;
import dev.fusebox.lab.sim.engine.Purpose;
import dev.fusebox.lab.sim.engine.RandomStream;
import dev.fusebox.lab.sim.scenario.Scenario;
import dev.fusebox.lab.sim.watch.GroundTruth;
import dev.fusebox.lab.sim.watch.Watcher;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** All members, their processes and what they do: gives inputs to machines and carries out their effects. */
final class World {
    private static final Input TIMER = new Input.TimerFired();
    private static final long MAX_START_OFFSET_NANOS = 1_000_000_000_000L;
    private static final String PORT = ":7946";

    final EventQueue<EventKind> events;
    final GroundTruth truth;
    final List<SimMember> members = new ArrayList<>();
    private final Map<MemberId, SimMember> byId = new HashMap<>();
    private final SharedGraphs graphs = new SharedGraphs();
    private final List<Watcher> watchers;
    private final List<Watcher.OfMessages> messageWatchers;
    private Optional<Transport> transport = Optional.empty();
    private Optional<OperatorLine> operatorLine = Optional.empty();

    World(Scenario scenario, long seed, EventQueue<EventKind> events, GroundTruth truth, List<Watcher> watchers) {
        this.events = events;
        this.truth = truth;
        this.watchers = List.copyOf(watchers);
        this.messageWatchers = watchers.stream()
                .filter(Watcher.OfMessages.class::isInstance)
                .map(Watcher.OfMessages.class::cast)
                .toList();
        Secrets secrets = new Secrets();
        for (int i = 0; i < scenario.everyone(); i++) {
            MemberId id = new MemberId("m" + i);
            secrets.add(id, new RandomStream(seed, i, Purpose.SECRET).nextLong());
            long shown = new RandomStream(seed, i, Purpose.CLOCK).upTo(MAX_START_OFFSET_NANOS);
            SimMember member = new SimMember(
                    i, id, secrets.identity(id), new RandomStream(seed, i, Purpose.MEMBER), new LocalClock(shown));
            members.add(member);
            byId.put(id, member);
        }
    }

    /** The last parts, which need the world themselves. */
    void connect(Transport with, OperatorLine line) {
        transport = Optional.of(with);
        operatorLine = Optional.of(line);
    }

    static String address(MemberId member) {
        return member.value() + PORT;
    }

    SimMember byAddress(String address) {
        return byId(new MemberId(address.substring(0, address.length() - PORT.length())));
    }

    SimMember byId(MemberId id) {
        return Objects.requireNonNull(byId.get(id));
    }

    long now() {
        return events.atNanos();
    }

    List<Watcher> watchers() {
        return watchers;
    }

    // ---- processes ----

    /** A process starts, with what is on its disk or without. */
    void start(SimMember member, boolean keepState) {
        if (!keepState) {
            member.disk = KeptState.NONE;
        }
        member.start++;
        Member machine = new Member(member.identity, member.disk, graphs, member.random, member.clock.local(now()));
        member.machine = Optional.of(machine);
        member.disk.groups().forEach(group -> member.learns(group.roster()));
        truth.became(member.index, GroundTruth.Process.RUNNING, now());
        watchers.forEach(w -> w.started(now(), member.index, machine.session()));
        carryOut(member, machine, machine.start());
        line().attach(member);
    }

    /** A process ends. */
    void stop(SimMember member, GroundTruth.Process as) {
        if (member.machine.isPresent()) {
            watchers.forEach(w -> w.stopped(now(), member.index));
        }
        member.end();
        truth.became(member.index, as, now());
    }

    void freeze(SimMember member) {
        if (member.machine.isPresent()) {
            truth.became(member.index, GroundTruth.Process.FROZEN, now());
        }
    }

    /** It goes on: it finds the time passed, and what came meanwhile. */
    void resume(SimMember member) {
        if (truth.process(member.index) != GroundTruth.Process.FROZEN) {
            return;
        }
        truth.became(member.index, GroundTruth.Process.RUNNING, now());
        watchers.forEach(w -> w.resumed(now(), member.index));
        member.timerAtNanos = SimMember.NO_TIMER;
        takeWaiting(member);
        if (member.waiting.isEmpty()) {
            take(member, TIMER);
        }
    }

    // ---- inputs ----

    /** Something comes to a member. */
    void give(SimMember member, Input input) {
        if (member.machine.isEmpty()) {
            return;
        }
        boolean frozen = truth.process(member.index) == GroundTruth.Process.FROZEN;
        if (frozen || now() < member.busyUntilNanos || !member.waiting.isEmpty()) {
            if (member.waiting.size() >= SimMember.MAX_WAITING) {
                member.droppedInputs++;
                return;
            }
            if (member.waiting.isEmpty() && !frozen) {
                events.add(member.busyUntilNanos, EventKind.FREE_AGAIN, member.index, 0, member.start);
            }
            member.waiting.add(new SimMember.Waiting(input, now()));
            for (Watcher.OfMessages watcher : messageWatchers) {
                watcher.waiting(now(), member.index, member.waiting.size());
            }
            return;
        }
        take(member, input);
    }

    /** The deadline that the event stood for may have moved. */
    void timer(SimMember member, long start) {
        if (start != member.start || member.timerAtNanos != now() || member.machine.isEmpty()) {
            return;
        }
        member.timerAtNanos = SimMember.NO_TIMER;
        if (truth.process(member.index) == GroundTruth.Process.FROZEN) {
            return;
        }
        Member machine = member.machine.get();
        if (now() < member.busyUntilNanos) {
            member.timerAtNanos = member.busyUntilNanos;
            events.add(member.busyUntilNanos, EventKind.TIMER, member.index, 0, start);
        } else if (member.clock.world(machine.nextDeadlineNanos()) <= now()) {
            take(member, TIMER);
        } else {
            arm(member, machine);
        }
    }

    /** A busy member can go on. */
    void freeAgain(SimMember member, long start) {
        if (start == member.start && truth.process(member.index) == GroundTruth.Process.RUNNING) {
            takeWaiting(member);
        }
    }

    private void takeWaiting(SimMember member) {
        while (!member.waiting.isEmpty() && member.machine.isPresent()) {
            if (now() < member.busyUntilNanos) {
                events.add(member.busyUntilNanos, EventKind.FREE_AGAIN, member.index, 0, member.start);
                return;
            }
            SimMember.Waiting next = member.waiting.remove();
            truth.behind(member.index, next.sinceNanos(), now());
            take(member, next.input());
        }
        truth.behind(member.index, now(), now());
    }

    private void take(SimMember member, Input input) {
        Member machine = member.machine.orElseThrow();
        boolean wakes = member.wokeAtNanos != now();
        member.wokeAtNanos = now();
        for (Watcher.OfMessages watcher : messageWatchers) {
            if (wakes) {
                watcher.woke(now(), member.index);
            }
            if (input instanceof Input.Received received) {
                watcher.received(now(), member.index, byId(received.from()).index, received.message());
            }
        }
        if (input instanceof Input.RosterReceived received) {
            member.learns(received.roster());
        }
        if (input instanceof Input.Received received) {
            member.lie.ifPresent(liar -> liar.hears(received.message(), received.from()));
        }
        member.busyUntilNanos = now() + member.costNanos;
        carryOut(member, machine, machine.handle(input, member.clock.local(now())));
    }

    private void arm(SimMember member, Member machine) {
        long due = member.clock.world(machine.nextDeadlineNanos());
        if (due < member.timerAtNanos) {
            member.timerAtNanos = Math.max(due, now());
            events.add(member.timerAtNanos, EventKind.TIMER, member.index, 0, member.start);
        }
    }

    /** A clock changed: the same deadline is at another time. */
    void rearm(SimMember member) {
        member.timerAtNanos = SimMember.NO_TIMER;
        member.machine.ifPresent(machine -> arm(member, machine));
    }

    // ---- effects ----

    private void carryOut(SimMember member, Member machine, List<Effect> effects) {
        for (int i = 0; i < effects.size(); i++) {
            perform(member, machine, effects.get(i));
        }
        arm(member, machine);
    }

    private void perform(SimMember member, Member machine, Effect effect) {
        Transport network = transport.orElseThrow();
        switch (effect) {
            case Effect.Send send -> {
                Message message = member.lie.isPresent() ? member.lie.get().says(send.message()) : send.message();
                send(member, machine, byId(send.to()), message);
            }
            case Effect.SendFreshProbe probe ->
                network.probe(member, byAddress(probe.address()), probe.query(), probe.timeoutNanos());
            case Effect.AnswerFreshProbe answer -> network.answer(member, answer.callToken(), answer.reply());
            case Effect.Dial dial -> network.dial(member, byAddress(dial.address()));
            case Effect.Drop drop -> network.drop(member, byId(drop.peer()));
            case Effect.Persist persist -> member.disk = persist.state();
            case Effect.Tell tell -> tell(member, machine, tell.notice());
            case Effect.Report report -> {}
            case Effect.Count count -> {}
        }
    }

    /** A member says something, of its own accord or because a liar speaks through it. */
    void send(SimMember member, Member machine, SimMember to, Message message) {
        if (transport.orElseThrow().send(member, to, message)) {
            for (Watcher.OfMessages watcher : messageWatchers) {
                watcher.sent(now(), member.index, to.index, machine.session(), message);
            }
        }
    }

    private void tell(SimMember member, Member machine, Notice notice) {
        watchers.forEach(w -> w.told(now(), member.index, machine.session(), notice));
        line().told(member, notice);
    }

    private OperatorLine line() {
        return operatorLine.orElseThrow();
    }
}
