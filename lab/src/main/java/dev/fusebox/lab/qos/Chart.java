package dev.fusebox.lab.qos;

import dev.fusebox.lab.Digits;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Curves on two logarithmic axes, as SVG. Points whose value is too small to show (no mistake was seen) lie below, in a lane
 * for each curve.
 *
 * @param title above the chart
 * @param xLabel with its unit
 * @param yLabel with its unit
 * @param laneLabel what the lane means
 * @param curves in the order of the legend
 */
record Chart(String title, String xLabel, String yLabel, String laneLabel, List<Line> curves) {
    private static final double WIDTH = 480;
    private static final double HEIGHT = 400;
    private static final double LEFT = 76;
    private static final double RIGHT = 24;
    private static final double TOP = 34;
    private static final double BOTTOM = 48;
    private static final double LANE = 8.5;
    private static final double LANE_GAP = 7;
    private static final double LEGEND_ROW = 18;
    private static final int LONGEST_OF_THREE = 22;

    /**
     * One curve.
     *
     * @param style number of colour and marker
     */
    record Line(String label, int style, List<Point> points) {}

    /**
     * One point.
     *
     * @param y 0 or less, or not a number: in the lane
     * @param marked the threshold that a group has by default
     * @param tip what a pointer over it shows
     */
    record Point(double x, double y, boolean marked, String tip) {
        boolean inLane() {
            return !(y > 0);
        }
    }

    /** The style sheet that every chart needs once. */
    static String css() {
        return """
                svg text{font:11px system-ui,sans-serif;fill:#333;stroke:none}svg .title{font-weight:600;font-size:13px;fill:#111}
                svg .label{font-size:12px}.grid{stroke:#e3e3e3;fill:none}.axis{stroke:#555;fill:none}.lane{fill:#f0f3f0;stroke:none}
                polyline{fill:none;stroke-width:1.6;stroke-opacity:.75}.point{fill:#fff;stroke-width:1.4}.usual{stroke:#fff;stroke-width:.5}
                """ + Marker.css();
    }

    /** A file of its own, with style and legend. */
    String file() {
        double height = HEIGHT + LEGEND_ROW * Math.ceilDiv(curves.size(), legendColumns());
        StringBuilder file = new StringBuilder(String.format(
                Locale.ROOT,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %1$.0f %2$.0f\" width=\"%1$.0f\" height=\"%2$.0f\">"
                        + "<style>%3$s</style>%n<rect fill=\"#fff\" width=\"%1$.0f\" height=\"%2$.0f\"/>%n",
                WIDTH,
                height,
                css()));
        draw(file);
        int columns = legendColumns();
        for (Line line : curves) {
            double x = 14 + line.style() % columns * (WIDTH / columns);
            double y = HEIGHT + 4 + LEGEND_ROW * (line.style() / columns);
            file.append(String.format("<g class=\"c%d\">", line.style()))
                    .append(Marker.of(line.style(), x + 6, y, false, escaped(line.label())))
                    .append("</g>\n");
            text(file, x + 16, y + 4, "tick", "start", line.label());
        }
        return file.append("</svg>\n").toString();
    }

    private int legendColumns() {
        int longest =
                curves.stream().mapToInt(line -> line.label().length()).max().orElse(0);
        return longest <= LONGEST_OF_THREE ? 3 : 2;
    }

    /** To be put into a page that has the style sheet. */
    String svg() {
        StringBuilder svg = new StringBuilder(String.format(
                Locale.ROOT,
                "<svg viewBox=\"0 0 %.0f %.0f\" role=\"img\" aria-label=\"%s\">%n",
                WIDTH,
                HEIGHT,
                escaped(title)));
        draw(svg);
        return svg.append("</svg>\n").toString();
    }

    private void draw(StringBuilder svg) {
        List<Point> all = curves.stream().flatMap(c -> c.points().stream()).toList();
        double[] xs = all.stream().mapToDouble(Point::x).filter(x -> x > 0).toArray();
        double[] ys =
                all.stream().filter(p -> !p.inLane()).mapToDouble(Point::y).toArray();
        Scale x = scale(xs, LEFT, WIDTH - RIGHT);
        Scale y = scale(ys, HEIGHT - BOTTOM - lanes() - LANE_GAP, TOP);
        text(svg, LEFT, 18, "title", "start", title);
        axes(svg, x, y);
        for (int i = 0; i < curves.size(); i++) {
            line(svg, curves.get(i), x, y, HEIGHT - BOTTOM - lanes() + (i + 0.5) * LANE);
        }
    }

    private double lanes() {
        return LANE * curves.size();
    }

    private static Scale scale(double[] values, double start, double end) {
        double least = Arrays.stream(values).min().orElse(1);
        double most = Arrays.stream(values).max().orElse(10);
        return Scale.around(least, most, start, end);
    }

    private void axes(StringBuilder svg, Scale x, Scale y) {
        double bottom = HEIGHT - BOTTOM;
        for (double tick : x.ticks()) {
            rule(svg, "grid", x.at(tick), TOP, x.at(tick), bottom);
            text(svg, x.at(tick), bottom + 15, "tick", "middle", Digits.six(tick));
        }
        for (double tick : y.ticks()) {
            rule(svg, "grid", LEFT, y.at(tick), WIDTH - RIGHT, y.at(tick));
            text(svg, LEFT - 6, y.at(tick) + 3.5, "tick", "end", Digits.six(tick));
        }
        svg.append(String.format(
                Locale.ROOT,
                "<rect class=\"lane\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\"/>%n",
                LEFT,
                bottom - lanes(),
                WIDTH - RIGHT - LEFT,
                lanes()));
        text(svg, LEFT - 6, bottom - lanes() / 2 + 3.5, "tick", "end", laneLabel);
        rule(svg, "axis", LEFT, bottom, WIDTH - RIGHT, bottom);
        rule(svg, "axis", LEFT, TOP, LEFT, bottom);
        text(svg, (LEFT + WIDTH - RIGHT) / 2, HEIGHT - 12, "label", "middle", xLabel);
        svg.append(String.format(
                Locale.ROOT,
                "<text class=\"label\" text-anchor=\"middle\" transform=\"translate(14 %.1f) rotate(-90)\">%s</text>%n",
                (TOP + bottom) / 2,
                escaped(yLabel)));
    }

    private static void line(StringBuilder svg, Line line, Scale x, Scale y, double lane) {
        StringBuilder points = new StringBuilder();
        for (Point point : line.points()) {
            if (!point.inLane()) {
                points.append(String.format(Locale.ROOT, "%.1f,%.1f ", x.at(point.x()), y.at(point.y())));
            }
        }
        svg.append(String.format(
                "<g class=\"c%d\"><polyline points=\"%s\"/>%n",
                line.style(), points.toString().strip()));
        for (Point point : line.points()) {
            double cy = point.inLane() ? lane : y.at(point.y());
            svg.append(Marker.of(line.style(), x.at(point.x()), cy, point.marked(), escaped(point.tip())));
        }
        svg.append("</g>\n");
    }

    private static void rule(StringBuilder svg, String kind, double x1, double y1, double x2, double y2) {
        svg.append(
                String.format(Locale.ROOT, "<path class=\"%s\" d=\"M%.1f %.1fL%.1f %.1f\"/>%n", kind, x1, y1, x2, y2));
    }

    private static void text(StringBuilder svg, double x, double y, String kind, String anchor, String text) {
        svg.append(String.format(
                Locale.ROOT,
                "<text class=\"%s\" text-anchor=\"%s\" x=\"%.1f\" y=\"%.1f\">%s</text>%n",
                kind,
                anchor,
                x,
                y,
                escaped(text)));
    }

    static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
