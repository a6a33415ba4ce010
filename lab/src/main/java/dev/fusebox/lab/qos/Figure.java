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

    /** The title up to its explanation. */
    String shortTitle() {
        int colon = title.indexOf(':');
        return colon < 0 ? title : title.substring(0, colon);
    }
}
