package dev.fusebox.lab.qos;

import dev.fusebox.lab.qos.conditions.Span;
import dev.fusebox.lab.qos.metrics.DetectionTimes;
import dev.fusebox.lab.qos.metrics.Quality;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntToLongFunction;

/**
 * When each observer ticked, and when each subject's counter grew there. From that follows, for every threshold at once, when it would
 * have suspected whom: at its tick number (round of the last growth + threshold), until the next growth.
 */
final class Growths {
    /** The highest threshold that can be asked for, in rounds. */
    static final int MAX_ROUNDS = 64;

    /** What happens before everybody was heard of is not counted. */
    private static final long WARM_UP_NANOS = 10_000_000_000L;

    private final int members;
    private final List<Span> downOfTheFirst;
    private final long[][] tickNanos;
    private final int[] rounds;
    private final long[][] counters;
    private final int[][] grownRound;
    private final long[][] grownNanos;
    private final long[] mistakes = new long[MAX_ROUNDS + 1];
    private final double[] mistakeNanos = new double[MAX_ROUNDS + 1];
    private double upNanos;

    Growths(int members, List<Span> downOfTheFirst) {
        this.members = members;
        this.downOfTheFirst = downOfTheFirst;
        this.tickNanos = new long[members][1_024];
        this.rounds = new int[members];
        this.counters = new long[members][members];
        this.grownRound = new int[members][members];
        this.grownNanos = new long[members][members];
    }

    void ticked(int observer, long nowNanos) {
        int round = ++rounds[observer];
        if (round == tickNanos[observer].length) {
            tickNanos[observer] = Arrays.copyOf(tickNanos[observer], 2 * round);
        }
        tickNanos[observer][round] = nowNanos;
    }

    /** Looks whose counter grew. */
    void look(int observer, IntToLongFunction counter, long nowNanos) {
        for (int subject = 0; subject < members; subject++) {
            long now = subject == observer ? 0 : counter.applyAsLong(subject);
            if (now > counters[observer][subject]) {
                counters[observer][subject] = now;
                grew(observer, subject, nowNanos);
            }
        }
    }

    private void grew(int observer, int subject, long nowNanos) {
        long since = grownNanos[observer][subject];
        if (since >= WARM_UP_NANOS && !stoodStill(observer, subject, since, nowNanos)) {
            upNanos += nowNanos - since;
            int level = Math.min(MAX_ROUNDS, rounds[observer] - grownRound[observer][subject]);
            for (int threshold = 1; threshold <= level; threshold++) {
                mistakes[threshold]++;
                mistakeNanos[threshold] += nowNanos - suspectedNanos(observer, subject, threshold);
            }
        }
        grownRound[observer][subject] = rounds[observer];
        grownNanos[observer][subject] = nowNanos;
    }

    /** The first member's outage is no time in which it, or what it sees, could be judged. */
    private boolean stoodStill(int observer, int subject, long fromNanos, long toNanos) {
        return (observer == 0 || subject == 0)
                && downOfTheFirst.stream().anyMatch(s -> s.within(fromNanos, toNanos) > 0);
    }

    /** When the observer would suspect the subject at that threshold if it stays silent; never, if it has not ticked so often yet. */
    long suspectedNanos(int observer, int subject, int threshold) {
        int round = grownRound[observer][subject] + threshold;
        return round <= rounds[observer] ? tickNanos[observer][round] : Long.MAX_VALUE;
    }

    /** Mistakes at that threshold, of all pairs together; detection times are known from elsewhere. */
    Quality quality(int threshold, DetectionTimes detections) {
        return new Quality(
                threshold,
                detections.meanNanos(),
                detections.quantileNanos(0.99),
                mistakes[threshold],
                mistakeNanos[threshold],
                upNanos);
    }
}
