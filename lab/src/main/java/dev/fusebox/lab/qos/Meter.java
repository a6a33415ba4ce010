package dev.fusebox.lab.qos;

import dev.fusebox.core.detect.Detector;
import dev.fusebox.lab.detectors.TraceDetector;
import dev.fusebox.lab.qos.Arrivals.Beat;
import dev.fusebox.lab.qos.conditions.Span;
import dev.fusebox.lab.qos.metrics.DetectionTimes;
import dev.fusebox.lab.qos.metrics.Quality;
import java.util.List;

/**
 * One detector at one threshold over one subject's arrivals. Between two arrivals the detector is suspicious from the time it foretells
 * on: what of that falls into the subject's life is a mistake, and what a crash at each moment would have come to is a detection time.
 */
final class Meter {
    private final DetectionTimes detections = new DetectionTimes();
    private final List<Span> down;
    private long mistakes;
    private long mistakeNanos;
    private long upNanos;

    private Meter(List<Span> down) {
        this.down = down;
    }

    static Quality measure(Arrivals arrivals, TraceDetector choice) {
        return new Meter(arrivals.down()).run(arrivals.beats(), choice);
    }

    private Quality run(List<Beat> beats, TraceDetector choice) {
        Detector detector = choice.start().apply(beats.getFirst().arrivedNanos());
        Beat last = beats.getFirst();
        detector.heartbeat(last.sequence(), last.arrivedNanos());
        for (Beat beat : beats.subList(1, beats.size())) {
            long suspected = detector.reachesAtNanos(choice.threshold());
            if (detector.heartbeat(beat.sequence(), beat.arrivedNanos())) {
                between(last, beat, suspected);
                last = beat;
            }
        }
        return new Quality(
                choice.threshold(),
                detections.meanNanos(),
                detections.quantileNanos(0.99),
                mistakes,
                mistakeNanos,
                upNanos);
    }

    private void between(Beat last, Beat next, long suspectedNanos) {
        long lived = living(last.arrivedNanos(), next.arrivedNanos());
        upNanos += lived;
        if (suspectedNanos < next.arrivedNanos()) {
            long wrongly = living(Math.max(suspectedNanos, last.arrivedNanos()), next.arrivedNanos());
            if (wrongly > 0 && !endsInDowntime(next, wrongly)) {
                mistakes++;
                mistakeNanos += wrongly;
            }
        }
        if (lived == next.arrivedNanos() - last.arrivedNanos()) {
            detections.addCrashBetween(last.sentNanos(), next.sentNanos(), suspectedNanos);
        }
    }

    /** What follows an outage until the first heartbeat arrives belongs to the outage. */
    private boolean endsInDowntime(Beat next, long wronglyNanos) {
        return down.stream()
                .anyMatch(
                        s -> s.endNanos() <= next.arrivedNanos() && s.endNanos() >= next.arrivedNanos() - wronglyNanos);
    }

    private long living(long fromNanos, long toNanos) {
        long living = toNanos - fromNanos;
        for (Span span : down) {
            living -= span.within(fromNanos, toNanos);
        }
        return living;
    }
}
