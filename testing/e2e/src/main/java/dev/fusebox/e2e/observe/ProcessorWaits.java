package dev.fusebox.e2e.observe;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * How long agents on this machine were ready to run and were given no processor, as its kernel counts it ({@code schedstat}): what a
 * starved member looks like from outside, whatever it says of itself. Looks at the threads without which an agent says nothing.
 * Thread-safe.
 */
public final class ProcessorWaits implements AutoCloseable {
    private static final long LOOK_MILLISECONDS = 50;
    /** So many looks at known agents to one search for new ones. */
    private static final int LOOKS_PER_SEARCH = 5;
    /** Shorter waits are what any busy machine has. */
    private static final long MIN_NANOS = TimeUnit.MILLISECONDS.toNanos(10);
    /** An hour of one thread that never gets its turn. */
    private static final int MAX_KEPT = 72_000;

    private static final List<String> THREADS = List.of("fusebox-loop", "VM Thread");
    private static final String NAMESPACE = "FUSEBOX_NAMESPACE=";
    private static final String POD = "FUSEBOX_POD_NAME=";

    private final Path processes;
    private final Map<Path, Agent> agents = new HashMap<>();
    private final Map<Path, Long> waitedByThread = new HashMap<>();
    private final List<Wait> waits = new ArrayList<>();
    private final ScheduledExecutorService looks = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("processor-waits").factory());
    private long looked;

    private record Agent(String namespace, String pod) {}

    private record Wait(Agent agent, long untilNanos, long nanos) {}

    /**
     * What one pod's agent went through.
     *
     * @param nanos how long it was ready to run and did not
     */
    public record Starved(String pod, long nanos) {}

    /** Looks at that folder of processes from now on. */
    ProcessorWaits(Path processes) {
        this.processes = processes;
    }

    /** Watches the agents of this machine from now on. */
    public static ProcessorWaits ofThisMachine() {
        ProcessorWaits waits = new ProcessorWaits(Path.of("/proc"));
        waits.looks.scheduleWithFixedDelay(
                () -> waits.look(System.nanoTime()), 0, LOOK_MILLISECONDS, TimeUnit.MILLISECONDS);
        return waits;
    }

    /** Who of a namespace waited longest for a processor, in waits that ended between these times of the monotonic clock. */
    public synchronized Optional<Starved> worst(String namespace, long fromNanos, long toNanos) {
        Map<String, Long> byPod = new HashMap<>();
        waits.stream()
                .filter(wait -> wait.agent.namespace.equals(namespace))
                .filter(wait -> wait.untilNanos - fromNanos >= 0 && wait.untilNanos - toNanos <= 0)
                .forEach(wait -> byPod.merge(wait.agent.pod, wait.nanos, Long::sum));
        return byPod.entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .map(most -> new Starved(most.getKey(), most.getValue()));
    }

    synchronized void look(long nowNanos) {
        if (looked++ % LOOKS_PER_SEARCH == 0) {
            agents.clear();
            numbered(processes).forEach(process -> agentIn(process).ifPresent(agent -> agents.put(process, agent)));
        }
        Map<Path, Long> now = new HashMap<>();
        agents.forEach((process, agent) -> lookAtThreads(process, agent, nowNanos, now));
        waitedByThread.clear();
        waitedByThread.putAll(now);
    }

    private void lookAtThreads(Path process, Agent agent, long nowNanos, Map<Path, Long> now) {
        for (Path thread : numbered(process.resolve("task"))) {
            if (THREADS.stream().noneMatch(read(thread.resolve("comm"))::startsWith)) {
                continue;
            }
            String[] numbers = read(thread.resolve("schedstat")).strip().split(" ");
            if (numbers.length < 2) {
                continue;
            }
            long total = Long.parseLong(numbers[1]);
            long waited = total - waitedByThread.getOrDefault(thread, total);
            now.put(thread, total);
            if (waited >= MIN_NANOS && waits.size() < MAX_KEPT) {
                waits.add(new Wait(agent, nowNanos, waited));
            }
        }
    }

    /** Empty for what is no agent in a pod: the chart gives these to agents alone. */
    private static Optional<Agent> agentIn(Path process) {
        List<String> environment = List.of(read(process.resolve("environ")).split("\0"));
        return value(environment, NAMESPACE)
                .flatMap(namespace -> value(environment, POD).map(pod -> new Agent(namespace, pod)));
    }

    private static Optional<String> value(List<String> environment, String name) {
        return environment.stream()
                .filter(one -> one.startsWith(name))
                .map(one -> one.substring(name.length()))
                .findFirst();
    }

    private static List<Path> numbered(Path folder) {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(
                            entry -> entry.getFileName().toString().chars().allMatch(Character::isDigit))
                    .toList();
        } catch (IOException | UncheckedIOException ended) {
            return List.of();
        }
    }

    /** Nothing of a process or thread that has ended. */
    private static String read(Path file) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
        } catch (IOException ended) {
            return "";
        }
    }

    @Override
    public void close() {
        looks.shutdownNow();
    }
}
