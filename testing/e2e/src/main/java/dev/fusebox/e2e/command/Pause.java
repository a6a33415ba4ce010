package dev.fusebox.e2e.command;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Waiting for time itself, where a fault has to stand for a while; never for a condition alone. */
public final class Pause {
    private Pause() {}

    /** Returns when {@link System#nanoTime()} has reached this value. */
    public static void until(long nanos) {
        sleep(Duration.ofNanos(nanos - System.nanoTime()));
    }

    public static void sleep(Duration duration) {
        try {
            TimeUnit.NANOSECONDS.sleep(duration.toNanos());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new CommandFailure("interrupted", interrupted);
        }
    }
}
