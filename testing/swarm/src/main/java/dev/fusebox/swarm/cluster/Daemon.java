package dev.fusebox.swarm.cluster;

import dev.fusebox.e2e.command.CommandFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A program that runs until it is ended, and dies with this process. To be started on the main thread, which outlives all. */
final class Daemon implements AutoCloseable {
    private static final List<String> DIES_WITH_US = List.of("setpriv", "--pdeathsig", "KILL", "--");
    private static final String JOIN =
            "for door in $JOIN; do echo 0 >\"$door\" || exit 1; done; unset JOIN; exec \"$@\"";
    private static final int TERM_SECONDS = 20;

    private final String name;
    private final Path log;
    private final Process process;
    private final Optional<Cgroup> cgroup;

    private Daemon(String name, Path log, Process process, Optional<Cgroup> cgroup) {
        this.name = name;
        this.log = log;
        this.process = process;
        this.cgroup = cgroup;
    }

    /**
     * Starts it.
     *
     * @param log takes what it prints
     * @param cgroup where it runs, from its first instruction on
     */
    static Daemon start(
            String name, List<String> words, Map<String, String> environment, Path log, Optional<Cgroup> cgroup) {
        List<String> all = new ArrayList<>(DIES_WITH_US);
        List<String> doors =
                cgroup.map(c -> c.doors().stream().map(Path::toString).toList()).orElse(List.of());
        all.addAll(List.of("sh", "-c", JOIN, name));
        all.addAll(words);
        ProcessBuilder builder = new ProcessBuilder(all)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().putAll(environment);
        builder.environment().put("JOIN", String.join(" ", doors));
        try {
            Process process = builder.start();
            process.getOutputStream().close();
            return new Daemon(name, log, process, cgroup);
        } catch (IOException failure) {
            throw new CommandFailure(name + " does not start: " + failure.getMessage(), failure);
        }
    }

    boolean runs() {
        return process.isAlive();
    }

    /** Fails with the last line of its log if it has ended. */
    void mustRun() {
        if (!runs()) {
            throw new CommandFailure(name + " ended with status " + process.exitValue() + ": " + lastLine());
        }
    }

    long pid() {
        return process.pid();
    }

    Optional<Cgroup> cgroup() {
        return cgroup;
    }

    /** Sends SIGTERM, and does not wait. */
    void terminate() {
        process.destroy();
    }

    /** Sends SIGKILL, and does not wait. */
    void kill() {
        process.destroyForcibly();
    }

    @Override
    public void close() {
        process.destroy();
        if (!endsInTime()) {
            process.destroyForcibly();
            endsInTime();
        }
        cgroup.ifPresent(Cgroup::close);
    }

    /** Waits also where this thread was interrupted: that is how everything is cleaned up. */
    private boolean endsInTime() {
        boolean interrupted = Thread.interrupted();
        try {
            return process.waitFor(TERM_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException hurry) {
            interrupted = true;
            return false;
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private String lastLine() {
        try {
            List<String> lines = Files.readAllLines(log);
            return lines.isEmpty() ? "it said nothing" : lines.getLast();
        } catch (IOException unreadable) {
            return "its log " + log + " cannot be read";
        }
    }
}
