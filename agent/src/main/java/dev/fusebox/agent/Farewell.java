package dev.fusebox.agent;

import dev.fusebox.agent.local.LocalApi;
import dev.fusebox.agent.loop.ProtocolLoop;
import dev.fusebox.core.member.Input;
import dev.fusebox.core.time.Nanos;
import io.netty.channel.EventLoop;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The end: the member hears that it is told to terminate, and gets the time to say what follows from that. With a leave said and
 * acknowledged that is nothing; otherwise its own grace passes first.
 */
final class Farewell {
    private static final long MAX_NANOS = Nanos.ofMillis(1_000);
    /** Longer than the member waits for somebody to say why. */
    private static final long UNEXPLAINED_NANOS = Nanos.ofMillis(400);

    private static final long LOOK_MILLISECONDS = 20;

    private final EventLoop eventLoop;
    private final ProtocolLoop loop;
    private final LocalApi local;
    private final CountDownLatch said = new CountDownLatch(1);
    private long startNanos;

    Farewell(EventLoop eventLoop, ProtocolLoop loop, LocalApi local) {
        this.eventLoop = eventLoop;
        this.loop = loop;
        this.local = local;
    }

    /** Blocks until all is said, for a second and a half at the most. Not on the loop's thread. */
    void say() {
        eventLoop.execute(() -> {
            startNanos = System.nanoTime();
            loop.accept(new Input.Terminating());
            look();
        });
        try {
            said.await(MAX_NANOS * 3 / 2, TimeUnit.NANOSECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void look() {
        long passedNanos = System.nanoTime() - startNanos;
        boolean explained = local.leaving() || loop.views().isEmpty() || passedNanos >= UNEXPLAINED_NANOS;
        if ((explained && loop.settled()) || passedNanos >= MAX_NANOS) {
            said.countDown();
        } else {
            eventLoop.schedule(this::look, LOOK_MILLISECONDS, TimeUnit.MILLISECONDS);
        }
    }
}
