package dev.fusebox.agent;

import dev.fusebox.agent.count.Counts;
import dev.fusebox.agent.identity.Credentials;
import dev.fusebox.core.fuse.FuseState;
import dev.fusebox.core.member.Input;
import dev.fusebox.core.roster.DetectionSettings;
import dev.fusebox.core.roster.Fate;
import dev.fusebox.core.roster.GroupEpoch;
import dev.fusebox.core.roster.MemberId;
import dev.fusebox.core.roster.Roster;
import dev.fusebox.core.roster.RosterMember;
import dev.fusebox.core.time.Nanos;
import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * A group of three that lives and dies inside this process, over the loopback interface, before the agent says that it is there: it forms, beats,
 * loses a member, finds out and burns. So all of that code is loaded and compiled when the first real heartbeat is due.
 *
 * <p>Without it an agent is slowest in the moment in which its group begins to watch it: its first seconds cost half a second of processor
 * time, and where many pods start on few cores at once it waits several times as long for that. Such a subject looks dead.
 *
 * <p>The group lives in virtual time, once it has formed far faster than real time. A rehearsal that does not end in time is broken
 * off: it is worth a late start, no more.
 */
final class Rehearsal {
    private static final long STEP_NANOS = Nanos.ofMillis(10);
    /** Until they have met, time is real: a member gives up a connection after a second, and the first of a process takes long. */
    private static final long STEP_REAL_MICROSECONDS_MEETING = 10_000;

    private static final long STEP_REAL_MICROSECONDS = 500;
    private static final int INTERVAL_MILLISECONDS = 50;
    /** Three seconds of beats: every method on a heartbeat's way has then run more often than the compiler asks for. */
    private static final int STEPS_OF_LIFE = 300;

    private static final int MOST_STEPS = 2_000;
    private static final Logger LOG = Logger.getLogger(Rehearsal.class.getName());

    private final EventLoop eventLoop;
    private final List<Understudy> cast = new ArrayList<>();
    private final CountDownLatch over = new CountDownLatch(1);
    private long virtualNanos = Nanos.ofMillis(1);
    private int steps;
    private int stepsIntact;
    private boolean complete;

    private Rehearsal(EventLoop eventLoop) {
        this.eventLoop = eventLoop;
    }

    /**
     * Runs it, and returns when it is over. Not on an event loop's thread.
     *
     * @param host an address of the loopback interface
     * @return whether it came to its end: a member was lost, found out, and the fuse burnt
     */
    static boolean run(InetAddress host, long maxMilliseconds) {
        EventLoop eventLoop = new MultiThreadIoEventLoopGroup(
                        1, new DefaultThreadFactory("fusebox-rehearsal", true), NioIoHandler.newFactory())
                .next();
        Rehearsal rehearsal = new Rehearsal(eventLoop);
        try {
            rehearsal.castAll(host);
            eventLoop.execute(rehearsal::curtain);
            if (!rehearsal.over.await(maxMilliseconds, TimeUnit.MILLISECONDS)) {
                LOG.info("the rehearsal took longer than " + maxMilliseconds + " ms and was broken off");
            } else if (!rehearsal.complete) {
                LOG.info("the rehearsal's group did not live, only die: the first real heartbeats will be slow");
            }
        } catch (IOException noLoopback) {
            LOG.log(Level.INFO, "no rehearsal: {0}", noLoopback.toString());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } finally {
            rehearsal.strike();
        }
        return rehearsal.complete;
    }

    private void castAll(InetAddress host) throws IOException {
        for (String name : List.of("rehearsal-a", "rehearsal-b", "rehearsal-c")) {
            cast.add(new Understudy(
                    new MemberId(name),
                    host,
                    Credentials.insecure(new MemberId(name)),
                    eventLoop,
                    () -> virtualNanos,
                    new Counts()));
        }
    }

    private void curtain() {
        List<RosterMember> members = cast.stream()
                .map(one -> new RosterMember(one.id(), one.id().value(), one.address(), "node-of-" + one.id(), "", 1))
                .toList();
        Roster roster = new Roster(
                new GroupEpoch("rehearsal", 1),
                1,
                members,
                new DetectionSettings(INTERVAL_MILLISECONDS, 8_000, 5, 3, 250, 30, false),
                Fate.NOTIFY,
                false);
        cast.forEach(one -> one.begin(roster));
        step();
    }

    private void step() {
        virtualNanos += STEP_NANOS;
        steps++;
        cast.forEach(one -> one.accept(new Input.TimerFired()));
        boolean intact = cast.stream().allMatch(one -> one.fuse().equals(Optional.of(FuseState.INTACT)));
        stepsIntact += intact ? 1 : 0;
        if (stepsIntact == STEPS_OF_LIFE && cast.size() == 3) {
            cast.removeLast().die();
        }
        boolean burnt = cast.stream().allMatch(one -> one.fuse().equals(Optional.of(FuseState.BURNT)));
        complete = burnt && cast.size() < 3;
        if (burnt || steps >= MOST_STEPS || over.getCount() == 0) {
            over.countDown();
        } else {
            long pause = stepsIntact == 0 ? STEP_REAL_MICROSECONDS_MEETING : STEP_REAL_MICROSECONDS;
            eventLoop.schedule(this::step, pause, TimeUnit.MICROSECONDS);
        }
    }

    private void strike() {
        over.countDown();
        eventLoop.execute(() -> cast.forEach(Understudy::die));
        eventLoop.parent().shutdownGracefully(0, 1, TimeUnit.SECONDS);
    }
}
