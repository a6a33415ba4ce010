package dev.fusebox.lab.qos.group;

import dev.fusebox.lab.qos.metrics.Curve;
import java.util.List;

/**
 * A curve, and what became of real failures at each of its points.
 *
 * @param found in the order of the points
 */
public record GroupCurve(Curve curve, List<Found> found) {
    public GroupCurve {
        found = List.copyOf(found);
    }
}
