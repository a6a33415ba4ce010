package dev.fusebox.operator.hub;

import dev.fusebox.operator.remediation.Job;
import dev.fusebox.operator.remediation.Remediator;
import dev.fusebox.operator.remediation.Result;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one thread on which remediation waits for answers. Whoever gives a job waits for its end before the next. */
final class Workbench implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Workbench.class);

    private final BlockingQueue<Job> jobs = new ArrayBlockingQueue<>(1);
    private final Remediator remediator;
    private final BiConsumer<Job, Optional<Result>> finished;
    private final Thread thread;

    /**
     * Begins to wait for jobs.
     *
     * @param finished takes each job's end; empty if there was nothing to do
     */
    Workbench(Remediator remediator, BiConsumer<Job, Optional<Result>> finished) {
        this.remediator = remediator;
        this.finished = finished;
        this.thread = Thread.ofVirtual().name("remediation").start(this::run);
    }

    /** Whether it was taken: one at a time. */
    boolean give(Job job) {
        return jobs.offer(job);
    }

    @Override
    public void close() {
        thread.interrupt();
    }

    private void run() {
        try {
            while (true) {
                Job job = jobs.take();
                finished.accept(job, done(job));
            }
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    private Optional<Result> done(Job job) {
        try {
            return remediator.run(job);
        } catch (RuntimeException defect) {
            LOG.error("a defect in {}: it is left as it is, and looked at again", job, defect);
            return Optional.of(new Result(Result.Kind.OPEN, "a defect in the operator, see its log"));
        }
    }
}
