package dev.fusebox.lab.qos;

import dev.fusebox.lab.Digits;
import java.util.List;
import java.util.Locale;

/** One page with all charts: no other file, no script, nothing from elsewhere. */
final class Page {
    private static final String DETECTION = "mean detection time, ms";

    private final StringBuilder html = new StringBuilder();

    private Page() {}

    static String of(List<Figure> figures, List<Figure> intervals, String command) {
        Page page = new Page();
        page.head(command);
        figures.forEach(page::figure);
        page.intervals(intervals);
        return page.html.append("</body></html>\n").toString();
    }

    private void head(String command) {
        html.append("""
                <!DOCTYPE html>
                <html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
                <title>Failure detectors: efficiency and accuracy</title>
                <style>
                body{font:15px/1.5 system-ui,sans-serif;color:#1a1a1a;background:#fff;max-width:1500px;margin:24px auto;padding:0 20px}
                h1{font-size:25px;margin:0 0 8px}h2{font-size:19px;margin:36px 0 2px;border-top:1px solid #ccc;padding-top:18px}
                p{max-width:900px;margin:6px 0}code{background:#f2f2f2;padding:1px 4px}
                .charts{display:grid;grid-template-columns:repeat(auto-fill,minmax(400px,1fr));gap:14px}
                .legend{display:flex;flex-wrap:wrap;gap:4px 20px;margin:8px 0}.legend span{white-space:nowrap}
                .legend svg{width:34px;height:16px;vertical-align:-3px;margin-right:5px}
                table{border-collapse:collapse;margin:10px 0;font-variant-numeric:tabular-nums}
                td,th{padding:2px 12px;text-align:right;border-bottom:1px solid #e3e3e3}td:first-child,th:first-child{text-align:left}
                """)
                .append(Chart.css())
                .append("</style></head><body>\n<h1>Failure detectors: efficiency and accuracy</h1>\n")
                .append(
                        "<p>A failure detector can be quick or it can be right; its threshold is the dial between the two. Each curve is one"
                                + " detector as its dial is turned: to the left it is quicker, further down it errs less, so the curve nearest to"
                                + " the lower left corner is the best one there. The large filled marker is what a group uses by default"
                                + " (Ping: five missed replies of 200 ms, which waits as long as the default, one reply of 1000 ms)."
                                + " All detectors that judge arrivals saw the same arrivals; HeartbeatPath and GossipCounter ran in a network of ")
                .append(SmallNetwork.MEMBERS)
                .append(
                        " members whose clocks and links are made of the same conditions. The metrics are those of Chen, Toueg and"
                                + " Aguilera (2002): how long a crash at a random moment stays unnoticed; how often a live subject is suspected;"
                                + " how long that lasts; how likely a question at a random moment is answered wrongly."
                                + " This is what <em>one observer</em> suspects: a verdict needs several of them.</p>\n")
                .append("<p>Made by <code>")
                .append(Chart.escaped(command))
                .append("</code>; all points are in <code>qos.csv</code> beside this page.</p>\n");
    }

    private void figure(Figure figure) {
        html.append("<h2>").append(Chart.escaped(figure.title())).append("</h2>\n");
        legend(figure.curves().stream().map(Curve::label).toList());
        html.append("<div class=\"charts\">\n");
        for (Dials dial : Dials.values()) {
            html.append(dial.thresholds(figure).svg());
        }
        html.append("</div>\n");
        table(figure);
    }

    private void legend(List<String> labels) {
        html.append("<div class=\"legend\">");
        for (int i = 0; i < labels.size(); i++) {
            html.append("<span><svg viewBox=\"0 0 34 16\"><g class=\"c")
                    .append(i)
                    .append("\"><polyline points=\"0,8 34,8\"/>")
                    .append(Marker.of(i, 17, 8, false, Chart.escaped(labels.get(i))))
                    .append("</g></svg>")
                    .append(Chart.escaped(labels.get(i)))
                    .append("</span>");
        }
        html.append("</div>\n");
    }

    private void table(Figure figure) {
        html.append(
                "<table><tr><th>at the usual threshold</th><th>threshold</th><th>detection mean, ms</th><th>99 %, ms</th>"
                        + "<th>mistakes / h</th><th>lasting, ms</th><th>query accuracy</th></tr>\n");
        for (Curve curve : figure.curves()) {
            for (Quality q : curve.points()) {
                if (q.threshold() == curve.usual()) {
                    row(curve.label(), q);
                }
            }
        }
        html.append("</table>\n");
    }

    private void row(String label, Quality q) {
        html.append(String.format(
                Locale.ROOT,
                "<tr><td>%s</td><td>%s</td><td>%.0f</td><td>%.0f</td><td>%s</td><td>%s</td><td>%.6f</td></tr>%n",
                Chart.escaped(label),
                Digits.six(q.threshold()),
                q.detectionMeanNanos() / 1e6,
                q.detectionP99Nanos() / 1e6,
                q.mistakes() == 0 ? "none in " + rounded(q.hours()) + " h" : rounded(q.mistakesPerHour()),
                q.mistakes() == 0 ? "" : rounded(q.durationMillis()),
                q.queryAccuracy()));
    }

    /** The interval is the other dial: each curve is PhiAccrual at its usual threshold, each point an interval. */
    private void intervals(List<Figure> intervals) {
        if (intervals.isEmpty()) {
            return;
        }
        html.append(
                "<h2>The other dial: the interval</h2>\n<p>PhiAccrual, normal, at its usual threshold, with heartbeats each 50, 100,"
                        + " 200, 500, 1000 and 2000 ms (from left to right; the large marker is 200 ms). Twice the interval is twice the wait and"
                        + " half the messages. What a pause of the sender costs is a matter of milliseconds, so a longer interval forgives"
                        + " more; what a lost heartbeat costs is a matter of intervals, so there it makes mistakes rarer and longer.</p>\n");
        legend(intervals.stream().map(Figure::title).toList());
        html.append("<div class=\"charts\">\n")
                .append(Dials.RATE.intervals(intervals).svg())
                .append(Dials.WRONG_ANSWERS.intervals(intervals).svg())
                .append("</div>\n");
    }

    private static String rounded(double value) {
        if (value >= 100 || value == 0) {
            return String.format(Locale.ROOT, "%.0f", value);
        }
        return String.format(Locale.ROOT, value >= 10 ? "%.1f" : value >= 0.01 ? "%.2f" : "%.1e", value);
    }
}
