package dev.fusebox.lab.sim.network;

import dev.fusebox.core.message.Message;
import dev.fusebox.core.message.Message.ProbeReply;
import dev.fusebox.lab.sim.engine.EventKind;

/** Each message for itself: what is lost is gone. */
public record DatagramLinks(Air air) implements LinkModel {
    private static final int HANDSHAKE_ATTEMPTS = 5;
    private static final long HANDSHAKE_AGAIN_NANOS = 50_000_000L;

    @Override
    public void send(Link link, Message message) {
        if (message instanceof Message.Hello) {
            introduce(link, message);
        } else {
            air.sendDatagram(link, EventKind.MESSAGE, link.connection(), message);
        }
    }

    /** The first word belongs to the handshake: it is sent again until it gets through, or nothing would follow. */
    private void introduce(Link link, Message hello) {
        for (int attempt = 0; attempt < HANDSHAKE_ATTEMPTS; attempt++) {
            if (!air.lost(link)) {
                long at = air.nowNanos() + attempt * HANDSHAKE_AGAIN_NANOS + air.delayNanos(link);
                air.deliver(link, EventKind.MESSAGE, link.connection(), hello, at);
                return;
            }
        }
    }

    @Override
    public void retransmit(Link link, long connection) {
        // Nothing is ever sent again.
    }

    @Override
    public void probe(Link link, Link back, long call, Object query, long deadlineNanos) {
        air.sendDatagram(link, EventKind.PROBE, call, query);
    }

    @Override
    public void answer(Link link, Link back, long call, ProbeReply reply, long deadlineNanos) {
        air.sendDatagram(link, EventKind.PROBE_ANSWER, call, reply);
    }
}
