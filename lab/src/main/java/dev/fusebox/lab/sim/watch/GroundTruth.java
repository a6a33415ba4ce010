package dev.fusebox.lab.sim.watch;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * What is really the case, and no member can know: who runs, who is in trouble, and whether anything happened that may burn a fuse.
 * Written by the world, read by watchers. Not thread-safe.
 */
public final class GroundTruth {
    private static final long NEVER = Long.MIN_VALUE / 2;

    /** What a process is doing. */
    public enum Process {
        /** It never started. */
        ABSENT,
        RUNNING,
        FROZEN,
        /** It ended without a word. */
        DEAD,
        /** It ended as planned. */
        GONE
    }

    private final Process[] processes;
    private final long[] since;
    private final int[] troubles;
    private final long[] troubledUntil;
    private final long[] behindNanos;
    private final Map<Set<Integer>, Long> badLinks = new HashMap<>();
    private int causes;
    private long causedUntil = NEVER;
    private int open;
    private long calmSince;

    /** Nobody has started. */
    public GroundTruth(int members) {
        processes = new Process[members];
        since = new long[members];
        troubles = new int[members];
        troubledUntil = new long[members];
        behindNanos = new long[members];
        Arrays.fill(processes, Process.ABSENT);
        Arrays.fill(troubledUntil, NEVER);
    }

    /** How many members there can be. */
    public int members() {
        return processes.length;
    }

    /** A process changes. */
    public void became(int member, Process process, long atNanos) {
        processes[member] = process;
        since[member] = atNanos;
    }

    public Process process(int member) {
        return processes[member];
    }

    /** Since when it does that. */
    public long sinceNanos(int member) {
        return since[member];
    }

    /** Whether its application runs and could be told something. */
    public boolean live(int member) {
        return processes[member] == Process.RUNNING;
    }

    /** A process takes what came to it at that time: it had none to spare before. */
    public void behind(int member, long cameNanos, long atNanos) {
        behindNanos[member] = atNanos - cameNanos;
    }

    /** How long what a process takes now has waited for it. */
    public long behindNanos(int member) {
        return behindNanos[member];
    }

    /** Something that is wrong with that member begins. */
    public void trouble(int member, long atNanos) {
        troubles[member]++;
        troubledUntil[member] = atNanos;
    }

    /** It is over. */
    public void relief(int member, long atNanos) {
        troubles[member]--;
        troubledUntil[member] = atNanos;
    }

    /** Whether something is wrong with that member, or was so lately. */
    public boolean faulty(int member, long atNanos, long memoryNanos) {
        return troubles[member] > 0 || troubledUntil[member] >= atNanos - memoryNanos;
    }

    /** The link between two members becomes bad, in one direction or both. */
    public void linkBad(int one, int other) {
        badLinks.put(Set.of(one, other), Long.MAX_VALUE);
    }

    /** It is good again. */
    public void linkGood(int one, int other, long atNanos) {
        badLinks.computeIfPresent(Set.of(one, other), (link, until) -> atNanos);
    }

    /** Whether the link between two members was bad at or after that time. */
    public boolean badLink(int one, int other, long sinceNanos) {
        return badLinks.getOrDefault(Set.of(one, other), NEVER) >= sinceNanos;
    }

    /** Something that may burn a fuse begins. */
    public void causeBegins(long atNanos) {
        causes++;
        causedUntil = atNanos;
    }

    /** It is over; its effects need not be. */
    public void causeEnds(long atNanos) {
        causes--;
        causedUntil = atNanos;
    }

    /** Whether anything that may burn a fuse was the case at or after that time. */
    public boolean causeSince(long atNanos) {
        return causes > 0 || causedUntil >= atNanos;
    }

    /** Something is broken, or somebody came or went, and the group needs time afterwards. */
    public void unrest(long atNanos) {
        calmSince = atNanos;
    }

    /** Something is broken until {@link #healed}. */
    public void broken(long atNanos) {
        open++;
        calmSince = atNanos;
    }

    /** It is well again. */
    public void healed(long atNanos) {
        open--;
        calmSince = atNanos;
    }

    /** Since when nothing has been broken; {@link Long#MAX_VALUE} while something is. */
    public long calmSinceNanos() {
        return open > 0 ? Long.MAX_VALUE : calmSince;
    }
}
