package dev.fusebox.lab.qos;

import dev.fusebox.lab.BadInput;
import dev.fusebox.lab.qos.conditions.Conditions;
import dev.fusebox.lab.qos.conditions.Link;
import dev.fusebox.lab.qos.conditions.Span;
import dev.fusebox.lab.qos.conditions.Ticks;
import dev.fusebox.lab.replay.TraceLine;
import dev.fusebox.lab.replay.TraceReader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * What one observer hears of one subject, in the order of arrival.
 *
 * @param key in files
 * @param title for people
 * @param intervalNanos at which the subject means to send
 * @param beats at least two
 * @param down when the subject is really down
 */
record Arrivals(String key, String title, long intervalNanos, List<Beat> beats, List<Span> down) {
    /** One heartbeat; of a given trace nobody knows when it was sent, so that is when it arrived. */
    record Beat(long sequence, long sentNanos, long arrivedNanos) {}

    /** A subject under these conditions, watched for that long. */
    static Arrivals of(Conditions conditions, long intervalNanos, long durationNanos, RandomGenerator random) {
        Ticks ticks = conditions.ticks(intervalNanos, durationNanos, random);
        Link link = conditions.link(random);
        List<Beat> beats = new ArrayList<>();
        long sequence = 0;
        for (long at = ticks.next(0); at < durationNanos; at = ticks.next(at)) {
            sequence++;
            long arrives = link.arrives(at);
            if (arrives != Link.LOST) {
                beats.add(new Beat(sequence, at, arrives));
            }
        }
        beats.sort(Comparator.comparingLong(Beat::arrivedNanos));
        return new Arrivals(conditions.key(), conditions.title(), intervalNanos, beats, conditions.down(durationNanos));
    }

    /** A given trace; the interval is the median of what lies between its beats. */
    static Arrivals of(String name, TraceReader trace) {
        List<Beat> beats = new ArrayList<>();
        long sequence = 0;
        for (Optional<TraceLine> line = trace.next(); line.isPresent(); line = trace.next()) {
            if (line.get() instanceof TraceLine.Beat beat) {
                sequence = beat.sequence().isPresent() ? beat.sequence().getAsLong() + 1 : sequence + 1;
                beats.add(new Beat(sequence, beat.atNanos(), beat.atNanos()));
            }
        }
        if (beats.size() < 3) {
            throw new BadInput(name + ": expected at least 3 'beat' lines, there are " + beats.size());
        }
        return new Arrivals(name, "Given trace " + name, median(beats), beats, List.of());
    }

    private static long median(List<Beat> beats) {
        long[] intervals = new long[beats.size() - 1];
        for (int i = 1; i < beats.size(); i++) {
            intervals[i - 1] = beats.get(i).arrivedNanos() - beats.get(i - 1).arrivedNanos();
        }
        Arrays.sort(intervals);
        return Math.max(1_000_000L, intervals[intervals.length / 2]);
    }
}
