package dev.fusebox.lab.qos.metrics;

import java.util.List;

/**
 * The curves under some conditions.
 *
 * @param key in files
 * @param title for people
 * @param curves one for each detector
 */
public record Figure(String key, String title, List<Curve> curves) {
    public Figure {
        curves = List.copyOf(curves);
    }

    /** The title up to its explanation. */
    public String shortTitle() {
        int colon = title.indexOf(':');
        return colon < 0 ? title : title.substring(0, colon);
    }
}
