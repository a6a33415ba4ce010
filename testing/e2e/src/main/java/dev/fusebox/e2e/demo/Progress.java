package dev.fusebox.e2e.demo;

import java.io.PrintStream;
import java.util.Locale;

/**
 * Says what is being done, with the time since the start.
 *
 * @param out where people look while they wait
 */
record Progress(long startedNanos, PrintStream out) {
    void step(String text) {
        out.printf(Locale.ROOT, "[%5.1f s] %s%n", (System.nanoTime() - startedNanos) / 1e9, text);
    }
}
