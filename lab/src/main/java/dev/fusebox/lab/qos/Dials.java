package dev.fusebox.lab.qos;

import dev.fusebox.lab.Digits;
import dev.fusebox.lab.qos.Chart.Line;
import dev.fusebox.lab.qos.Chart.Point;
import dev.fusebox.lab.qos.Level.Words;
import dev.fusebox.lab.qos.metrics.Curve;
import dev.fusebox.lab.qos.metrics.Figure;
import dev.fusebox.lab.qos.metrics.Quality;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/** Charts of figures: mean detection time to the right, what it is paid with upwards. */
enum Dials {
    RATE("Mistake rate", "none", Words::rate, Quality::mistakesPerHour),
    WRONG_ANSWERS("Wrong answers", "0", w -> "1 - query accuracy", q -> 1 - q.queryAccuracy()),
    DURATION("Mistake duration", "none", Words::duration, Quality::durationMillis);

    private final String title;
    private final String lane;
    private final Function<Words, String> label;
    private final ToDoubleFunction<Quality> price;

    Dials(String title, String lane, Function<Words, String> label, ToDoubleFunction<Quality> price) {
        this.title = title;
        this.lane = lane;
        this.label = label;
        this.price = price;
    }

    /** A curve for each detector, a point for each threshold. */
    Chart thresholds(Figure figure, Words words) {
        return thresholds(figure, words, title);
    }

    /** The same under another title. */
    Chart thresholds(Figure figure, Words words, String otherTitle) {
        List<Line> lines = new ArrayList<>();
        for (Curve curve : figure.curves()) {
            lines.add(new Line(
                    curve.label(),
                    lines.size(),
                    curve.points().stream()
                            .filter(q -> !Double.isNaN(q.detectionMeanNanos()))
                            .map(q -> point(curve, q, words))
                            .toList()));
        }
        return new Chart(otherTitle, words.detection(), label.apply(words), lane, lines);
    }

    /** A curve for each of the figures, a point for each of its intervals. */
    Chart intervals(List<Figure> figures, Words words) {
        List<Line> lines = new ArrayList<>();
        for (Figure figure : figures) {
            lines.add(new Line(
                    figure.title(),
                    lines.size(),
                    figure.curves().stream()
                            .map(c -> point(c, c.points().getFirst(), words))
                            .toList()));
        }
        return new Chart(title, words.detection(), label.apply(words), lane, lines);
    }

    private Point point(Curve curve, Quality quality, Words words) {
        String tip = String.format(
                Locale.ROOT,
                "%s, %s %s: detects in %.0f ms (99 %% within %.0f ms), %d %s in %.1f h",
                curve.label(),
                words.dial(),
                Digits.six(quality.threshold()),
                quality.detectionMeanNanos() / 1e6,
                quality.detectionP99Nanos() / 1e6,
                quality.mistakes(),
                words.mistakes(),
                quality.hours());
        return new Point(
                quality.detectionMeanNanos() / 1e6,
                price.applyAsDouble(quality),
                quality.threshold() == curve.usual(),
                tip);
    }
}
