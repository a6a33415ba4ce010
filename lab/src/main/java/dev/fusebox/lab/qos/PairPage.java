package dev.fusebox.lab.qos;

import dev.fusebox.lab.Digits;
import dev.fusebox.lab.qos.Level.Words;
import dev.fusebox.lab.qos.metrics.Curve;
import dev.fusebox.lab.qos.metrics.Figure;
import dev.fusebox.lab.qos.metrics.Quality;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The page about what single observers suspect. */
final class PairPage {
    private static final Words WORDS = Level.PAIR.words();

    private PairPage() {}

    static String of(List<Figure> figures, List<Figure> intervals, String command) {
        Page page = new Page("Failure detectors: efficiency and accuracy");
        page.paragraph("""
                A failure detector can be quick or it can be right; its threshold is the dial between the two. Each curve is one detector as
                its dial is turned: to the left it is quicker, further down it errs less, so the curve nearest to the lower left corner is
                the best one there. The large filled marker is what a group uses by default (Ping: five missed replies of 200 ms, which
                waits as long as the default, one reply of 1000 ms). All detectors that judge arrivals saw the same arrivals; HeartbeatPath
                and GossipCounter ran in a network of %d members whose clocks and links are made of the same conditions. The metrics are
                those of Chen, Toueg and Aguilera (2002): how long a crash at a random moment stays unnoticed; how often a live subject is
                suspected; how long that lasts; how likely a question at a random moment is answered wrongly. This is what <em>one
                observer</em> suspects: a verdict needs several of them.""".formatted(SmallNetwork.MEMBERS));
        page.madeBy(command, "qos.csv");
        for (Figure figure : figures) {
            page.heading(figure.title());
            page.legend(figure.curves().stream().map(Curve::label).toList());
            page.charts(Arrays.stream(Dials.values())
                    .map(d -> d.thresholds(figure, WORDS))
                    .toList());
            table(page, figure);
        }
        intervals(page, intervals);
        return page.end();
    }

    private static void table(Page page, Figure figure) {
        List<List<String>> rows = new ArrayList<>();
        for (Curve curve : figure.curves()) {
            for (Quality q : curve.points()) {
                if (q.threshold() == curve.usual()) {
                    rows.add(row(curve.label(), q));
                }
            }
        }
        page.table(
                List.of(
                        "at the usual threshold",
                        "threshold",
                        "detection mean, ms",
                        "99 %, ms",
                        "mistakes / h",
                        "lasting, ms",
                        "query accuracy"),
                rows);
    }

    /** The columns that tables of all levels share. */
    static List<String> row(String label, Quality q) {
        return List.of(
                label,
                Digits.six(q.threshold()),
                millis(q.detectionMeanNanos()),
                millis(q.detectionP99Nanos()),
                q.mistakes() == 0 ? "none in " + Page.rounded(q.hours()) + " h" : Page.rounded(q.mistakesPerHour()),
                q.mistakes() == 0 ? "" : Page.rounded(q.durationMillis()),
                String.format(Locale.ROOT, "%.6f", q.queryAccuracy()));
    }

    private static String millis(double nanos) {
        return Double.isNaN(nanos) ? "" : String.format(Locale.ROOT, "%.0f", nanos / 1e6);
    }

    /** The interval is the other dial: each curve is PhiAccrual at its usual threshold, each point an interval. */
    private static void intervals(Page page, List<Figure> intervals) {
        if (intervals.isEmpty()) {
            return;
        }
        page.heading("The other dial: the interval");
        page.paragraph("""
                PhiAccrual, normal, at its usual threshold, with heartbeats each 50, 100, 200, 500, 1000 and 2000 ms (from left to right; the
                large marker is 200 ms). Twice the interval is twice the wait and half the messages. What a pause of the sender costs is a
                matter of milliseconds, so a longer interval forgives more; what a lost heartbeat costs is a matter of intervals, so there it
                makes mistakes rarer and longer.""");
        page.legend(intervals.stream().map(Figure::title).toList());
        page.charts(List.of(Dials.RATE.intervals(intervals, WORDS), Dials.WRONG_ANSWERS.intervals(intervals, WORDS)));
    }
}
