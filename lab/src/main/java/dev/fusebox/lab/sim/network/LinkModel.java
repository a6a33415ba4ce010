package dev.fusebox.lab.sim.network;

import dev.fusebox.core.message.Message;
import dev.fusebox.core.message.Message.ProbeReply;

/** What becomes of messages on a link that is not perfect. */
public sealed interface LinkModel permits DatagramLinks, StreamLinks {
    /** A message on the connection that the sending end has. */
    void send(Link link, Message message);

    /** The time of a retransmission on that connection has come. */
    void retransmit(Link link, long connection);

    /** A probe, or its answer, on a path of its own; nothing arrives after the deadline. */
    void probe(Link link, Link back, long call, Object query, long deadlineNanos);

    /** The answer to a probe. */
    void answer(Link link, Link back, long call, ProbeReply reply, long deadlineNanos);
}
