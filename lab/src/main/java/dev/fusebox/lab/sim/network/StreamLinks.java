package dev.fusebox.lab.sim.network;

import dev.fusebox.core.message.Message;
import dev.fusebox.core.message.Message.ProbeReply;
import dev.fusebox.lab.sim.engine.EventKind;

/**
 * Messages on TCP connections: nothing is lost or reordered, but a lost segment holds up all that follows until it is sent again, after
 * 200 ms and twice as long each time (RFC 6298 with Linux' minimum). Acknowledgements get lost as well: where none has come for that
 * long, the connection sends nothing new, so that a loss in one direction silences both.
 */
public final class StreamLinks implements LinkModel {
    /** Linux' minimum. */
    public static final long TIMEOUT_NANOS = 200_000_000L;

    /** Linux' maximum. */
    static final long MAX_TIMEOUT_NANOS = 120_000_000_000L;

    /** So many messages wait behind a lost segment at most: an agent's own queues are full by then. */
    public static final int MAX_STALLED = 2_048;

    private final Air air;
    private int mostStalled;
    private long overflows;

    /** Over that network. */
    public StreamLinks(Air air) {
        this.air = air;
    }

    @Override
    public void send(Link link, Message message) {
        if (!link.stalling && air.nowNanos() - link.unacknowledgedSinceNanos >= TIMEOUT_NANOS) {
            stall(link, true);
        }
        if (link.stalling) {
            if (link.stalled.size() >= MAX_STALLED) {
                overflows++;
                return;
            }
            link.stalled.add(message);
            mostStalled = Math.max(mostStalled, link.stalled.size());
        } else if (!transmit(link, message)) {
            link.stalled.add(message);
            stall(link, false);
        }
    }

    @Override
    public void retransmit(Link link, long connection) {
        if (link.connection() != connection || !link.stalling) {
            return;
        }
        if (!link.headArrived) {
            Message head = link.stalled.element();
            if (!air.lost(link)) {
                air.deliverInOrder(link, EventKind.MESSAGE, connection, head, air.nowNanos() + air.delayNanos(link));
                link.stalled.remove();
                link.headArrived = true;
            }
        }
        if (!link.headArrived || air.lost(back(link))) {
            link.timeoutNanos = Math.min(MAX_TIMEOUT_NANOS, 2 * link.timeoutNanos);
            air.retransmitLater(link, link.timeoutNanos);
            return;
        }
        link.stalling = false;
        link.unacknowledgedSinceNanos = Long.MAX_VALUE;
        while (!link.stalled.isEmpty()) {
            if (!transmit(link, link.stalled.element())) {
                stall(link, false);
                return;
            }
            link.stalled.remove();
        }
    }

    @Override
    public void probe(Link link, Link back, long call, Object query, long deadlineNanos) {
        // The handshake is sent again only after a second, later than any probe waits.
        if (!air.lost(link) && !air.lost(back)) {
            persist(link, EventKind.PROBE, call, query, 2 * air.delayNanos(link), deadlineNanos);
        }
    }

    @Override
    public void answer(Link link, Link back, long call, ProbeReply reply, long deadlineNanos) {
        persist(link, EventKind.PROBE_ANSWER, call, reply, 0, deadlineNanos);
    }

    /** The most messages that ever waited on one link. */
    public int mostStalled() {
        return mostStalled;
    }

    /** Messages that found the queue full. */
    public long overflows() {
        return overflows;
    }

    /** What becomes of one segment and its retransmissions, decided ahead: a probe is over before much can change. */
    private void persist(Link link, EventKind kind, long number, Object content, long startNanos, long deadlineNanos) {
        long after = startNanos;
        long timeout = TIMEOUT_NANOS;
        while (air.nowNanos() + after < deadlineNanos) {
            if (!air.lost(link)) {
                air.deliver(link, kind, number, content, air.nowNanos() + after + air.delayNanos(link));
                return;
            }
            after += timeout;
            timeout *= 2;
        }
    }

    private boolean transmit(Link link, Message message) {
        if (air.lost(link)) {
            return false;
        }
        air.deliverInOrder(link, EventKind.MESSAGE, link.connection(), message, air.nowNanos() + air.delayNanos(link));
        if (!air.lost(back(link))) {
            link.unacknowledgedSinceNanos = Long.MAX_VALUE;
        } else {
            link.unacknowledgedSinceNanos = Math.min(link.unacknowledgedSinceNanos, air.nowNanos());
        }
        return true;
    }

    private void stall(Link link, boolean headArrived) {
        link.stalling = true;
        link.headArrived = headArrived;
        link.timeoutNanos = TIMEOUT_NANOS;
        air.retransmitLater(link, TIMEOUT_NANOS);
    }

    private Link back(Link link) {
        return air.link(link.to, link.from);
    }
}
