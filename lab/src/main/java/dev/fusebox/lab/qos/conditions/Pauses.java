package dev.fusebox.lab.qos.conditions;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** Spans at random: gaps and lengths are exponentially distributed, lengths up to a longest. Asked in the order of time. */
final class Pauses {
    private final RandomGenerator random;
    private final double meanGapNanos;
    private final double meanLengthNanos;
    private final double maxLengthNanos;
    private Span next;

    Pauses(RandomGenerator random, double meanGapNanos, double meanLengthNanos, double maxLengthNanos) {
        this.random = random;
        this.meanGapNanos = meanGapNanos;
        this.meanLengthNanos = meanLengthNanos;
        this.maxLengthNanos = maxLengthNanos;
        this.next = after(0);
    }

    private Span after(long nanos) {
        long start = nanos + Math.round(meanGapNanos * Conditions.exponential(random));
        double length = Math.min(maxLengthNanos, meanLengthNanos * Conditions.exponential(random));
        return new Span(start, start + Math.round(length));
    }

    /** Whether a span covers that time. */
    boolean covers(long nanos) {
        return at(nanos).contains(nanos);
    }

    /** The span that covers that time, or the next one. */
    private Span at(long nanos) {
        while (next.endNanos() <= nanos) {
            next = after(next.endNanos());
        }
        return next;
    }

    /** All that begin before that time. */
    List<Span> upTo(long nanos) {
        List<Span> spans = new ArrayList<>();
        while (next.startNanos() < nanos) {
            spans.add(next);
            next = after(next.endNanos());
        }
        return spans;
    }

    /** Ticks that fall into a span happen at its end. */
    Ticks disturb(Ticks ticks) {
        return last -> {
            long due = ticks.next(last);
            Span pause = at(due);
            return pause.contains(due) ? pause.endNanos() : due;
        };
    }
}
