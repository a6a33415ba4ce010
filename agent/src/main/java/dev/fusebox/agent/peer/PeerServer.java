package dev.fusebox.agent.peer;

import dev.fusebox.agent.count.Counts;
import dev.fusebox.agent.count.Drop;
import dev.fusebox.proto.v1.PeerGrpc;
import dev.fusebox.proto.v1.PeerMessage;
import io.grpc.Metadata;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerCredentials;
import io.grpc.ServerServiceDefinition;
import io.grpc.ServerStreamTracer;
import io.grpc.Status;
import io.grpc.netty.NettyServerBuilder;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Where peers call: accepts their streams and probes, within limits. */
final class PeerServer {
    /** Streams whose peers have not yet said who they are. */
    static final int MAX_UNIDENTIFIED = 64;

    private static final long HELLO_TIMEOUT_SECONDS = 2;
    private static final int MAX_CALLS_PER_CONNECTION = 8;
    private static final int MAX_RESETS = 100;
    private static final int RESETS_WINDOW_SECONDS = 10;

    private final EventLoop eventLoop;
    private final Switchboard switchboard;
    private final ProbeCalls probes;
    private final Counts counts;
    private int unidentified;

    PeerServer(EventLoop eventLoop, Switchboard switchboard, ProbeCalls probes, Counts counts) {
        this.eventLoop = eventLoop;
        this.switchboard = switchboard;
        this.probes = probes;
        this.counts = counts;
    }

    /** Listens. Call from outside the loop's thread: it waits for the socket. */
    Server listen(InetSocketAddress address, ServerCredentials credentials) throws IOException {
        return NettyServerBuilder.forAddress(address, credentials)
                .bossEventLoopGroup(eventLoop)
                .workerEventLoopGroup(eventLoop)
                .channelType(NioServerSocketChannel.class)
                .withChildOption(ChannelOption.TCP_NODELAY, true)
                .directExecutor()
                .flowControlWindow(PeerMethods.FLOW_CONTROL_BYTES)
                .maxInboundMessageSize(PeerMethods.MAX_MESSAGE_BYTES)
                .maxInboundMetadataSize(PeerMethods.MAX_METADATA_BYTES)
                .maxConcurrentCallsPerConnection(MAX_CALLS_PER_CONNECTION)
                .maxRstFramesPerWindow(MAX_RESETS, RESETS_WINDOW_SECONDS)
                .maxConnectionIdle(10, TimeUnit.SECONDS)
                .handshakeTimeout(2, TimeUnit.SECONDS)
                .addStreamTracerFactory(new OversizedTracer(counts))
                .addService(ServerServiceDefinition.builder(PeerGrpc.SERVICE_NAME)
                        .addMethod(PeerMethods.EXCHANGE, (call, headers) -> accept(call))
                        .addMethod(PeerMethods.PROBE, (call, headers) -> probes.accept(call))
                        .build())
                .build()
                .start();
    }

    private ServerCall.Listener<Optional<PeerMessage>> accept(
            ServerCall<Optional<PeerMessage>, Optional<PeerMessage>> call) {
        if (unidentified >= MAX_UNIDENTIFIED) {
            counts.count(Drop.UNIDENTIFIED);
            call.close(Status.RESOURCE_EXHAUSTED.withDescription("too many strangers at once"), new Metadata());
            return new ServerCall.Listener<>() {};
        }
        unidentified++;
        AcceptedStream stream = new AcceptedStream(call, switchboard, () -> unidentified--);
        call.request(1);
        eventLoop.schedule(() -> hurry(stream), HELLO_TIMEOUT_SECONDS, TimeUnit.SECONDS);
        return stream;
    }

    private void hurry(AcceptedStream stream) {
        if (stream.endIfUnidentified()) {
            counts.count(Drop.UNIDENTIFIED);
        }
    }

    /** A message over the limit ends its stream inside gRPC; only a tracer hears why. */
    private static final class OversizedTracer extends ServerStreamTracer.Factory {
        private final Counts counts;

        OversizedTracer(Counts counts) {
            this.counts = counts;
        }

        @Override
        public ServerStreamTracer newServerStreamTracer(String method, Metadata headers) {
            return new ServerStreamTracer() {
                @Override
                public void streamClosed(Status status) {
                    if (status.getCode() == Status.Code.RESOURCE_EXHAUSTED) {
                        counts.count(Drop.OVERSIZED);
                    }
                }
            };
        }
    }
}
