package dev.fusebox.lab.qos;

import dev.fusebox.lab.Digits;
import java.util.List;

/** All points as lines of comma-separated values. Where there was no mistake, its recurrence and duration are left empty. */
final class Csv {
    private static final String HEADER =
            "level,conditions,detector,threshold,usual,detection_mean_ms,detection_p99_ms,mistakes,mistakes_per_hour,"
                    + "mistake_recurrence_s,mistake_duration_ms,query_accuracy,observed_hours\n";

    private Csv() {}

    /** What a single observer says; verdicts of a group and fuses have levels of their own. */
    static String pairs(List<Figure> figures) {
        StringBuilder csv = new StringBuilder(HEADER);
        for (Figure figure : figures) {
            for (Curve curve : figure.curves()) {
                for (Quality q : curve.points()) {
                    csv.append(String.join(
                                    ",",
                                    "pair",
                                    quoted(figure.key()),
                                    curve.label(),
                                    Digits.six(q.threshold()),
                                    q.threshold() == curve.usual() ? "yes" : "no",
                                    Digits.six(q.detectionMeanNanos() / 1e6),
                                    Digits.six(q.detectionP99Nanos() / 1e6),
                                    Long.toString(q.mistakes()),
                                    Digits.six(q.mistakesPerHour()),
                                    orEmpty(q.recurrenceSeconds()),
                                    orEmpty(q.durationMillis()),
                                    Double.toString(q.queryAccuracy()),
                                    Digits.six(q.hours())))
                            .append('\n');
                }
            }
        }
        return csv.toString();
    }

    private static String orEmpty(double value) {
        return Double.isNaN(value) ? "" : Digits.six(value);
    }

    private static String quoted(String text) {
        return text.matches("[\\w.-]*") ? text : '"' + text.replace("\"", "\"\"") + '"';
    }
}
