package dev.fusebox.agent.operator;

import dev.fusebox.proto.v1.AgentMessage;
import dev.fusebox.proto.v1.OperatorIngestGrpc;
import dev.fusebox.proto.v1.OperatorMessage;
import io.grpc.Server;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** An operator that says what a test tells it to, on a real socket. */
public final class TestOperator extends OperatorIngestGrpc.OperatorIngestImplBase implements AutoCloseable {
    private static final long HANG_SECONDS = 30;

    private final Server server;
    private final BlockingQueue<AgentMessage> heard = new LinkedBlockingQueue<>();
    private final BlockingQueue<StreamObserver<OperatorMessage>> attached = new LinkedBlockingQueue<>();

    public TestOperator(int port) throws IOException {
        server = NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))
                .directExecutor()
                .addService(this)
                .build()
                .start();
    }

    int port() {
        return server.getPort();
    }

    public String address() {
        return "127.0.0.1:" + port();
    }

    @Override
    public StreamObserver<AgentMessage> attach(StreamObserver<OperatorMessage> down) {
        attached.add(down);
        return new StreamObserver<>() {
            @Override
            public void onNext(AgentMessage message) {
                heard.add(message);
            }

            @Override
            public void onError(Throwable broken) {
                // The agent went away.
            }

            @Override
            public void onCompleted() {
                down.onCompleted();
            }
        };
    }

    public AgentMessage next() throws InterruptedException {
        AgentMessage next = heard.poll(HANG_SECONDS, TimeUnit.SECONDS);
        if (next == null) {
            throw new AssertionError("nothing heard in " + HANG_SECONDS + " s");
        }
        return next;
    }

    /** The newest stream that nobody asked for yet. */
    public StreamObserver<OperatorMessage> awaitAttached() throws InterruptedException {
        StreamObserver<OperatorMessage> down = attached.poll(HANG_SECONDS, TimeUnit.SECONDS);
        if (down == null) {
            throw new AssertionError("nobody attached in " + HANG_SECONDS + " s");
        }
        return down;
    }

    @Override
    public void close() throws InterruptedException {
        server.shutdownNow().awaitTermination();
    }
}
