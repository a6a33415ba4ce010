package dev.fusebox.lab.sim.world;

import dev.fusebox.core.member.GroupView;
import dev.fusebox.core.member.Input;
import dev.fusebox.core.member.Notice;
import dev.fusebox.core.message.Message;
import dev.fusebox.core.message.Message.ProbeQuery;
import dev.fusebox.core.message.Message.ProbeReply;
import dev.fusebox.core.roster.Roster;
import dev.fusebox.core.roster.Session;
import dev.fusebox.lab.sim.engine.EventHash;
import dev.fusebox.lab.sim.engine.EventKind;
import dev.fusebox.lab.sim.engine.EventQueue;
import dev.fusebox.lab.sim.engine.Purpose;
import dev.fusebox.lab.sim.engine.RandomStream;
import dev.fusebox.lab.sim.network.Air;
import dev.fusebox.lab.sim.network.DatagramLinks;
import dev.fusebox.lab.sim.network.Impairments;
import dev.fusebox.lab.sim.network.LinkModel;
import dev.fusebox.lab.sim.network.MessageContent;
import dev.fusebox.lab.sim.network.StreamLinks;
import dev.fusebox.lab.sim.network.Way;
import dev.fusebox.lab.sim.scenario.NetworkSettings.Links;
import dev.fusebox.lab.sim.scenario.Scenario;
import dev.fusebox.lab.sim.watch.Bounds;
import dev.fusebox.lab.sim.watch.GroundTruth;
import dev.fusebox.lab.sim.watch.Watcher;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * One run of a scenario: one thread, virtual time, one event after the other, and a hash over all of them. The same scenario and seed
 * give the same hash in every process.
 */
public final class Simulation {
    /** The one group's name. */
    public static final String GROUP = "g";

    /** At most so many inputs wait at a process that cannot take them. */
    public static final int MAX_WAITING = SimMember.MAX_WAITING;

    private static final long MAX_START_NANOS = 20_000_000L;
    private static final long DATAGRAM_CONNECT_AGAIN_NANOS = 250_000_000L;
    private static final long STREAM_CONNECT_AGAIN_NANOS = 1_000_000_000L;

    /** Views are looked at so often while an epoch is burnt somewhere; of large groups only at the end. */
    private static final long VIEW_NANOS = 1_000_000_000L;

    private static final int VIEWED_OFTEN = 64;

    private final Scenario scenario;
    private final EventQueue<EventKind> events = new EventQueue<>(EventKind.class);
    private final EventHash hash = new EventHash();
    private final GroundTruth truth;
    private final Bounds bounds;
    private final World world;
    private final Air air;
    private final Transport transport;
    private final OperatorLine line;
    private final SimOperator operator;
    private final FaultInjector faults;
    private final List<Watcher> watchers;
    private final boolean viewedOften;
    private long happened;
    private long viewedNanos;

    /**
     * A run that has not begun.
     *
     * @param truth what watchers may know; written by this run alone
     * @param bounds told of the ways that messages take
     * @param watchers who sees it
     */
    public Simulation(Scenario scenario, long seed, GroundTruth truth, Bounds bounds, List<Watcher> watchers) {
        this(scenario, seed, truth, bounds, watchers, (from, to) -> Way.PLAIN);
    }

    /** The same, and messages between two members go a way of their own. */
    public Simulation(
            Scenario scenario, long seed, GroundTruth truth, Bounds bounds, List<Watcher> watchers, Way.Map ways) {
        this.scenario = scenario;
        this.viewedOften = scenario.everyone() <= VIEWED_OFTEN;
        this.truth = truth;
        this.bounds = bounds;
        this.watchers = new ArrayList<>(watchers);
        this.watchers.add(new NoticeHash());
        this.world = new World(scenario, seed, events, truth, this.watchers);
        Impairments impairments = new Impairments(scenario.network().loss());
        this.air = new Air(events, scenario.network(), impairments, scenario.everyone(), seed, ways);
        boolean streams = scenario.network().links() == Links.STREAM;
        LinkModel links = streams ? new StreamLinks(air) : new DatagramLinks(air);
        this.transport =
                new Transport(world, air, links, streams ? STREAM_CONNECT_AGAIN_NANOS : DATAGRAM_CONNECT_AGAIN_NANOS);
        this.line = new OperatorLine(world, GROUP, seed);
        this.operator = new SimOperator(world, line, scenario, GROUP);
        this.faults = new FaultInjector(world, transport, impairments, operator, line, scenario, GROUP, seed);
        world.connect(transport, line);
        for (int i = 0; i < scenario.members(); i++) {
            long at = new RandomStream(seed, i, Purpose.FAULT).upTo(MAX_START_NANOS);
            events.add(at, EventKind.START, i, 0, 0);
        }
    }

    /** Whom a notice went to, and what it was, is part of what happened. */
    private final class NoticeHash implements Watcher {
        @Override
        public void told(long atNanos, int member, Session session, Notice notice) {
            long burn = notice instanceof Notice.FuseBurnt burnt ? MessageContent.cause(burnt.cause()) : 0;
            long kind = notice.getClass().getSimpleName().hashCode();
            hash.add(((long) member << 32) ^ kind ^ notice.groupEpoch().epoch());
            hash.add(burn);
        }
    }

    /** Runs it to its end. */
    public void run() {
        run(() -> false);
    }

    /** Runs it to its end, or until enough was seen. */
    public void run(BooleanSupplier enough) {
        operator.begin();
        faults.schedule();
        while (!enough.getAsBoolean() && events.next(scenario.durationNanos())) {
            happened++;
            record();
            happen();
            if (viewedOften && events.atNanos() - viewedNanos >= VIEW_NANOS) {
                look(events.atNanos());
            }
        }
        bounds.way(air.worstDelayNanos());
        long end = enough.getAsBoolean() ? events.atNanos() : scenario.durationNanos();
        look(end);
        watchers.forEach(w -> w.ended(end));
    }

    /** Over everything until now. */
    public String hash() {
        return hash.hex();
    }

    /** How many things have happened. */
    public long happened() {
        return happened;
    }

    /** The roster in force. */
    public Optional<Roster> roster() {
        return operator.roster();
    }

    private void record() {
        hash.add(events.atNanos());
        hash.add(((long) events.kind().ordinal() << 48) ^ ((long) events.target() << 24) ^ events.other());
        hash.add(events.number());
        if (events.content() instanceof Message message) {
            hash.add(MessageContent.of(message));
        }
    }

    private void happen() {
        long number = events.number();
        switch (events.kind()) {
            case TIMER -> world.timer(target(), number);
            case FREE_AGAIN -> world.freeAgain(target(), number);
            case MESSAGE -> transport.message(target(), other(), number, (Message) events.content());
            case RETRANSMISSION -> transport.retransmission(target(), other(), number);
            case CONNECT -> transport.connect(target(), other(), number);
            case CONNECTED -> transport.connected(target(), other(), number);
            case CONNECT_AGAIN -> transport.connectAgain(target(), other(), number);
            case RESET -> transport.reset(target(), other(), number);
            case PROBE -> transport.probed(target(), other(), number, events.content());
            case PROBE_ANSWER -> transport.probeAnswered(target(), other(), (ProbeReply) events.content());
            case PROBE_REFUSED -> transport.probeRefused(target(), other(), (ProbeQuery) events.content());
            case FAULT -> faults.step(events.target(), number);
            case START -> world.start(target(), false);
            case GONE -> {
                if (target().start == number) {
                    faults.gone(target());
                }
            }
            case REPORT -> {
                if (events.content() instanceof OperatorLine.Word word) {
                    if (!line.isDown()) {
                        operator.hears(events.target(), word);
                    }
                } else if (target().start == number) {
                    line.attach(target());
                }
            }
            case ORDER -> {
                if (target().start == number && events.content() instanceof Input input) {
                    world.give(target(), input);
                } else if (target().start == number) {
                    line.attach(target());
                }
            }
            case OPERATOR -> operator.look();
        }
    }

    private void look(long atNanos) {
        viewedNanos = atNanos;
        for (SimMember member : world.members) {
            if (truth.live(member.index) && member.machine.isPresent()) {
                Session session = member.machine.get().session();
                Optional<GroupView> view = member.machine.get().view(GROUP, member.clock.local(atNanos));
                view.ifPresent(v -> watchers.forEach(w -> w.viewed(atNanos, member.index, session, v)));
            }
        }
    }

    private SimMember target() {
        return world.members.get(events.target());
    }

    private SimMember other() {
        return world.members.get(events.other());
    }
}
