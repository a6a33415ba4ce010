package dev.fusebox.lab.sim.network;

import dev.fusebox.core.message.Message;
import dev.fusebox.core.message.Message.ProbeReply;
import dev.fusebox.lab.sim.engine.EventKind;

/** Each message for itself: what is lost is gone. */
public record DatagramLinks(Air air) implements LinkModel {
    @Override
    public void send(Link link, Message message) {
        air.sendDatagram(link, EventKind.MESSAGE, link.connection(), message);
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
