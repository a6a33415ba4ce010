package dev.fusebox.lab.qos;

import java.util.List;

/**
 * The curves under some conditions.
 *
 * @param key in files
 * @param title for people
 * @param curves one for each detector
 */
record Figure(String key, String title, List<Curve> curves) {
    Figure {
        curves = List.copyOf(curves);
    }
}
