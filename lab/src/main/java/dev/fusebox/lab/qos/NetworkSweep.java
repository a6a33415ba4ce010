package dev.fusebox.lab.qos;

import dev.fusebox.core.time.Nanos;
import dev.fusebox.lab.qos.conditions.Conditions;
import dev.fusebox.lab.qos.metrics.Curve;
import dev.fusebox.lab.qos.metrics.DetectionTimes;
import dev.fusebox.lab.qos.metrics.Quality;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A counting detector over a small network: one long run without a crash for its mistakes, many short ones with a crash for its
 * detection times.
 *
 * @param label in files and legends
 * @param parts who makes a member's part
 * @param thresholds in rounds, rising
 * @param usual the threshold that a group has by default
 */
record NetworkSweep(String label, SmallNetwork.Parts parts, List<Integer> thresholds, double usual) {
    private static final long WARM_UP_NANOS = Nanos.ofMillis(12_000);

    /** Both detectors that count rounds. */
    static List<NetworkSweep> all() {
        return List.of(
                new NetworkSweep(
                        "HeartbeatPath",
                        (member, ids, random) -> new NetworkPart.OfPath(member, ids),
                        List.of(1, 2, 3, 4, 5, 6, 8, 10, 14, 20),
                        4),
                new NetworkSweep(
                        "GossipCounter",
                        (member, ids, random) -> new NetworkPart.OfGossip(member, ids, Growths.MAX_ROUNDS, random),
                        List.of(4, 6, 8, 10, 12, 14, 16, 18, 20, 24, 28, 34, 40, 50),
                        16));
    }

    /** Its quality at each threshold. */
    Curve over(Conditions conditions, long intervalNanos, long durationNanos, int crashes, long seed) {
        Growths calm = new SmallNetwork(parts, conditions, intervalNanos, durationNanos, seed).run(durationNanos);
        List<DetectionTimes> detections = crashes(conditions, intervalNanos, crashes, seed);
        List<Quality> points = new ArrayList<>();
        for (int i = 0; i < thresholds.size(); i++) {
            points.add(calm.quality(thresholds.get(i), detections.get(i)));
        }
        return new Curve(label, usual, points);
    }

    private List<DetectionTimes> crashes(Conditions conditions, long intervalNanos, int crashes, long seed) {
        List<DetectionTimes> times =
                thresholds.stream().map(t -> new DetectionTimes()).toList();
        SplittableRandom random = new SplittableRandom(seed + 1);
        long after = (thresholds.getLast() + 30) * intervalNanos * 2;
        for (int i = 0; i < crashes; i++) {
            int member = random.nextInt(SmallNetwork.MEMBERS);
            long at = WARM_UP_NANOS + random.nextLong(30 * intervalNanos);
            // Far longer than the run, so that the one outage is not part of it.
            long never = 1_000 * after;
            SmallNetwork network = new SmallNetwork(parts, conditions, intervalNanos, never, random.nextLong());
            network.crash(member, at);
            Growths growths = network.run(at + after);
            for (int t = 0; t < thresholds.size(); t++) {
                for (int observer = 0; observer < SmallNetwork.MEMBERS; observer++) {
                    if (observer != member) {
                        long suspected = growths.suspectedNanos(observer, member, thresholds.get(t));
                        times.get(t).add(suspected - at, 1);
                    }
                }
            }
        }
        return times;
    }
}
