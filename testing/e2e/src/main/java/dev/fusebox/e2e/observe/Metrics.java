package dev.fusebox.e2e.observe;

import java.util.Map;

/**
 * One scrape in the Prometheus text format.
 *
 * @param text the whole answer
 */
public record Metrics(String text) {
    /** The sum over all series of this name whose labels include the given ones; 0 if there are none. */
    public double sum(String name, Map<String, String> labels) {
        return text.lines()
                .filter(line -> line.startsWith(name) && fits(line.substring(name.length()), labels))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    private static boolean fits(String afterName, Map<String, String> labels) {
        if (!afterName.startsWith("{") && !afterName.startsWith(" ")) {
            return false;
        }
        return labels.entrySet().stream()
                .allMatch(label -> afterName.contains("{" + label.getKey() + "=\"" + label.getValue() + "\"")
                        || afterName.contains("," + label.getKey() + "=\"" + label.getValue() + "\""));
    }
}
