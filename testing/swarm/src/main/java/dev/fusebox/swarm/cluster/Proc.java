package dev.fusebox.swarm.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What the kernel says about a process. */
final class Proc {
    /** Of Linux on every machine that matters. */
    private static final long NANOS_PER_TICK = 10_000_000;

    private static final int UTIME_AFTER_NAME = 11;

    private Proc() {}

    /** Processor time so far, user and system. */
    static long cpuNanos(long pid) {
        String stat = read(Path.of("/proc/" + pid + "/stat"));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        return NANOS_PER_TICK
                * (Long.parseLong(fields[UTIME_AFTER_NAME]) + Long.parseLong(fields[UTIME_AFTER_NAME + 1]));
    }

    /** Memory that is resident. */
    static long residentBytes(long pid) {
        return read(Path.of("/proc/" + pid + "/status"))
                .lines()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> 1024 * Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst()
                .orElse(0);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException gone) {
            throw new UncheckedIOException("the process has ended", gone);
        }
    }
}
