package dev.fusebox.sample;

import java.io.IOException;
import java.io.PrintStream;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Says every 300 ms that this application gets on, until somebody connects to its port: from then on it says nothing more, as one that
 * hangs inside. Its lifeline stays open, so that nobody but a progress check can tell. A new process gets on again.
 */
final class Progress implements Runnable {
    private static final Duration STEP = Duration.ofMillis(300);

    private final AgentApi agent;
    private final PrintStream out;
    private final ServerSocket hang;
    private volatile boolean hanging;

    /**
     * Progress that has not begun.
     *
     * @param port a connection to it, on any address, makes this hang; 0 is any free one
     */
    Progress(AgentApi agent, PrintStream out, int port) throws IOException {
        this.agent = agent;
        this.out = out;
        this.hang = new ServerSocket(port);
    }

    int port() {
        return hang.getLocalPort();
    }

    @Override
    public void run() {
        Thread waiting = new Thread(this::awaitHang, "hang");
        waiting.setDaemon(true);
        waiting.start();
        out.println("progresses until a connection to port " + port());
        while (!hanging) {
            agent.progress();
            try {
                TimeUnit.NANOSECONDS.sleep(STEP.toNanos());
            } catch (InterruptedException stop) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private void awaitHang() {
        try (hang;
                Socket caller = hang.accept()) {
            hanging = true;
            out.println("hangs " + System.nanoTime());
            caller.getOutputStream().write('\n');
        } catch (IOException closed) {
            out.println("hangs never: " + closed.getMessage());
        }
    }
}
