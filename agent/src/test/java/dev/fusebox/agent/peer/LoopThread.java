package dev.fusebox.agent.peer;

import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

/** An event loop for a test. */
public final class LoopThread implements AutoCloseable {
    private static final long HANG_SECONDS = 30;

    private final MultiThreadIoEventLoopGroup group = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final EventLoop eventLoop = group.next();

    public EventLoop eventLoop() {
        return eventLoop;
    }

    /** Runs that on the loop's thread. */
    public <T> T call(Callable<T> action) throws Exception {
        return eventLoop.submit(action).get(HANG_SECONDS, TimeUnit.SECONDS);
    }

    public void run(Runnable action) throws Exception {
        eventLoop.submit(action).get(HANG_SECONDS, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        group.shutdownGracefully(0, 1, TimeUnit.SECONDS);
    }
}
