package dev.fusebox.agent.network;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** The lines of a stream as they come. Thread-safe. */
final class Lines {
    /** Nothing here takes so long unless it hangs. */
    private static final long HANG_NANOS = 60_000_000_000L;

    private final List<String> lines = new ArrayList<>();
    private final Thread reader;

    Lines(String name, InputStream in) {
        reader = Thread.ofPlatform().name(name).daemon().start(() -> read(in));
    }

    synchronized List<String> all() {
        return List.copyOf(lines);
    }

    /** Waits for a line. */
    synchronized String await(Predicate<String> wanted) throws InterruptedException {
        long endNanos = System.nanoTime() + HANG_NANOS;
        while (true) {
            for (String line : lines) {
                if (wanted.test(line)) {
                    return line;
                }
            }
            long leftMillis = (endNanos - System.nanoTime()) / 1_000_000;
            if (leftMillis <= 0) {
                throw new AssertionError("no such line in a minute; there were " + lines);
            }
            wait(leftMillis);
        }
    }

    /** Waits for the end of the stream. */
    void awaitEnd() throws InterruptedException {
        reader.join();
    }

    private void read(InputStream in) {
        try (BufferedReader text = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            for (String line = text.readLine(); line != null; line = text.readLine()) {
                synchronized (this) {
                    lines.add(line);
                    notifyAll();
                }
            }
        } catch (IOException closed) {
            // The process ended.
        }
    }
}
