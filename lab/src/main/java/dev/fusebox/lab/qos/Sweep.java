package dev.fusebox.lab.qos;

import dev.fusebox.core.time.Nanos;
import dev.fusebox.lab.detectors.TraceDetector;
import dev.fusebox.lab.qos.metrics.Curve;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One detector and the thresholds it is tried at.
 *
 * @param label in files and legends
 * @param detector as replay calls it
 * @param set parameters besides threshold and interval
 * @param thresholds rising
 * @param usual the threshold that a group has by default
 */
record Sweep(String label, String detector, Map<String, String> set, List<Double> thresholds, double usual) {
    private static final Map<String, String> NOTHING = Map.of();

    /** All detectors that judge arrivals alone. */
    static List<Sweep> all() {
        List<Double> phi =
                List.of(0.5, 1.0, 2.0, 3.0, 4.0, 6.0, 8.0, 12.0, 16.0, 24.0, 40.0, 72.0, 120.0, 200.0, 300.0);
        return List.of(
                new Sweep(
                        "Ping",
                        "ping",
                        Map.of("timeoutMillis", "200"),
                        List.of(1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 8.0, 10.0, 15.0, 20.0),
                        5),
                new Sweep(
                        "HeartbeatDeadline",
                        "deadline",
                        NOTHING,
                        List.of(0.22, 0.25, 0.3, 0.35, 0.42, 0.5, 0.6, 0.7, 0.85, 1.0, 1.25, 1.6, 2.0, 2.5, 3.2, 4.0),
                        1),
                new Sweep("PhiAccrual normal", "phi", NOTHING, phi, 8),
                new Sweep("PhiAccrual logistic", "phi", Map.of("distribution", "logistic"), phi, 8),
                new Sweep(
                        "PhiAccrual exponential",
                        "phi",
                        Map.of("distribution", "exponential"),
                        List.of(0.5, 0.6, 0.8, 1.0, 1.3, 1.7, 2.2, 3.0, 4.0, 6.0, 8.0, 10.0),
                        8),
                new Sweep(
                        "ChenEstimate",
                        "chen",
                        NOTHING,
                        List.of(0.1, 0.2, 0.3, 0.45, 0.7, 1.0, 1.4, 2.0, 2.8, 4.0, 5.6, 8.0, 12.0, 16.0),
                        1));
    }

    /** PhiAccrual as groups use it, at that level only. */
    static Sweep phi(double threshold) {
        return new Sweep("PhiAccrual normal", "phi", NOTHING, List.of(threshold), threshold);
    }

    /** PhiAccrual as groups use it, at the thresholds that are tried in groups. */
    static Sweep ofFew() {
        return new Sweep("one observer, each 200 ms", "phi", NOTHING, List.of(1.0, 4.0, 8.0, 16.0, 40.0), 8);
    }

    /** The detector for a subject that sends at this interval. */
    TraceDetector at(double threshold, long intervalNanos) {
        Map<String, String> all = new TreeMap<>(set);
        all.put("threshold", Double.toString(threshold));
        all.put("intervalMillis", Double.toString((double) intervalNanos / Nanos.ofMillis(1)));
        return TraceDetector.of(detector, all);
    }

    /** Its quality at each threshold. */
    Curve over(Arrivals arrivals) {
        return new Curve(
                label,
                usual,
                thresholds.stream()
                        .map(t -> Meter.measure(arrivals, at(t, arrivals.intervalNanos())))
                        .toList());
    }
}
