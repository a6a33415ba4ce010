package dev.fusebox.lab.sim.report;

import dev.fusebox.core.message.Message;
import dev.fusebox.core.roster.Session;
import dev.fusebox.lab.sim.network.MessageSize;
import dev.fusebox.lab.sim.watch.Watcher;

/** Counts what members send, and how often they wake up, once the group had time to form. */
public final class TrafficCount implements Watcher.OfMessages {
    private static final long FROM_NANOS = 5_000_000_000L;

    private final long[] messages;
    private final long[] bytes;
    private final long[] wakeUps;
    private final long[] startedNanos;
    private final long[] livedNanos;
    private final boolean[] runs;

    /** Of so many members. */
    public TrafficCount(int members) {
        messages = new long[members];
        bytes = new long[members];
        wakeUps = new long[members];
        startedNanos = new long[members];
        livedNanos = new long[members];
        runs = new boolean[members];
    }

    @Override
    public void started(long atNanos, int member, Session session) {
        startedNanos[member] = Math.max(FROM_NANOS, atNanos);
        runs[member] = true;
    }

    @Override
    public void stopped(long atNanos, int member) {
        livedNanos[member] += Math.max(0, atNanos - startedNanos[member]);
        runs[member] = false;
    }

    @Override
    public void sent(long atNanos, int from, int to, Session session, Message message) {
        if (atNanos >= FROM_NANOS) {
            messages[from]++;
            bytes[from] += MessageSize.of(message);
        }
    }

    @Override
    public void woke(long atNanos, int member) {
        if (atNanos >= FROM_NANOS) {
            wakeUps[member]++;
        }
    }

    @Override
    public void ended(long atNanos) {
        for (int member = 0; member < runs.length; member++) {
            if (runs[member]) {
                stopped(atNanos, member);
            }
        }
    }

    public RunReport.Traffic traffic() {
        double seconds = 0;
        double allMessages = 0;
        double allBytes = 0;
        double allWakeUps = 0;
        double most = 0;
        for (int member = 0; member < messages.length; member++) {
            double lived = livedNanos[member] / 1e9;
            seconds += lived;
            allMessages += messages[member];
            allBytes += bytes[member];
            allWakeUps += wakeUps[member];
            most = Math.max(most, lived > 0 ? bytes[member] / lived : 0);
        }
        double per = Math.max(seconds, 1e-9);
        return new RunReport.Traffic(
                rounded(allMessages / per), rounded(allBytes / per), rounded(most), rounded(allWakeUps / per));
    }

    private static double rounded(double value) {
        return Math.round(value * 100) / 100.0;
    }
}
