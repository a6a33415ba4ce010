package dev.fusebox.operator.ingest;

import dev.fusebox.proto.v1.OperatorIngestGrpc;
import dev.fusebox.proto.v1.OperatorMessage;
import dev.fusebox.proto.v1.Refusal;
import io.grpc.Server;
import io.grpc.ServerCredentials;
import io.grpc.ServerServiceDefinition;
import io.grpc.ServiceDescriptor;
import io.grpc.Status;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where agents attach: one stream per agent, at most {@value #MAX_AGENTS}, each with bounded queues and a bounded rate. Thread-safe.
 */
public final class AgentGateway implements AgentSession.Sessions, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(AgentGateway.class);
    static final int MAX_AGENTS = 10_000;

    /** Agents for which there was no room come back within this time, not all at once. */
    private static final int OVERLOAD_MILLISECONDS = 10_000;

    /** Above what an agent may send, so that a message that is too long can be counted instead of breaking the stream. */
    private static final int MAX_FRAME_BYTES = 4 * AgentMethods.MAX_BYTES;

    /** A stream that answers no ping for so long belongs to a frozen or lost agent. */
    private static final int KEEPALIVE_SECONDS = 10;

    private final Map<String, AgentSession> sessions = new ConcurrentHashMap<>();
    private final AgentListener listener;
    private final DropListener dropped;
    private final Door door;
    private final Consumer<String> quarantined;
    private final Quarantine quarantine = new Quarantine();
    private final LongSupplier clock;
    private final ExecutorService executor = Executors.newFixedThreadPool(2, run -> {
        Thread thread = new Thread(run, "agents");
        thread.setDaemon(true);
        return thread;
    });
    private final Server server;

    /**
     * Listens at once.
     *
     * @param port 0 for any
     * @param door whether agents are taken in
     * @param dropped counts what was not taken
     * @param quarantined takes the UID of an agent that is sent away because of what it sent; must not block
     * @param clock monotonic nanoseconds
     */
    public AgentGateway(
            int port,
            ServerCredentials credentials,
            AgentListener listener,
            Door door,
            DropListener dropped,
            Consumer<String> quarantined,
            LongSupplier clock)
            throws IOException {
        this.listener = listener;
        this.door = door;
        this.dropped = dropped;
        this.quarantined = quarantined;
        this.clock = clock;
        this.server = NettyServerBuilder.forPort(port, credentials)
                .executor(executor)
                .maxInboundMessageSize(MAX_FRAME_BYTES)
                .maxConcurrentCallsPerConnection(4)
                .maxRstFramesPerWindow(100, 30)
                .keepAliveTime(KEEPALIVE_SECONDS, TimeUnit.SECONDS)
                .keepAliveTimeout(KEEPALIVE_SECONDS / 2, TimeUnit.SECONDS)
                .permitKeepAliveTime(5, TimeUnit.SECONDS)
                .permitKeepAliveWithoutCalls(true)
                .addService(service())
                .build()
                .start();
    }

    /** The port that it listens on. */
    public int port() {
        return server.getPort();
    }

    /** Sends to that agent if it is attached; the newest of a kind wins while it is slow. */
    public void push(String uid, OperatorMessage message) {
        AgentSession session = sessions.get(uid);
        if (session != null) {
            session.push(message);
        }
    }

    private ServerServiceDefinition service() {
        return ServerServiceDefinition.builder(ServiceDescriptor.newBuilder(OperatorIngestGrpc.SERVICE_NAME)
                        .addMethod(AgentMethods.ATTACH)
                        .build())
                .addMethod(AgentMethods.ATTACH, ServerCalls.asyncBidiStreamingCall(this::attach))
                .build();
    }

    private StreamObserver<AgentMethods.Incoming> attach(StreamObserver<OperatorMessage> responses) {
        ServerCallStreamObserver<OperatorMessage> stream = (ServerCallStreamObserver<OperatorMessage>) responses;
        Outgoing outgoing = new Outgoing(stream);
        stream.setOnReadyHandler(outgoing::drain);
        return new AgentSession(this, outgoing, clock);
    }

    /**
     * Sends every agent away: this replica is not the one to talk to any more.
     *
     * @param refusal what to tell one of so many; asked for each
     */
    public void dismissAll(IntFunction<Refusal> refusal) {
        List<AgentSession> all = List.copyOf(sessions.values());
        for (AgentSession session : all) {
            Refusal own = refusal.apply(all.size());
            session.dismissed(own, Status.UNAVAILABLE.withDescription(own.getReason()));
        }
    }

    /** Something of that agent was refused by whoever looks at what it means; too often, and the agent is sent away. */
    public void refused(String uid, Drop reason) {
        if (!quarantine.strike(uid, reason.weight(), clock.getAsLong())) {
            return;
        }
        LOG.warn("agent={} sent too much that had to be refused, last {}: it is sent away", uid, reason.text());
        quarantined.accept(uid);
        AgentSession session = sessions.get(uid);
        if (session != null) {
            Refusal refusal = inQuarantine(uid);
            session.dismissed(
                    refusal,
                    Status.RESOURCE_EXHAUSTED.withDescription(refusal.getReason() + ", last " + reason.text()));
        }
    }

    @Override
    public Optional<Refusal> admit(String uid, AgentSession session) {
        Optional<Refusal> closed = door.refusal();
        if (closed.isPresent()) {
            return closed;
        }
        if (quarantine.remainingNanos(uid, clock.getAsLong()) > 0) {
            dropped.dropped(uid, Drop.QUARANTINED);
            return Optional.of(inQuarantine(uid));
        }
        if (sessions.size() >= MAX_AGENTS && !sessions.containsKey(uid)) {
            dropped.dropped(uid, Drop.NO_ROOM);
            return Optional.of(noRoom());
        }
        AgentSession older = sessions.put(uid, session);
        if (older != null) {
            older.replaced();
        }
        return Optional.empty();
    }

    private Refusal inQuarantine(String uid) {
        long nanos = quarantine.remainingNanos(uid, clock.getAsLong());
        return Refusal.newBuilder()
                .setReason("quarantined: too many messages had to be refused")
                .setRetryAfterMilliseconds((int) TimeUnit.NANOSECONDS.toMillis(nanos))
                .build();
    }

    @Override
    public Refusal noRoom() {
        return Refusal.newBuilder()
                .setReason("no room")
                .setRetryAfterMilliseconds(ThreadLocalRandom.current().nextInt(OVERLOAD_MILLISECONDS))
                .build();
    }

    @Override
    public void leave(String uid, AgentSession session) {
        if (sessions.remove(uid, session)) {
            listener.detached(uid);
        }
    }

    @Override
    public AgentListener listener() {
        return listener;
    }

    @Override
    public void dropped(String uid, Drop reason) {
        dropped.dropped(uid, reason);
        refused(uid, reason);
    }

    @Override
    public void close() {
        server.shutdown();
        try {
            if (!server.awaitTermination(1, TimeUnit.SECONDS)) {
                server.shutdownNow();
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            server.shutdownNow();
        }
        executor.shutdownNow();
    }
}
