package dev.fusebox.agent.peer;

import dev.fusebox.core.message.Message;
import dev.fusebox.core.roster.MemberId;
import dev.fusebox.proto.v1.PeerMessage;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.Status;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A stream that a peer opened. Its first frame says who that is; until then it is nobody's. */
final class AcceptedStream extends ServerCall.Listener<Optional<PeerMessage>> implements PeerStream.Line {
    private final ServerCall<Optional<PeerMessage>, Optional<PeerMessage>> call;
    private final Switchboard switchboard;
    private final Runnable onSettled;
    private final PeerStream stream;
    private @Nullable MemberId peer;
    private boolean closed;
    private boolean settled;

    /**
     * A stream whose peer has not spoken.
     *
     * @param onSettled called once, when it is no longer unidentified: because it is known, or because it is gone
     */
    AcceptedStream(
            ServerCall<Optional<PeerMessage>, Optional<PeerMessage>> call,
            Switchboard switchboard,
            Runnable onSettled) {
        this.call = call;
        this.switchboard = switchboard;
        this.onSettled = onSettled;
        this.stream = switchboard.stream(this);
    }

    @Override
    public void onMessage(Optional<PeerMessage> frame) {
        if (stream.ended()) {
            return;
        }
        MemberId from = peer;
        if (from != null) {
            switchboard.received(from, frame);
        } else {
            greet(switchboard.identify(frame));
        }
        if (!closed) {
            call.request(1);
        }
    }

    @Override
    public void onReady() {
        stream.drain();
    }

    @Override
    public void onHalfClose() {
        gone();
        stream.end();
    }

    @Override
    public void onCancel() {
        gone();
    }

    @Override
    public void onComplete() {
        gone();
    }

    @Override
    public boolean isReady() {
        return peer != null && !closed && call.isReady();
    }

    @Override
    public void write(PeerMessage frame) {
        call.sendMessage(Optional.of(frame));
    }

    @Override
    public void end() {
        settle();
        if (!closed) {
            closed = true;
            call.close(Status.ABORTED.withDescription("dropped"), new Metadata());
        }
    }

    /** Ends it if its peer has not said who it is. */
    boolean endIfUnidentified() {
        boolean unidentified = peer == null && !stream.ended();
        if (unidentified) {
            stream.end();
        }
        return unidentified;
    }

    private void greet(Optional<Message.Hello> hello) {
        if (hello.isEmpty()) {
            stream.end();
            return;
        }
        peer = hello.get().member();
        settle();
        call.sendHeaders(new Metadata());
        switchboard.opened(hello.get().member(), stream);
        switchboard.greeted(hello.get());
    }

    private void gone() {
        closed = true;
        settle();
        MemberId from = peer;
        if (from != null) {
            switchboard.broken(from, stream);
        } else {
            stream.end();
        }
    }

    private void settle() {
        if (!settled) {
            settled = true;
            onSettled.run();
        }
    }
}
