package dev.fusebox.lab.sim.world;

import dev.fusebox.core.member.GroupView;
import dev.fusebox.core.member.Input;
import dev.fusebox.core.member.Notice;
import dev.fusebox.lab.sim.engine.EventKind;
import dev.fusebox.lab.sim.engine.Purpose;
import dev.fusebox.lab.sim.engine.RandomStream;
import dev.fusebox.lab.sim.watch.GroundTruth;
import java.util.List;

/**
 * The streams between agents and the operator, on a network of their own that loses nothing. While the operator is down nothing passes;
 * afterwards every agent comes back when its back-off lets it.
 */
final class OperatorLine {
    /** One way, at least. */
    private static final long DELAY_NANOS = 1_000_000L;

    private static final long JITTER_NANOS = 4_000_000L;

    /** Full-jitter back-off of an agent that lost the operator. */
    private static final long MAX_BACKOFF_NANOS = 30_000_000_000L;

    private static final long FROZEN_AGAIN_NANOS = 100_000_000L;

    private final World world;
    private final String group;
    private final RandomStream[] draws;
    private final long[] lastArrivalNanos;
    private boolean down;
    private long downSinceNanos;

    /** What an agent says. */
    sealed interface Word {
        /** It attaches, and shows the groups it knows. */
        record Attached(List<GroupView> groups) implements Word {}

        /** It passes on what its application is told. */
        record Told(Notice notice) implements Word {}
    }

    /** What the operator asks. */
    enum Question {
        HOW_ARE_YOU
    }

    OperatorLine(World world, String group, long seed) {
        this.world = world;
        this.group = group;
        this.draws = new RandomStream[world.members.size()];
        this.lastArrivalNanos = new long[draws.length];
        for (int i = 0; i < draws.length; i++) {
            draws[i] = new RandomStream(seed, i, Purpose.OPERATOR);
        }
    }

    boolean isDown() {
        return down;
    }

    void down() {
        down = true;
        downSinceNanos = world.now();
    }

    /** The operator is back: agents that run attach again, one after the other. */
    void up() {
        down = false;
        long backoff = Math.min(MAX_BACKOFF_NANOS, world.now() - downSinceNanos);
        for (SimMember member : world.members) {
            if (member.machine.isPresent()) {
                world.events.add(
                        world.now() + draws[member.index].upTo(backoff),
                        EventKind.REPORT,
                        member.index,
                        0,
                        member.start);
            }
        }
    }

    /** An agent started, or its time to try again has come. Who is frozen answers when it goes on. */
    void attach(SimMember member) {
        if (down || member.machine.isEmpty()) {
            return;
        }
        if (world.truth.process(member.index) == GroundTruth.Process.FROZEN) {
            world.events.add(world.now() + FROZEN_AGAIN_NANOS, EventKind.REPORT, member.index, 0, member.start);
            return;
        }
        member.machine.ifPresent(machine -> report(
                member,
                new Word.Attached(machine.view(group, member.clock.local(world.now())).stream()
                        .toList())));
    }

    void told(SimMember member, Notice notice) {
        boolean matters = notice instanceof Notice.FuseBurnt
                || notice instanceof Notice.FuseIntact
                || notice instanceof Notice.RosterAcknowledged;
        if (matters && !down) {
            report(member, new Word.Told(notice));
        }
    }

    /** The operator says something to an agent. */
    void order(int member, Input input) {
        if (!down) {
            world.events.add(arrival(member), EventKind.ORDER, member, 0, world.members.get(member).start, input);
        }
    }

    /** The operator asks an agent whether it is there, and what it knows. */
    void ask(int member) {
        if (!down) {
            world.events.add(
                    arrival(member), EventKind.ORDER, member, 0, world.members.get(member).start, Question.HOW_ARE_YOU);
        }
    }

    private void report(SimMember member, Word word) {
        world.events.add(arrival(member.index), EventKind.REPORT, member.index, 1, member.start, word);
    }

    /** In order both ways. */
    private long arrival(int member) {
        long at = world.now() + DELAY_NANOS + draws[member].upTo(JITTER_NANOS);
        lastArrivalNanos[member] = Math.max(at, lastArrivalNanos[member]);
        return lastArrivalNanos[member];
    }
}
