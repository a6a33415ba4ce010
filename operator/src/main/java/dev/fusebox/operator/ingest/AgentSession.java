package dev.fusebox.operator.ingest;

import dev.fusebox.proto.v1.AgentMessage;
import dev.fusebox.proto.v1.OperatorMessage;
import dev.fusebox.proto.v1.Refusal;
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
    private volatile Optional<String> uid = Optional.empty();
    private volatile boolean over;

    /** What a session needs of the gateway. */
    interface Sessions {
        /** Takes the stream of that agent in, replacing an older one; otherwise says why not. */
        Optional<Refusal> admit(String uid, AgentSession session);

        void leave(String uid, AgentSession session);

        AgentListener listener();

        /** Counts; {@link #dismissed} comes of it if it was too often. */
        void dropped(String uid, Drop reason);

        /** What to tell an agent for which there was no room. */
        Refusal noRoom();
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
        over = true;
        uid = Optional.empty();
        outgoing.close(Status.ABORTED.withDescription("a newer stream of this agent took over"));
    }

    /** Sends the agent away, and says for how long and where to. */
    void dismissed(Refusal refusal, Status status) {
        outgoing.refuse(OperatorMessage.newBuilder().setRefusal(refusal).build(), status);
        gone();
    }

    @Override
    public void onNext(AgentMethods.Incoming incoming) {
        if (over) {
            return;
        }
        switch (incoming) {
            case AgentMethods.Incoming.Unreadable unreadable -> drop(unreadable.why());
            case AgentMethods.Incoming.Read read -> take(read.message());
        }
    }

    private void take(AgentMessage message) {
        Optional<String> fault = MessageCheck.fault(message);
        if (fault.isPresent()) {
            drop(Drop.MALFORMED);
            if (uid.isEmpty()) {
                over = true;
                outgoing.close(Status.INVALID_ARGUMENT.withDescription(fault.get()));
            }
            return;
        }
        if (!allowance.take(clock.getAsLong())) {
            drop(Drop.TOO_FAST);
            return;
        }
        Optional<String> who = uid;
        if (who.isEmpty()) {
            greet(message);
        } else if (message.hasHello()) {
            drop(Drop.MALFORMED);
        } else if (!sessions.listener().said(who.get(), message)) {
            // A state that is lost here would never be told again: all of it is, when the agent is back.
            drop(Drop.NO_ROOM);
            dismissed(sessions.noRoom(), Status.RESOURCE_EXHAUSTED.withDescription("the operator is overloaded"));
        }
    }

    @Override
    public void onError(Throwable broken) {
        outgoing.ended();
        gone();
    }

    @Override
    public void onCompleted() {
        outgoing.close(Status.CANCELLED.withDescription("the agent ended the stream"));
        gone();
    }

    private void greet(AgentMessage message) {
        if (!message.hasHello()) {
            drop(Drop.STRANGER);
            over = true;
            outgoing.close(Status.INVALID_ARGUMENT.withDescription("the first message must be a hello"));
            return;
        }
        String claimed = message.getHello().getMember();
        Optional<Refusal> refusal = sessions.admit(claimed, this);
        if (refusal.isPresent()) {
            dismissed(
                    refusal.get(),
                    Status.UNAVAILABLE.withDescription(refusal.get().getReason()));
            return;
        }
        uid = Optional.of(claimed);
        if (!sessions.listener().attached(message.getHello())) {
            drop(Drop.NO_ROOM);
            dismissed(sessions.noRoom(), Status.RESOURCE_EXHAUSTED.withDescription("the operator is overloaded"));
        }
    }

    private void drop(Drop reason) {
        sessions.dropped(uid.orElse(""), reason);
    }

    private void gone() {
        over = true;
        Optional<String> was = uid;
        uid = Optional.empty();
        was.ifPresent(id -> sessions.leave(id, this));
    }
}
