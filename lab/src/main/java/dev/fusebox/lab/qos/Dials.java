package dev.fusebox.lab.qos;

import dev.fusebox.lab.Digits;
import dev.fusebox.lab.qos.Chart.Line;
import dev.fusebox.lab.qos.Chart.Point;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** Charts of figures: mean detection time to the right, what it is paid with upwards. */
enum Dials {
    RATE("Mistake rate", "mistakes per hour", "none", Quality::mistakesPerHour),
    WRONG_ANSWERS("Wrong answers", "1 - query accuracy", "0", q -> 1 - q.queryAccuracy()),
    DURATION("Mistake duration", "mean duration of a mistake, ms", "none", Quality::durationMillis);

    private static final String DETECTION = "mean detection time, ms";

    private final String title;
    private final String label;
    private final String lane;
    private final ToDoubleFunction<Quality> price;

    Dials(String title, String label, String lane, ToDoubleFunction<Quality> price) {
        this.title = title;
        this.label = label;
        this.lane = lane;
        this.price = price;
    }

    /** A curve for each detector, a point for each threshold. */
    Chart thresholds(Figure figure) {
        return thresholds(figure, title);
    }

    /** The same under another title. */
    Chart thresholds(Figure figure, String otherTitle) {
        List<Line> lines = new ArrayList<>();
        for (Curve curve : figure.curves()) {
            lines.add(new Line(
                    curve.label(),
                    lines.size(),
                    curve.points().stream().map(q -> point(curve, q)).toList()));
        }
        return new Chart(otherTitle, DETECTION, label, lane, lines);
    }

    /** A curve for each of the figures, a point for each of its intervals. */
    Chart intervals(List<Figure> figures) {
        List<Line> lines = new ArrayList<>();
        for (Figure figure : figures) {
            lines.add(new Line(
                    figure.title(),
                    lines.size(),
                    figure.curves().stream()
                            .map(c -> point(c, c.points().getFirst()))
                            .toList()));
        }
        return new Chart(title, DETECTION, label, lane, lines);
    }

    private Point point(Curve curve, Quality quality) {
        String tip = String.format(
                Locale.ROOT,
                "%s, threshold %s: detects in %.0f ms (99 %% within %.0f ms), %d mistakes in %.1f h",
                curve.label(),
                Digits.six(quality.threshold()),
                quality.detectionMeanNanos() / 1e6,
                quality.detectionP99Nanos() / 1e6,
                quality.mistakes(),
                quality.hours());
        return new Point(
                quality.detectionMeanNanos() / 1e6,
                price.applyAsDouble(quality),
                quality.threshold() == curve.usual(),
                tip);
    }
}
