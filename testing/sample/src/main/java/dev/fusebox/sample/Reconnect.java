package dev.fusebox.sample;

import java.io.IOException;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;

/**
 * Keeps one stream open: when it ends or fails it is opened again after a pause that doubles from 50 ms to 2 s with full
 * jitter, so that many applications do not come back in step; a stream that worked starts the pauses over. For one
 * thread.
 */
final class Reconnect {
    private static final Duration SHORTEST = Duration.ofMillis(50);
    private static final Duration LONGEST = Duration.ofSeconds(2);

    /** Waits; in tests it only takes note. */
    interface Pause {
        void nanos(long nanos) throws InterruptedException;
    }

    /** One life of a stream. */
    interface Attempt {
        /** Opens the stream and reads it to its end; calls {@code opened} once it works. */
        void run(Runnable opened) throws IOException;
    }

    /** Hears why a stream ended. */
    interface Report {
        void ended(String reason);
    }

    private final RandomGenerator random;
    private final Pause pause;
    private final BooleanSupplier ending;
    private long ceilingNanos = SHORTEST.toNanos();

    Reconnect(RandomGenerator random, Pause pause, BooleanSupplier ending) {
        this.random = random;
        this.pause = pause;
        this.ending = ending;
    }

    /** Returns when the program is ending or the thread is interrupted. */
    void keep(Attempt attempt, Report report) {
        while (!ending.getAsBoolean()) {
            try {
                attempt.run(() -> ceilingNanos = SHORTEST.toNanos());
                report.ended("the agent closed it");
            } catch (IOException failure) {
                report.ended(String.valueOf(failure.getMessage()));
            }
            try {
                pause.nanos(nextPauseNanos());
            } catch (InterruptedException stop) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private long nextPauseNanos() {
        long nanos = random.nextLong(ceilingNanos) + 1;
        ceilingNanos = Math.min(2 * ceilingNanos, LONGEST.toNanos());
        return nanos;
    }
}
