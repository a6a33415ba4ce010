package dev.fusebox.operator.hub;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * What waits for the loop. What agents say is bounded; what Kubernetes says is as much as there are objects, and is never dropped. Thread-safe;
 * one thread takes.
 */
final class Inbox {
    /** Messages of agents that may wait. */
    static final int FROM_AGENTS = 65_536;

    private static final int ASK_SECONDS = 2;
    private static final int BATCH = 1_000;

    private final BlockingQueue<Runnable> waiting = new LinkedBlockingQueue<>();
    private final AtomicInteger fromAgents = new AtomicInteger();

    void submit(Runnable work) {
        waiting.add(work);
    }

    /** Whether there was room for it. */
    boolean submitFromAgent(Runnable work) {
        if (fromAgents.incrementAndGet() > FROM_AGENTS) {
            fromAgents.decrementAndGet();
            return false;
        }
        submit(() -> {
            fromAgents.decrementAndGet();
            work.run();
        });
        return true;
    }

    /** Runs something on the loop's thread and waits for it, for a moment; empty if that is too long. */
    <T> Optional<T> ask(Supplier<T> question) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        submit(() -> answer.complete(question.get()));
        try {
            return Optional.of(answer.get(ASK_SECONDS, TimeUnit.SECONDS));
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } catch (ExecutionException | TimeoutException none) {
            return Optional.empty();
        }
    }

    /** What waits, a bounded part of it; waits so long for the first. */
    List<Runnable> take(long nanos) throws InterruptedException {
        List<Runnable> batch = new ArrayList<>();
        Runnable first = waiting.poll(nanos, TimeUnit.NANOSECONDS);
        if (first != null) {
            batch.add(first);
            waiting.drainTo(batch, BATCH);
        }
        return batch;
    }
}
