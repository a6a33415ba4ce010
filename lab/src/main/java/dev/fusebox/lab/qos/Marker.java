package dev.fusebox.lab.qos;

import java.util.List;
import java.util.Locale;

/** The shapes and colours of curves: told apart also without colour, and by those who see few. */
final class Marker {
    /** Okabe and Ito's palette, the two light ones darkened for white paper. */
    static final List<String> COLOURS =
            List.of("#d55e00", "#000000", "#0072b2", "#2f9bd6", "#7a5195", "#009e73", "#b8860b", "#cc5c99", "#8a8a8a");

    private static final List<String> SHAPES = List.of(
            "M-3.4-3.4H3.4V3.4H-3.4Z",
            "M0-4.4 4.4 3.4H-4.4Z",
            "M-3.8 0A3.8 3.8 0 1 0 3.8 0 3.8 3.8 0 1 0-3.8 0Z",
            "M0-4.8 4.8 0 0 4.8-4.8 0Z",
            "M0 4.4 4.4-3.4H-4.4Z",
            "M-1.4-4.2H1.4V-1.4H4.2V1.4H1.4V4.2H-1.4V1.4H-4.2V-1.4H-1.4Z",
            "M-4.2-2.2H4.2V2.2H-4.2Z",
            "M-2.2-4.2H2.2V4.2H-2.2Z",
            "M-4-2.6-2.6-4 0-1.4 2.6-4 4-2.6 1.4 0 4 2.6 2.6 4 0 1.4-2.6 4-4 2.6-1.4 0Z");

    /** The usual threshold is drawn so much larger, and filled. */
    private static final double EMPHASIS = 1.7;

    private Marker() {}

    /** One marker; the style is taken around if there are more curves than styles. */
    static String of(int style, double x, double y, boolean emphasised, String tip) {
        return String.format(
                Locale.ROOT,
                "<path class=\"%s\" d=\"%s\" transform=\"translate(%.1f %.1f) scale(%.1f)\"><title>%s</title></path>%n",
                emphasised ? "usual" : "point",
                SHAPES.get(style % SHAPES.size()),
                x,
                y,
                emphasised ? EMPHASIS : 1.0,
                tip);
    }

    /** The style sheet's part for the curves. */
    static String css() {
        StringBuilder css = new StringBuilder();
        for (int i = 0; i < COLOURS.size(); i++) {
            css.append(String.format(".c%d{stroke:%s;fill:%s}%n", i, COLOURS.get(i), COLOURS.get(i)));
        }
        return css.toString();
    }
}
