package dev.fusebox.lab.qos;

import java.util.List;

/**
 * One detector under some conditions, as its dial is turned.
 *
 * @param label of the detector
 * @param usual the threshold that a group has by default
 * @param points in the order of the threshold
 */
record Curve(String label, double usual, List<Quality> points) {
    Curve {
        points = List.copyOf(points);
    }
}
