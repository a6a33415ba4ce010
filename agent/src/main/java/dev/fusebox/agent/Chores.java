package dev.fusebox.agent;

import dev.fusebox.agent.count.Counts;
import dev.fusebox.agent.count.Drop;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * One thread for what may block and nobody waits for: log lines and the group's files. What does not fit into its queue is dropped
 * and counted. Thread-safe.
 */
final class Chores implements Executor {
    private static final int MAX_WAITING = 512;

    private final ThreadPoolExecutor thread;

    Chores(Counts counts) {
        thread = new ThreadPoolExecutor(
                1,
                1,
                0,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(MAX_WAITING),
                task -> {
                    Thread one = new Thread(task, "fusebox-chores");
                    one.setDaemon(true);
                    return one;
                },
                (task, full) -> counts.count(Drop.CHORES));
    }

    @Override
    public void execute(Runnable task) {
        thread.execute(task);
    }

    /** Does what waits, for so long at most, and takes nothing new. */
    void finish(long timeoutMilliseconds) {
        thread.shutdown();
        try {
            thread.awaitTermination(timeoutMilliseconds, TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
