package dev.fusebox.e2e.command;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * A program with its words and environment.
 *
 * @param words the program and its arguments
 * @param environment what is set in addition to this process's own environment
 */
public record Command(List<String> words, Map<String, String> environment) {
    public Command {
        words = List.copyOf(words);
        environment = Map.copyOf(environment);
    }

    /** How a program ended and what it said. */
    public record Ending(int status, String output, String errors) {
        public boolean succeeded() {
            return status == 0;
        }
    }

    /**
     * Runs to the end and returns what was printed to standard output.
     *
     * @throws CommandFailure with the last line of what it said if it ends with another status than 0, or not in time
     */
    public String run(Duration deadline) {
        Ending ending = end(deadline);
        if (!ending.succeeded()) {
            throw new CommandFailure(shown() + ": " + lastLine(ending));
        }
        return ending.output();
    }

    /**
     * Runs to the end, however it ends.
     *
     * @throws CommandFailure if it cannot be started or does not end in time; it is killed then
     */
    public Ending end(Duration deadline) {
        try {
            Process process = start();
            process.getOutputStream().close();
            CompletableFuture<String> output = readAside(process.getInputStream());
            CompletableFuture<String> errors = readAside(process.getErrorStream());
            waitFor(process, deadline);
            return new Ending(process.exitValue(), output.join(), errors.join());
        } catch (IOException failure) {
            throw new CommandFailure(shown() + ": " + failure.getMessage(), failure);
        }
    }

    /**
     * Runs to the end with this process's own standard error, for work that shows progress.
     *
     * @throws CommandFailure if it ends with another status than 0, or not in time
     */
    public String runShown(Duration deadline) {
        try {
            ProcessBuilder builder = new ProcessBuilder(words).redirectError(ProcessBuilder.Redirect.INHERIT);
            builder.environment().putAll(environment);
            Process process = builder.start();
            process.getOutputStream().close();
            CompletableFuture<String> output = readAside(process.getInputStream());
            waitFor(process, deadline);
            if (process.exitValue() != 0) {
                throw new CommandFailure(shown() + ": ended with status " + process.exitValue());
            }
            return output.join();
        } catch (IOException failure) {
            throw new CommandFailure(shown() + ": " + failure.getMessage(), failure);
        }
    }

    /** Starts it and leaves it running; the caller ends it. */
    public Process start() throws IOException {
        ProcessBuilder builder = new ProcessBuilder(words);
        builder.environment().putAll(environment);
        return builder.start();
    }

    private void waitFor(Process process, Duration deadline) {
        try {
            if (!process.waitFor(deadline.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
                throw new CommandFailure(shown() + ": not done after " + deadline.toSeconds() + " s");
            }
        } catch (InterruptedException interrupted) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new CommandFailure(shown() + ": interrupted", interrupted);
        }
    }

    private static CompletableFuture<String> readAside(InputStream stream) {
        return CompletableFuture.supplyAsync(() -> all(stream), Thread::startVirtualThread);
    }

    private String shown() {
        return String.join(" ", words);
    }

    private static String all(InputStream stream) {
        try (stream) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static String lastLine(Ending ending) {
        String said = ending.errors().isBlank() ? ending.output() : ending.errors();
        List<String> lines = said.strip().lines().toList();
        return lines.isEmpty() ? "ended with status " + ending.status() : lines.getLast();
    }
}
