package dev.fusebox.operator.ingest;

import dev.fusebox.proto.v1.AgentMessage;
import dev.fusebox.proto.v1.OperatorMessage;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import java.util.Optional;
import java.util.function.LongSupplier;

/** One agent's stream: the first message must say who it is; the rest is checked, counted and passed on. */
final class AgentSession implements StreamObserver<AgentMethods.Incoming> {
    private final Sessions sessions;
    private final Outgoing outgoing;
    private final LongSupplier clock;
    private final Allowance allowance;
    private Optional<String> uid = Optional.empty();

    /** What a session needs of the gateway. */
    interface Sessions {
        /** Takes the stream of that agent in, replacing an older one; false if there is no room. */
        boolean admit(String uid, AgentSession session);

        void leave(String uid, AgentSession session);

        AgentListener listener();

        void dropped(Drop reason);
    }

    AgentSession(Sessions sessions, Outgoing outgoing, LongSupplier clock) {
        this.sessions = sessions;
        this.outgoing = outgoing;
        this.clock = clock;
        this.allowance = new Allowance(clock.getAsLong());
    }

    void push(OperatorMessage message) {
        outgoing.offer(message);
    }

    /** A newer stream of the same agent takes over. */
    void replaced() {
        uid = Optional.empty();
        outgoing.close(Status.ABORTED.withDescription("a newer stream of this agent took over"));
    }

    @Override
    public void onNext(AgentMethods.Incoming incoming) {
        switch (incoming) {
            case AgentMethods.Incoming.Unreadable unreadable -> sessions.dropped(unreadable.why());
            case AgentMethods.Incoming.Read read -> take(read.message());
        }
    }

    private void take(AgentMessage message) {
        Optional<String> fault = MessageCheck.fault(message);
        if (fault.isPresent()) {
            sessions.dropped(Drop.MALFORMED);
            if (uid.isEmpty()) {
                outgoing.close(Status.INVALID_ARGUMENT.withDescription(fault.get()));
            }
            return;
        }
        if (!allowance.take(clock.getAsLong())) {
            sessions.dropped(Drop.TOO_FAST);
            if (allowance.exhausted()) {
                end(Status.RESOURCE_EXHAUSTED.withDescription(
                        "more than " + Allowance.PER_SECOND + " messages per second for too long"));
            }
            return;
        }
        if (uid.isEmpty()) {
            greet(message);
        } else if (message.hasHello()) {
            sessions.dropped(Drop.MALFORMED);
        } else {
            sessions.listener().said(uid.get(), message);
        }
    }

    @Override
    public void onError(Throwable broken) {
        outgoing.ended();
        gone();
    }

    @Override
    public void onCompleted() {
        end(Status.CANCELLED.withDescription("the agent ended the stream"));
    }

    private void greet(AgentMessage message) {
        if (!message.hasHello()) {
            sessions.dropped(Drop.STRANGER);
            outgoing.close(Status.INVALID_ARGUMENT.withDescription("the first message must be a hello"));
            return;
        }
        String claimed = message.getHello().getMember();
        if (!sessions.admit(claimed, this)) {
            sessions.dropped(Drop.NO_ROOM);
            outgoing.close(Status.RESOURCE_EXHAUSTED.withDescription("too many agents"));
            return;
        }
        uid = Optional.of(claimed);
        sessions.listener().attached(message.getHello());
    }

    private void end(Status status) {
        outgoing.close(status);
        gone();
    }

    private void gone() {
        uid.ifPresent(id -> sessions.leave(id, this));
        uid = Optional.empty();
    }
}
