package dev.fusebox.agent.loop;

import dev.fusebox.core.time.Nanos;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Whether the control group's CPU limit held this process back, read from the kernel's {@code cpu.stat} (cgroup v2, or the cpu
 * controller of v1) once per second at most. It is asked in wake-ups that happen anyway and causes none; the kernel answers from
 * memory. Not thread-safe.
 */
public final class Throttling {
    static final long PAUSE_NANOS = Nanos.ofMillis(1_000);
    private static final String FIELD = "nr_throttled ";

    private final Optional<Path> file;
    private OptionalLong periods;
    private long lastReadNanos;

    /** A watch on the first of these files that counts throttled periods; on nothing if none does. */
    Throttling(List<Path> candidates, long nowNanos) {
        this.file = candidates.stream().filter(path -> read(path).isPresent()).findFirst();
        this.periods = file.map(Throttling::read).orElse(OptionalLong.empty());
        this.lastReadNanos = nowNanos;
    }

    /** A watch on the control group that this process sees as its own. */
    public static Throttling ofThisProcess(long nowNanos) {
        return new Throttling(
                List.of(
                        Path.of("/sys/fs/cgroup/cpu.stat"),
                        Path.of("/sys/fs/cgroup/cpu/cpu.stat"),
                        Path.of("/sys/fs/cgroup/cpu,cpuacct/cpu.stat")),
                nowNanos);
    }

    /** A watch on nothing. */
    public static Throttling none() {
        return new Throttling(List.of(), 0);
    }

    /** Whether a period was throttled since it was last found so; false in between readings. */
    boolean happened(long nowNanos) {
        if (file.isEmpty() || nowNanos - lastReadNanos < PAUSE_NANOS) {
            return false;
        }
        lastReadNanos = nowNanos;
        OptionalLong before = periods;
        periods = read(file.get());
        return before.isPresent() && periods.isPresent() && periods.getAsLong() > before.getAsLong();
    }

    private static OptionalLong read(Path path) {
        try {
            for (String line : Files.readAllLines(path, StandardCharsets.US_ASCII)) {
                if (line.startsWith(FIELD)) {
                    return OptionalLong.of(
                            Long.parseLong(line.substring(FIELD.length()).strip()));
                }
            }
        } catch (IOException | NumberFormatException unreadable) {
            // No limit, another system, or no access: then nothing is known about throttling.
        }
        return OptionalLong.empty();
    }
}
