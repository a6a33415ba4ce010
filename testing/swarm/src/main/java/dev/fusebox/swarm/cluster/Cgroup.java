package dev.fusebox.swarm.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/**
 * The control groups of one process, with the memory limit that the chart sets: one folder in each hierarchy that counts (v1), or one in the
 * single hierarchy (v2). Empty where none can be made; the process is then measured by /proc.
 */
final class Cgroup implements AutoCloseable {
    private static final Path ROOT = Path.of("/sys/fs/cgroup");

    /** The operator's limit in the chart. */
    private static final long MEMORY_LIMIT_BYTES = 384L << 20;

    private static final int REMOVE_TRIES = 100;
    private static final long REMOVE_PAUSE_NANOS = 20_000_000;

    private final boolean unified;
    private final Map<String, Path> folders;

    private Cgroup(boolean unified, Map<String, Path> folders) {
        this.unified = unified;
        this.folders = folders;
    }

    /** Makes it, if this user may. */
    static Optional<Cgroup> make(String name) {
        boolean unified = Files.exists(ROOT.resolve("cgroup.controllers"));
        Map<String, Path> folders = new LinkedHashMap<>();
        Cgroup made = new Cgroup(unified, folders);
        try {
            for (String controller : unified ? List.of("") : List.of("cpuacct", "memory")) {
                Path folder = ROOT.resolve(controller).resolve(name);
                if (unified) {
                    Files.writeString(ROOT.resolve("cgroup.subtree_control"), "+cpu +memory");
                }
                Files.createDirectory(folder);
                folders.put(controller, folder);
            }
            Files.writeString(
                    made.folder("memory").resolve(unified ? "memory.max" : "memory.limit_in_bytes"),
                    Long.toString(MEMORY_LIMIT_BYTES));
            return Optional.of(made);
        } catch (IOException forbidden) {
            made.close();
            return Optional.empty();
        }
    }

    /** Writing 0 into each of these moves the writer in. */
    List<Path> doors() {
        return folders.values().stream().map(f -> f.resolve("cgroup.procs")).toList();
    }

    /** Processor time used so far, by all of it. */
    long cpuNanos() throws IOException {
        if (unified) {
            return 1_000 * field(folder("").resolve("cpu.stat"), "usage_usec");
        }
        return Long.parseLong(
                Files.readString(folder("cpuacct").resolve("cpuacct.usage")).strip());
    }

    /** What counts against the limit, without file pages that can be dropped: what a kubelet calls the working set. */
    long workingSetBytes() throws IOException {
        Path memory = folder("memory");
        long used =
                Long.parseLong(Files.readString(memory.resolve(unified ? "memory.current" : "memory.usage_in_bytes"))
                        .strip());
        return used - field(memory.resolve("memory.stat"), unified ? "inactive_file" : "total_inactive_file");
    }

    /** Removes it; whatever ran in it must have ended. */
    @Override
    public void close() {
        for (Path folder : folders.values()) {
            if (!removed(folder)) {
                System.err.println("left behind: " + folder);
            }
        }
        folders.clear();
    }

    /** A process leaves its cgroup a moment after its end. */
    private static boolean removed(Path folder) {
        for (int tries = 0; tries < REMOVE_TRIES; tries++) {
            try {
                Files.deleteIfExists(folder);
                return true;
            } catch (IOException busy) {
                LockSupport.parkNanos(REMOVE_PAUSE_NANOS);
            }
        }
        return false;
    }

    private Path folder(String controller) {
        return folders.getOrDefault(unified ? "" : controller, ROOT);
    }

    private static long field(Path file, String name) throws IOException {
        return Files.readAllLines(file).stream()
                .filter(line -> line.startsWith(name + " "))
                .mapToLong(
                        line -> Long.parseLong(line.substring(name.length() + 1).strip()))
                .findFirst()
                .orElse(0);
    }
}
