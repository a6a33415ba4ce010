package dev.fusebox.lab.sim.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Many runs of one scenario in one line. Percentiles are over all runs' faults that had the figure. */
public final class Summary {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final List<RunReport> reports = new ArrayList<>();

    /** One more run. */
    public void add(RunReport report) {
        reports.add(report);
    }

    /** Whether an invariant was violated in any of them. */
    public boolean violated() {
        return reports.stream().anyMatch(r -> !r.invariantsViolated().isEmpty());
    }

    /** One line of JSON, without its end. */
    public String json() {
        ObjectNode root = JSON.createObjectNode();
        root.put("runs", reports.size());
        root.put("violated", violations());
        put(root, "firstVerdictP50Millis", firstVerdict(0.5));
        put(root, "firstVerdictP99Millis", firstVerdict(0.99));
        put(root, "lastNoticeP50Millis", lastNotice(0.5));
        put(root, "lastNoticeP99Millis", lastNotice(0.99));
        root.put("missing", missing());
        root.put("healthyAboutHealthy", healthyAboutHealthy());
        root.put("flaps", reports.stream().mapToInt(RunReport::flaps).sum());
        ObjectNode line = JSON.createObjectNode();
        line.set("summary", root);
        return line.toString();
    }

    /** For people: one line. */
    public String text() {
        return "%d runs, %d with violations: first verdict p50 %s, p99 %s ms; last notice p50 %s, p99 %s ms; missing %d; healthy about healthy %d%n"
                .formatted(
                        reports.size(),
                        violations(),
                        shown(firstVerdict(0.5)),
                        shown(firstVerdict(0.99)),
                        shown(lastNotice(0.5)),
                        shown(lastNotice(0.99)),
                        missing(),
                        healthyAboutHealthy());
    }

    /** Over all faults of all runs. */
    public Optional<Double> firstVerdict(double share) {
        return percentile(
                reports.stream()
                        .flatMap(r -> r.faults().stream())
                        .flatMap(f -> f.firstVerdictMillis().stream())
                        .sorted()
                        .toList(),
                share);
    }

    /** Over all faults of all runs. */
    public Optional<Double> lastNotice(double share) {
        return percentile(
                reports.stream()
                        .flatMap(r -> r.faults().stream())
                        .flatMap(f -> f.notice().last().stream())
                        .sorted()
                        .toList(),
                share);
    }

    /** Live members that were not told, in all runs. */
    public int missing() {
        return reports.stream()
                .flatMap(r -> r.faults().stream())
                .mapToInt(f -> f.notice().missing())
                .sum();
    }

    /** False verdicts, in all runs. */
    public int healthyAboutHealthy() {
        return reports.stream()
                .mapToInt(r -> r.verdicts().healthyAboutHealthy())
                .sum();
    }

    private long violations() {
        return reports.stream().filter(r -> !r.invariantsViolated().isEmpty()).count();
    }

    private static Optional<Double> percentile(List<Double> sorted, double share) {
        return sorted.isEmpty()
                ? Optional.empty()
                : Optional.of(sorted.get(Math.max(0, (int) Math.ceil(share * sorted.size()) - 1)));
    }

    private static void put(ObjectNode node, String key, Optional<Double> value) {
        value.ifPresentOrElse(v -> node.put(key, v), () -> node.putNull(key));
    }

    private static String shown(Optional<Double> value) {
        return value.map(v -> "%.0f".formatted(v)).orElse("-");
    }
}
