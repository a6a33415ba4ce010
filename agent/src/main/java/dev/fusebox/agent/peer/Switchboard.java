package dev.fusebox.agent.peer;

import dev.fusebox.agent.count.Counts;
import dev.fusebox.agent.count.Drop;
import dev.fusebox.agent.wire.PeerCodec;
import dev.fusebox.core.member.Counter;
import dev.fusebox.core.member.Input;
import dev.fusebox.core.message.Message;
import dev.fusebox.core.roster.MemberId;
import dev.fusebox.proto.v1.PeerMessage;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Which stream stands with which peer. The newest for a peer wins; the one before it ends in silence. Turns what happens on
 * them into inputs.
 */
final class Switchboard {
    private final MemberId self;
    private final Predicate<MemberId> known;
    private final Consumer<Input> inputs;
    private final Counts counts;
    private final Map<MemberId, PeerStream> streams = new HashMap<>();

    /**
     * Without streams.
     *
     * @param known whether a member stands in a roster
     */
    Switchboard(MemberId self, Predicate<MemberId> known, Consumer<Input> inputs, Counts counts) {
        this.self = self;
        this.known = known;
        this.inputs = inputs;
        this.counts = counts;
    }

    PeerStream stream(PeerStream.Line line) {
        return new PeerStream(line, () -> counts.count(Counter.DROPPED_QUEUE_FULL));
    }

    void send(MemberId to, Message message) {
        PeerStream stream = streams.get(to);
        if (stream == null) {
            counts.count(Drop.NO_STREAM);
            return;
        }
        stream.send(message);
    }

    void drop(MemberId peer) {
        PeerStream stream = streams.remove(peer);
        if (stream != null) {
            stream.end();
        }
    }

    void dropAll() {
        List<PeerStream> all = List.copyOf(streams.values());
        // Forgotten first: ending one may report it broken on the spot.
        streams.clear();
        all.forEach(PeerStream::end);
    }

    /** This stream is now the one with that peer. */
    void put(MemberId peer, PeerStream stream) {
        PeerStream old = streams.put(peer, stream);
        if (old != null && old != stream) {
            old.end();
        }
    }

    void opened(MemberId peer, PeerStream stream) {
        put(peer, stream);
        inputs.accept(new Input.StreamOpened(peer));
    }

    /** The line under this stream is gone. News only if it was the one with that peer. */
    void broken(MemberId peer, PeerStream stream) {
        if (streams.remove(peer, stream)) {
            stream.end();
            inputs.accept(new Input.StreamClosed(peer));
        }
    }

    /** The Hello in a first frame that came in, if it is from somebody we know, to us. */
    Optional<Message.Hello> identify(Optional<PeerMessage> frame) {
        Optional<Message> message = frame.flatMap(PeerCodec::decode);
        if (message.isEmpty()) {
            counts.count(Counter.DROPPED_MALFORMED);
            return Optional.empty();
        }
        if (message.get() instanceof Message.Hello hello
                && hello.addressee().equals(self)
                && !hello.member().equals(self)
                && known.test(hello.member())) {
            return Optional.of(hello);
        }
        counts.count(Counter.DROPPED_STRANGER);
        return Optional.empty();
    }

    /** A frame after the first. */
    void received(MemberId from, Optional<PeerMessage> frame) {
        Optional<Message> message = frame.flatMap(PeerCodec::decode);
        if (message.isEmpty()) {
            inputs.accept(new Input.Malformed(from));
        } else if (message.get() instanceof Message.Hello) {
            // Who speaks on a stream is settled once.
            inputs.accept(new Input.Malformed(from));
        } else {
            inputs.accept(new Input.Received(from, message.get()));
        }
    }

    void greeted(Message.Hello hello) {
        inputs.accept(new Input.Received(hello.member(), hello));
    }
}
