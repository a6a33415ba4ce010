package dev.fusebox.lab.qos.metrics;

import java.util.List;

/**
 * One detector under some conditions, as its dial is turned.
 *
 * @param label of the detector
 * @param usual the threshold that a group has by default
 * @param points in the order of the threshold
 */
public record Curve(String label, double usual, List<Quality> points) {
    public Curve {
        points = List.copyOf(points);
    }
}
