package dev.fusebox.operator.ingest;

import dev.fusebox.proto.v1.OperatorIngestGrpc;
import dev.fusebox.proto.v1.OperatorMessage;
import io.grpc.Server;
import io.grpc.ServerCredentials;
import io.grpc.ServerServiceDefinition;
import io.grpc.ServiceDescriptor;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Where agents attach: one stream per agent, at most {@value #MAX_AGENTS}, each with bounded queues and a bounded rate. Thread-safe.
 */
public final class AgentGateway implements AgentSession.Sessions, AutoCloseable {
    static final int MAX_AGENTS = 10_000;

    /** Above what an agent may send, so that a message that is too long can be counted instead of breaking the stream. */
    private static final int MAX_FRAME_BYTES = 4 * AgentMethods.MAX_BYTES;

    /** A stream that answers no ping for so long belongs to a frozen or lost agent. */
    private static final int KEEPALIVE_SECONDS = 10;

    private final Map<String, AgentSession> sessions = new ConcurrentHashMap<>();
    private final AgentListener listener;
    private final Consumer<Drop> dropped;
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
     * @param clock monotonic nanoseconds
     */
    public AgentGateway(
            int port, ServerCredentials credentials, AgentListener listener, Consumer<Drop> dropped, LongSupplier clock)
            throws IOException {
        this.listener = listener;
        this.dropped = dropped;
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

    @Override
    public boolean admit(String uid, AgentSession session) {
        if (sessions.size() >= MAX_AGENTS && !sessions.containsKey(uid)) {
            return false;
        }
        AgentSession older = sessions.put(uid, session);
        if (older != null) {
            older.replaced();
        }
        return true;
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
    public void dropped(Drop reason) {
        dropped.accept(reason);
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
