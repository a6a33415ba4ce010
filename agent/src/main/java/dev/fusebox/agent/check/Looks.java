package dev.fusebox.agent.check;

import dev.fusebox.agent.pod.ApplicationCheck;
import dev.fusebox.agent.wire.RawBytes;
import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.netty.NettyChannelBuilder;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/** Looks over the loopback address. Sockets that may block have threads of their own, few and bounded; a deadline closes them. */
public final class Looks implements Look {
    private static final int MAX_THREADS = 4;
    private static final int MAX_STATUS_LINE = 64;
    private static final byte[] SERVING = {8, 1};
    private static final MethodDescriptor<byte[], byte[]> HEALTH = MethodDescriptor.<byte[], byte[]>newBuilder()
            .setType(MethodDescriptor.MethodType.UNARY)
            .setFullMethodName("grpc.health.v1.Health/Check")
            .setRequestMarshaller(new RawBytes())
            .setResponseMarshaller(new RawBytes())
            .build();

    private final EventLoop eventLoop;
    private final ExecutorService blocking;

    public Looks(EventLoop eventLoop) {
        this.eventLoop = eventLoop;
        this.blocking = new ThreadPoolExecutor(0, MAX_THREADS, 5, TimeUnit.SECONDS, new SynchronousQueue<>(), task -> {
            Thread thread = new Thread(task, "fusebox-check");
            thread.setDaemon(true);
            return thread;
        });
    }

    @Override
    public void begin(ApplicationCheck.Kind kind, int timeoutMilliseconds, Consumer<Boolean> well) {
        switch (kind) {
            case ApplicationCheck.HttpGet get ->
                onSocket(get.port(), timeoutMilliseconds, well, socket -> answersWell(socket, get));
            case ApplicationCheck.TcpPort tcp -> onSocket(tcp.port(), timeoutMilliseconds, well, socket -> true);
            case ApplicationCheck.GrpcPort grpc -> health(grpc.port(), timeoutMilliseconds, well);
            case ApplicationCheck.Progress progress -> well.accept(false);
        }
    }

    private interface Conversation {
        boolean with(Socket socket) throws IOException;
    }

    private void onSocket(int port, int timeoutMilliseconds, Consumer<Boolean> well, Conversation conversation) {
        Socket socket = new Socket();
        AtomicBoolean said = new AtomicBoolean();
        Consumer<Boolean> once = result -> {
            if (said.compareAndSet(false, true)) {
                well.accept(result);
            }
        };
        try {
            blocking.execute(() -> {
                boolean result = converse(socket, port, timeoutMilliseconds, conversation);
                eventLoop.execute(() -> once.accept(result));
            });
        } catch (RejectedExecutionException allBusy) {
            // As much as an application that does not answer: the ones before it do not either.
            once.accept(false);
            return;
        }
        eventLoop.schedule(
                () -> {
                    close(socket);
                    once.accept(false);
                },
                timeoutMilliseconds,
                TimeUnit.MILLISECONDS);
    }

    private static boolean converse(Socket socket, int port, int timeoutMilliseconds, Conversation conversation) {
        try (socket) {
            socket.connect(new InetSocketAddress("127.0.0.1", port), timeoutMilliseconds);
            socket.setSoTimeout(timeoutMilliseconds);
            return conversation.with(socket);
        } catch (IOException miss) {
            return false;
        }
    }

    private static boolean answersWell(Socket socket, ApplicationCheck.HttpGet get) throws IOException {
        String request = "GET " + get.path() + " HTTP/1.1\r\nHost: 127.0.0.1:" + get.port()
                + "\r\nUser-Agent: fusebox-agent\r\nConnection: close\r\n\r\n";
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        byte[] start = socket.getInputStream().readNBytes("HTTP/1.1 200".length());
        String line = new String(start, 0, Math.min(start.length, MAX_STATUS_LINE), StandardCharsets.US_ASCII);
        return line.matches("HTTP/1\\.[01] [23][0-9][0-9]");
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException already) {
            // It is of no more use either way.
        }
    }

    private void health(int port, int timeoutMilliseconds, Consumer<Boolean> well) {
        ManagedChannel channel = NettyChannelBuilder.forAddress(new InetSocketAddress("127.0.0.1", port))
                .usePlaintext()
                .eventLoopGroup(eventLoop)
                .channelType(NioSocketChannel.class)
                .directExecutor()
                .disableRetry()
                .maxInboundMessageSize(1_024)
                .build();
        ClientCall<byte[], byte[]> call = channel.newCall(
                HEALTH, CallOptions.DEFAULT.withDeadlineAfter(timeoutMilliseconds, TimeUnit.MILLISECONDS));
        call.start(
                new ClientCall.Listener<>() {
                    private boolean serving;

                    @Override
                    public void onMessage(byte[] reply) {
                        serving = Arrays.equals(reply, SERVING);
                    }

                    @Override
                    public void onClose(Status status, Metadata trailers) {
                        channel.shutdownNow();
                        well.accept(status.isOk() && serving);
                    }
                },
                new Metadata());
        call.request(1);
        call.sendMessage(new byte[0]);
        call.halfClose();
    }
}
