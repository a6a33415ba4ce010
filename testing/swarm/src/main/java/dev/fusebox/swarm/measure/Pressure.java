package dev.fusebox.swarm.measure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** For how much of a time something on this machine waited for a processor, by the kernel's pressure stall information. */
final class Pressure {
    private static final Path FILE = Path.of("/proc/pressure/cpu");
    private static final String FIELD = "total=";
    private static final long NANOS_PER_MICRO = 1_000;

    private final long begunNanos = System.nanoTime();
    private final long waitedMicros = waitedMicros();

    /** Since the begin, in words. */
    String words() {
        long now = waitedMicros();
        if (now < 0 || waitedMicros < 0) {
            return "processors: unknown how busy";
        }
        double percent = 100.0 * NANOS_PER_MICRO * (now - waitedMicros) / (System.nanoTime() - begunNanos);
        return String.format(Locale.ROOT, "something waited for a processor %.0f %% of the time", percent);
    }

    private static long waitedMicros() {
        try {
            String some = Files.readAllLines(FILE).get(0);
            return Long.parseLong(
                    some.substring(some.indexOf(FIELD) + FIELD.length()).strip());
        } catch (IOException | RuntimeException notHere) {
            return -1;
        }
    }
}
