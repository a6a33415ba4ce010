package dev.fusebox.agent.restart;

import dev.fusebox.core.time.Nanos;
import dev.fusebox.proto.v1.OrderResult;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;

/** A pod whose time passes when told: it writes down what happens to it, and keeps its clock of the machine in files. */
final class VirtualPod implements Restarts.Pod {
    final List<String> happened = new ArrayList<>();
    boolean said = true;
    private final Path clocks;
    private long nowNanos = Nanos.ofMillis(1_000);
    private final PriorityQueue<Due> due = new PriorityQueue<>(Comparator.comparingLong(Due::atNanos));

    private record Due(long atNanos, Runnable action) {}

    VirtualPod(Path clocks) {
        this.clocks = clocks;
        tick();
    }

    RestartMemory memory(Optional<Path> folder) {
        return new RestartMemory(folder, new BootClock(clocks.resolve("boot_id"), clocks.resolve("uptime")));
    }

    /** Lets time pass, and happen what is due. */
    void run(long milliseconds) {
        long end = nowNanos + Nanos.ofMillis(milliseconds);
        while (!due.isEmpty() && due.peek().atNanos <= end) {
            Due next = due.remove();
            nowNanos = Math.max(nowNanos, next.atNanos);
            tick();
            next.action.run();
        }
        nowNanos = end;
        tick();
    }

    /** This process is gone, and with it whatever it would have done. */
    void processEnds() {
        due.clear();
        happened.clear();
    }

    private void tick() {
        try {
            Files.writeString(clocks.resolve("boot_id"), "boot-1");
            Files.writeString(
                    clocks.resolve("uptime"),
                    "%d.%03d 0.00".formatted(nowNanos / 1_000_000_000L, nowNanos / 1_000_000L % 1_000));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Override
    public long nowNanos() {
        return nowNanos;
    }

    @Override
    public void after(long nanos, Runnable action) {
        due.add(new Due(nowNanos + nanos, action));
    }

    @Override
    public void takeLeave() {
        happened.add("leave");
    }

    @Override
    public boolean said() {
        return said;
    }

    @Override
    public void answer(OrderResult result) {
        happened.add(result.getOutcome() + " " + result.getId());
    }

    @Override
    public void end() {
        happened.add("end");
        processEndsHere();
    }

    private void processEndsHere() {
        due.clear();
    }
}
