package dev.fusebox.agent.peer;

import dev.fusebox.agent.count.Counts;
import dev.fusebox.agent.count.Drop;
import dev.fusebox.agent.wire.ProbeCodec;
import dev.fusebox.core.member.Input;
import dev.fusebox.core.message.Message;
import dev.fusebox.proto.v1.ProbeReply;
import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Status;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Probes on fresh paths: each on a new connection, which ends with it. So many at once and no more. */
final class FreshProbes {
    /** A full mesh of sixteen, each asked a few times within one round, and the subjects of as many cases as there may be. */
    static final int MAX_AT_ONCE = 96;

    private final Channels channels;
    private final Consumer<Input> inputs;
    private final Counts counts;
    private int underWay;

    FreshProbes(Channels channels, Consumer<Input> inputs, Counts counts) {
        this.channels = channels;
        this.inputs = inputs;
        this.counts = counts;
    }

    void send(InetSocketAddress address, Message.ProbeQuery query, long timeoutNanos) {
        if (underWay >= MAX_AT_ONCE) {
            counts.count(Drop.PROBE_LIMIT);
            return;
        }
        underWay++;
        ManagedChannel channel = channels.open(address);
        var call = channel.newCall(
                PeerMethods.PROBE, CallOptions.DEFAULT.withDeadlineAfter(timeoutNanos, TimeUnit.NANOSECONDS));
        call.start(new Outcome(channel, query), new Metadata());
        call.request(1);
        call.sendMessage(Optional.of(ProbeCodec.encode(query)));
        call.halfClose();
    }

    private final class Outcome extends ClientCall.Listener<Optional<ProbeReply>> {
        private final ManagedChannel channel;
        private final Message.ProbeQuery query;
        private Optional<Message.ProbeReply> reply = Optional.empty();

        Outcome(ManagedChannel channel, Message.ProbeQuery query) {
            this.channel = channel;
            this.query = query;
        }

        @Override
        public void onMessage(Optional<ProbeReply> answer) {
            reply = answer.flatMap(ProbeCodec::reply);
        }

        @Override
        public void onClose(Status status, Metadata trailers) {
            underWay--;
            channel.shutdownNow();
            if (status.isOk()) {
                reply.ifPresentOrElse(
                        answer -> inputs.accept(new Input.FreshProbeAnswered(query.subject(), answer)),
                        () -> inputs.accept(new Input.Malformed(query.subject())));
            } else if (refused(status)) {
                inputs.accept(new Input.FreshProbeRefused(query.subject(), query.nonce()));
            }
        }
    }

    /** Whether the host itself said no: nobody listens, or the connection was reset. No route, or silence, says nothing. */
    static boolean refused(Status status) {
        if (status.getCode() != Status.Code.UNAVAILABLE) {
            return false;
        }
        for (Throwable cause = status.getCause(); cause != null; cause = cause.getCause()) {
            String message = String.valueOf(cause.getMessage());
            if (cause instanceof ConnectException && message.contains("refused")) {
                return true;
            }
            if (cause instanceof SocketException && message.contains("reset")) {
                return true;
            }
        }
        return false;
    }
}
