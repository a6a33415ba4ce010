package dev.fusebox.agent.peer;

import dev.fusebox.agent.count.Counts;
import dev.fusebox.agent.count.Drop;
import dev.fusebox.core.member.Counter;
import dev.fusebox.core.message.Message;
import dev.fusebox.core.roster.MemberId;
import dev.fusebox.proto.v1.PeerMessage;
import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Status;
import io.netty.channel.EventLoop;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A stream that this side opens, on a connection of its own. It stands when the connection does; the peer's first word must be its Hello. */
final class DialledStream extends ClientCall.Listener<Optional<PeerMessage>> implements PeerStream.Line {
    /** A guard: the member itself drops a dial that leads to nothing, and sooner. */
    private static final long OPEN_TIMEOUT_SECONDS = 5;

    private final MemberId peer;
    private final Switchboard switchboard;
    private final Counts counts;
    private final ManagedChannel channel;
    private final ClientCall<Optional<PeerMessage>, Optional<PeerMessage>> call;
    private final PeerStream stream;
    private boolean open;
    private boolean greeted;

    private DialledStream(MemberId peer, ManagedChannel channel, Switchboard switchboard, Counts counts) {
        this.peer = peer;
        this.switchboard = switchboard;
        this.counts = counts;
        this.channel = channel;
        this.call = channel.newCall(PeerMethods.EXCHANGE, CallOptions.DEFAULT);
        this.stream = switchboard.stream(this);
    }

    /**
     * Begins to dial; it ends in an open or a broken stream: no connection within a second, or a peer that says nothing on it for
     * longer, is a broken one.
     */
    static void dial(
            MemberId peer, ManagedChannel channel, Switchboard switchboard, Counts counts, EventLoop eventLoop) {
        DialledStream dialled = new DialledStream(peer, channel, switchboard, counts);
        switchboard.put(peer, dialled.stream);
        dialled.call.start(dialled, new Metadata());
        dialled.call.request(1);
        eventLoop.schedule(dialled::giveUp, OPEN_TIMEOUT_SECONDS, TimeUnit.SECONDS);
    }

    @Override
    public void onReady() {
        if (!open && !stream.ended()) {
            open = true;
            switchboard.opened(peer, stream);
        }
        stream.drain();
    }

    @Override
    public void onMessage(Optional<PeerMessage> frame) {
        if (stream.ended()) {
            return;
        }
        if (greeted) {
            switchboard.received(peer, frame);
        } else {
            greet(switchboard.identify(frame));
        }
        call.request(1);
    }

    @Override
    public void onClose(Status status, Metadata trailers) {
        if (status.getCode() == Status.Code.RESOURCE_EXHAUSTED) {
            counts.count(Drop.OVERSIZED);
        }
        switchboard.broken(peer, stream);
        channel.shutdownNow();
    }

    @Override
    public boolean isReady() {
        return open && call.isReady();
    }

    @Override
    public void write(PeerMessage frame) {
        call.sendMessage(Optional.of(frame));
    }

    @Override
    public void end() {
        call.cancel("dropped", null);
        channel.shutdownNow();
    }

    private void greet(Optional<Message.Hello> hello) {
        if (hello.isPresent() && hello.get().member().equals(peer)) {
            greeted = true;
            switchboard.greeted(hello.get());
            return;
        }
        // Somebody else lives at that address now.
        hello.ifPresent(other -> counts.count(Counter.DROPPED_STRANGER));
        switchboard.broken(peer, stream);
    }

    private void giveUp() {
        if (!open) {
            switchboard.broken(peer, stream);
        }
    }
}
