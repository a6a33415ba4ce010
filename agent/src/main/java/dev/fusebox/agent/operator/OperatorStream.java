package dev.fusebox.agent.operator;

import dev.fusebox.proto.v1.AgentMessage;
import dev.fusebox.proto.v1.OperatorIngestGrpc;
import dev.fusebox.proto.v1.OperatorMessage;
import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Status;

/** One try to be attached: one connection, one call. On the loop's thread. */
final class OperatorStream extends ClientCall.Listener<OperatorMessage> {
    private final ManagedChannel channel;
    private final ClientCall<AgentMessage, OperatorMessage> call;
    private final Owner owner;
    private boolean open;
    private boolean ended;

    /** Who made it. */
    interface Owner {
        /** The connection stands. Once. */
        void attached(OperatorStream stream);

        /** It takes more. */
        void ready(OperatorStream stream);

        void heard(OperatorStream stream, OperatorMessage message);

        /** It is over. Once. */
        void ended(OperatorStream stream, Status why);
    }

    OperatorStream(ManagedChannel channel, Owner owner) {
        this.channel = channel;
        this.owner = owner;
        this.call = channel.newCall(OperatorIngestGrpc.getAttachMethod(), CallOptions.DEFAULT);
    }

    void start() {
        call.start(this, new Metadata());
        call.request(1);
    }

    boolean isOpen() {
        return open && !ended;
    }

    boolean isReady() {
        return open && !ended && call.isReady();
    }

    void send(AgentMessage message) {
        call.sendMessage(message);
    }

    void cancel(String why) {
        call.cancel(why, null);
    }

    @Override
    public void onReady() {
        if (ended) {
            return;
        }
        if (!open) {
            open = true;
            owner.attached(this);
        }
        owner.ready(this);
    }

    @Override
    public void onMessage(OperatorMessage message) {
        owner.heard(this, message);
        call.request(1);
    }

    @Override
    public void onClose(Status status, Metadata trailers) {
        channel.shutdownNow();
        if (!ended) {
            ended = true;
            owner.ended(this, status);
        }
    }
}
