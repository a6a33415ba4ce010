package dev.fusebox.agent.health;

/** Builds a page in the text format of Prometheus (version 0.0.4). */
final class MetricsText {
    private final StringBuilder page = new StringBuilder(4_096);

    void head(String name, String type, String help) {
        page.append("# HELP ").append(name).append(' ').append(help).append('\n');
        page.append("# TYPE ").append(name).append(' ').append(type).append('\n');
    }

    /** A sample; labels as they stand between the braces, or empty. */
    void sample(String name, String labels, double value) {
        page.append(name);
        if (!labels.isEmpty()) {
            page.append('{').append(labels).append('}');
        }
        page.append(' ');
        if (value == Math.rint(value) && Math.abs(value) < 1e15) {
            page.append((long) value);
        } else {
            page.append(value);
        }
        page.append('\n');
    }

    /** A metric with one sample. */
    void single(String name, String type, String help, double value) {
        head(name, type, help);
        sample(name, "", value);
    }

    /** A label with its value, escaped. */
    static String label(String name, String value) {
        return name + "=\"" + value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + "\"";
    }

    @Override
    public String toString() {
        return page.toString();
    }
}
