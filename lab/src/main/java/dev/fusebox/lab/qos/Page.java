package dev.fusebox.lab.qos;

import java.util.List;
import java.util.Locale;

/** One page with charts and tables: no other file, no script, nothing from elsewhere. Parts come in the order of the calls. */
final class Page {
    private final StringBuilder html = new StringBuilder();

    Page(String title) {
        html.append("""
                <!DOCTYPE html>
                <html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
                """)
                .append("<title>")
                .append(Chart.escaped(title))
                .append("</title>\n")
                .append("""
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
                .append("</style></head><body>\n<h1>")
                .append(Chart.escaped(title))
                .append("</h1>\n");
    }

    /** Text that is HTML already. */
    void paragraph(String text) {
        html.append("<p>").append(text).append("</p>\n");
    }

    void madeBy(String command, String file) {
        paragraph("Made by <code>%s</code>; all points are in <code>%s</code> beside this page."
                .formatted(Chart.escaped(command), file));
    }

    void heading(String text) {
        html.append("<h2>").append(Chart.escaped(text)).append("</h2>\n");
    }

    /** The charts below have these curves, in this order. */
    void legend(List<String> labels) {
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

    void charts(List<Chart> charts) {
        html.append("<div class=\"charts\">\n");
        charts.forEach(chart -> html.append(chart.svg()));
        html.append("</div>\n");
    }

    void table(List<String> header, List<List<String>> rows) {
        html.append("<table>");
        row(header, "th");
        rows.forEach(cells -> row(cells, "td"));
        html.append("</table>\n");
    }

    private void row(List<String> cells, String kind) {
        html.append("<tr>");
        cells.forEach(cell -> html.append('<')
                .append(kind)
                .append('>')
                .append(Chart.escaped(cell))
                .append("</")
                .append(kind)
                .append('>'));
        html.append("</tr>\n");
    }

    String end() {
        return html.append("</body></html>\n").toString();
    }

    /** As many digits as a reader wants. */
    static String rounded(double value) {
        if (value >= 100 || value == 0) {
            return String.format(Locale.ROOT, "%.0f", value);
        }
        return String.format(Locale.ROOT, value >= 10 ? "%.1f" : value >= 0.01 ? "%.2f" : "%.1e", value);
    }
}
