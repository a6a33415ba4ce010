package dev.fusebox.lab.qos;

import dev.fusebox.lab.Digits;
import dev.fusebox.lab.qos.group.Found;
import dev.fusebox.lab.qos.group.GroupCurve;
import dev.fusebox.lab.qos.group.GroupFigure;
import dev.fusebox.lab.qos.metrics.Curve;
import dev.fusebox.lab.qos.metrics.Figure;
import dev.fusebox.lab.qos.metrics.Quality;
import java.util.List;

/** All points as lines of comma-separated values. Where there was no mistake, its recurrence and duration are left empty. */
final class Csv {
    private static final String HEADER =
            "level,conditions,detector,threshold,usual,detection_mean_ms,detection_p99_ms,mistakes,mistakes_per_hour,"
                    + "mistake_recurrence_s,mistake_duration_ms,query_accuracy,observed_hours";

    private Csv() {}

    /** What a single observer says. */
    static String pairs(List<Figure> figures) {
        StringBuilder csv = new StringBuilder(HEADER).append('\n');
        for (Figure figure : figures) {
            for (Curve curve : figure.curves()) {
                for (Quality q : curve.points()) {
                    csv.append(line(Level.PAIR, figure.key(), curve, q)).append('\n');
                }
            }
        }
        return csv.toString();
    }

    /** What is said in a group; two more columns: how many real failures there were, and how many were found. */
    static String groups(Level level, List<GroupFigure> figures) {
        StringBuilder csv = new StringBuilder(HEADER).append(",failures,found\n");
        for (GroupFigure figure : figures) {
            for (GroupCurve curve : figure.curves()) {
                for (int i = 0; i < curve.found().size(); i++) {
                    Found found = curve.found().get(i);
                    csv.append(line(
                                    level,
                                    figure.key(),
                                    curve.curve(),
                                    curve.curve().points().get(i)))
                            .append(',')
                            .append(found.causes())
                            .append(',')
                            .append(found.found())
                            .append('\n');
                }
            }
        }
        return csv.toString();
    }

    private static String line(Level level, String conditions, Curve curve, Quality q) {
        return String.join(
                ",",
                level.key(),
                quoted(conditions),
                curve.label(),
                Digits.six(q.threshold()),
                q.threshold() == curve.usual() ? "yes" : "no",
                orEmpty(q.detectionMeanNanos() / 1e6),
                orEmpty(q.detectionP99Nanos() / 1e6),
                Long.toString(q.mistakes()),
                Digits.six(q.mistakesPerHour()),
                orEmpty(q.recurrenceSeconds()),
                orEmpty(q.durationMillis()),
                Double.toString(q.queryAccuracy()),
                Digits.six(q.hours()));
    }

    private static String orEmpty(double value) {
        return Double.isNaN(value) ? "" : Digits.six(value);
    }

    private static String quoted(String text) {
        return text.matches("[\\w.-]*") ? text : '"' + text.replace("\"", "\"\"") + '"';
    }
}
