package dev.fusebox.agent.operator;

import io.grpc.ChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Opens connections to the operator. Its name is resolved beside the loop: a resolver may take seconds. */
public final class OperatorChannels {
    private static final int MAX_MESSAGE_BYTES = 256 * 1024;
    private static final int CONNECT_TIMEOUT_MILLISECONDS = 3_000;
    private static final int KEEP_ALIVE_SECONDS = 20;
    private static final int RESOLUTIONS_WAITING = 16;

    private final EventLoop eventLoop;
    private final ChannelCredentials credentials;
    private final Executor resolver;

    public OperatorChannels(EventLoop eventLoop, ChannelCredentials credentials) {
        this.eventLoop = eventLoop;
        this.credentials = credentials;
        ThreadPoolExecutor one = new ThreadPoolExecutor(
                1, 1, 5, TimeUnit.SECONDS, new ArrayBlockingQueue<>(RESOLUTIONS_WAITING), task -> {
                    Thread thread = new Thread(task, "fusebox-resolver");
                    thread.setDaemon(true);
                    return thread;
                });
        one.allowCoreThreadTimeOut(true);
        this.resolver = one;
    }

    /** A new connection to that host:port. */
    public ManagedChannel open(String target) {
        return NettyChannelBuilder.forTarget("dns:///" + target, credentials)
                .eventLoopGroup(eventLoop)
                .channelType(NioSocketChannel.class)
                .directExecutor()
                .offloadExecutor(resolver)
                .disableRetry()
                .disableServiceConfigLookUp()
                .proxyDetector(address -> null)
                .withOption(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_TIMEOUT_MILLISECONDS)
                .keepAliveTime(KEEP_ALIVE_SECONDS, TimeUnit.SECONDS)
                .keepAliveTimeout(KEEP_ALIVE_SECONDS, TimeUnit.SECONDS)
                .maxInboundMessageSize(MAX_MESSAGE_BYTES)
                .build();
    }
}
