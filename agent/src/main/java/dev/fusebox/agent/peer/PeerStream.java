package dev.fusebox.agent.peer;

import dev.fusebox.agent.wire.PeerCodec;
import dev.fusebox.core.message.Message;
import dev.fusebox.proto.v1.PeerMessage;
import java.util.Optional;

/** One stream with one peer, whoever opened it: it writes while the line takes more, and queues, bounded, while it does not. */
final class PeerStream {
    private final Line line;
    private final Outbox outbox;
    private boolean ended;

    /** The call underneath. */
    interface Line {
        boolean isReady();

        void write(PeerMessage frame);

        void end();
    }

    /**
     * A stream over that line.
     *
     * @param dropped called for each message that the queue gives up
     */
    PeerStream(Line line, Runnable dropped) {
        this.line = line;
        this.outbox = new Outbox(dropped);
    }

    void send(Message message) {
        outbox.add(message);
        drain();
    }

    /** Writes what waits; call when the line takes more. */
    void drain() {
        while (!ended && line.isReady()) {
            Optional<Message> next = outbox.poll();
            if (next.isEmpty()) {
                return;
            }
            line.write(PeerCodec.encode(next.get()));
        }
    }

    /** Ends it from this side; nothing is said about it to anyone here. */
    void end() {
        if (!ended) {
            ended = true;
            line.end();
        }
    }

    boolean ended() {
        return ended;
    }
}
