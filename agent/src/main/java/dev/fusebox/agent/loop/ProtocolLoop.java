package dev.fusebox.agent.loop;

import dev.fusebox.core.member.Counter;
import dev.fusebox.core.member.Effect;
import dev.fusebox.core.member.GroupView;
import dev.fusebox.core.member.Input;
import dev.fusebox.core.member.Member;
import dev.fusebox.core.message.Evidence;
import dev.fusebox.core.time.Nanos;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Runs one {@link Member} on one event loop. Everything here happens on that loop's thread; {@link #submit} alone may be called
 * from elsewhere.
 *
 * <p>Effects are carried out in the order given, to the end, before the next input is taken: an input that arises meanwhile (a
 * stream that breaks while it is written to) waits in a short queue. Inputs from the network need no queue: they are read one
 * by one, and what is not read yet waits in the sender.
 */
public final class ProtocolLoop {
    /** Inputs that carrying out effects can cause at once: a few per peer. Beyond it they are dropped and counted. */
    static final int MAX_WAITING = 4_096;

    /** A timer that fails and stays due must not turn into a loop. */
    private static final long REST_AFTER_DEFECT_NANOS = Nanos.ofMillis(100);

    private static final Logger LOG = Logger.getLogger(ProtocolLoop.class.getName());

    private final Member member;
    private final EventLoop eventLoop;
    private final LongSupplier clock;
    private final Throttling throttling;
    private final Deque<Input> waiting = new ArrayDeque<>();
    private @Nullable Outlets outlets;
    private boolean busy;
    private long timerNanos = Nanos.NEVER;
    private long restUntilNanos = Long.MIN_VALUE;
    private @Nullable Future<?> timer;

    /**
     * A loop that has not begun.
     *
     * @param clock monotonic nanoseconds
     * @param throttling asked when a timer fires
     */
    public ProtocolLoop(Member member, EventLoop eventLoop, LongSupplier clock, Throttling throttling) {
        this.member = member;
        this.eventLoop = eventLoop;
        this.clock = clock;
        this.throttling = throttling;
    }

    /** Begins: carries out the member's first effects. Once, on the loop's thread. */
    public void start(Outlets to) {
        outlets = to;
        busy = true;
        try {
            carryOut(to, member.start(), clock.getAsLong());
            takeWaiting(to);
        } finally {
            busy = false;
        }
        setTimer();
    }

    /** Takes an input; returns when its effects are carried out, unless another one is at work. On the loop's thread. */
    public void accept(Input input) {
        Outlets to = outlets;
        if (to == null) {
            return;
        }
        if (waiting.size() >= MAX_WAITING) {
            to.counts().accept(Counter.DROPPED_QUEUE_FULL);
            return;
        }
        waiting.add(input);
        if (busy) {
            return;
        }
        busy = true;
        try {
            takeWaiting(to);
        } finally {
            busy = false;
        }
        setTimer();
    }

    /** Takes an input from another thread. Only for sources that wait for their turn, or speak seldom. */
    public void submit(Input input) {
        eventLoop.execute(() -> accept(input));
    }

    /** The groups this member is in, now. On the loop's thread. */
    public List<GroupView> views() {
        return member.views(clock.getAsLong());
    }

    /** One of them. On the loop's thread. */
    public Optional<GroupView> view(String group) {
        return member.view(group, clock.getAsLong());
    }

    /** This member's own statements that stand. On the loop's thread. */
    public List<Evidence> testimony() {
        return member.testimony(clock.getAsLong());
    }

    /** Lifeguard's local health, 0 to 8. On the loop's thread. */
    public int localHealth() {
        return member.localHealth();
    }

    /** Whether all that must arrive at peers has been acknowledged. On the loop's thread. */
    public boolean settled() {
        return member.settled();
    }

    private void takeWaiting(Outlets to) {
        for (Input next = waiting.poll(); next != null; next = waiting.poll()) {
            long nowNanos = clock.getAsLong();
            try {
                carryOut(to, member.handle(next, nowNanos), nowNanos);
            } catch (RuntimeException defect) {
                // One input must not end the detection of everything else. Its effects are lost, which is what a lost
                // message is.
                LOG.log(Level.SEVERE, "defect while handling " + next.getClass().getSimpleName(), defect);
                restUntilNanos = nowNanos + REST_AFTER_DEFECT_NANOS;
            }
        }
    }

    private void carryOut(Outlets to, List<Effect> effects, long nowNanos) {
        for (Effect effect : effects) {
            switch (effect) {
                case Effect.Send send -> to.peers().send(send.to(), send.message());
                case Effect.SendFreshProbe probe ->
                    to.peers().sendFreshProbe(probe.address(), probe.query(), probe.timeoutNanos());
                case Effect.AnswerFreshProbe answer -> to.peers().answerFreshProbe(answer.callToken(), answer.reply());
                case Effect.Dial dial -> to.peers().dial(dial.peer(), dial.address());
                case Effect.Drop drop -> to.peers().drop(drop.peer());
                case Effect.Persist persist -> to.keeper().accept(persist.state());
                case Effect.Tell tell -> to.listeners().forEach(listener -> listener.told(tell.notice(), nowNanos));
                case Effect.Report report -> to.reports().accept(report.evidence());
                case Effect.Count count -> to.counts().accept(count.counter());
            }
        }
    }

    private void setTimer() {
        long dueNanos = Math.max(member.nextDeadlineNanos(), restUntilNanos);
        if (dueNanos == timerNanos) {
            return;
        }
        Future<?> old = timer;
        if (old != null) {
            old.cancel(false);
        }
        timerNanos = dueNanos;
        timer = dueNanos == Nanos.NEVER
                ? null
                : eventLoop.schedule(this::fire, Math.max(0, dueNanos - clock.getAsLong()), TimeUnit.NANOSECONDS);
    }

    private void fire() {
        timerNanos = Nanos.NEVER;
        timer = null;
        if (throttling.happened(clock.getAsLong())) {
            accept(new Input.Throttled());
        }
        accept(new Input.TimerFired());
    }
}
