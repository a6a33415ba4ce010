package dev.fusebox.lab.table;

import dev.fusebox.lab.sim.report.RunReport;
import dev.fusebox.lab.sim.report.RunReport.FaultReport;
import dev.fusebox.lab.sim.watch.Names;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What several runs came to. Times are milliseconds from a fault's beginning; NaN where no run has the figure.
 *
 * @param reports one for each run
 */
record Outcome(List<RunReport> reports) {
    Outcome {
        reports = List.copyOf(reports);
    }

    /** Both. */
    Outcome and(Outcome other) {
        List<RunReport> all = new ArrayList<>(reports);
        all.addAll(other.reports);
        return new Outcome(all);
    }

    /** Of one fault's first verdicts, over all runs. */
    double firstVerdict(int fault, double share) {
        return percentile(fault, f -> f.firstVerdictMillis().stream(), share);
    }

    /** Of the last member's notice of one fault, over all runs. */
    double lastNotice(int fault, double share) {
        return percentile(fault, f -> f.notice().last().stream(), share);
    }

    /** Runs without a verdict after that fault. */
    long unnoticed(int fault) {
        return reports.stream()
                .map(r -> r.faults().get(fault))
                .filter(f -> f.firstVerdictMillis().isEmpty())
                .count();
    }

    /** Live members that were not told. */
    int missing() {
        return sum(r -> r.faults().stream().mapToInt(f -> f.notice().missing()).sum());
    }

    /** Verdicts about healthy members, whoever came to them. */
    int falseVerdicts() {
        return sum(r -> r.verdicts().healthyAboutHealthy() + r.verdicts().faultyAboutHealthy());
    }

    int healthyAboutHealthy() {
        return sum(r -> r.verdicts().healthyAboutHealthy());
    }

    int aboutFaulty() {
        return sum(r -> r.verdicts().aboutFaulty());
    }

    int told() {
        return sum(r -> r.burns().told());
    }

    int flaps() {
        return sum(RunReport::flaps);
    }

    /** Members that reported the set that most of their run reported, summed over all runs. */
    int agreeing() {
        return sum(r -> r.cuts().stream().mapToInt(RunReport.Cut::seenBy).max().orElse(0));
    }

    /** Runs in which all reported sets together are not exactly those members. */
    long inexactUnions(List<Integer> dead) {
        Set<String> exact = dead.stream().map(Names::name).collect(Collectors.toSet());
        return reports.stream()
                .filter(r -> !r.cuts().stream()
                        .flatMap(c -> c.members().stream())
                        .collect(Collectors.toSet())
                        .equals(exact))
                .count();
    }

    /** Runs in which an invariant did not hold. */
    long violated() {
        return reports.stream().filter(r -> !r.invariantsViolated().isEmpty()).count();
    }

    /** Whether nothing is wrong beyond the row's own figure. */
    boolean clean() {
        return violated() == 0;
    }

    double mean(ToDoubleFunction<RunReport> value) {
        return reports.stream().mapToDouble(value).average().orElse(Double.NaN);
    }

    int sum(ToIntFunction<RunReport> value) {
        return reports.stream().mapToInt(value).sum();
    }

    private double percentile(int fault, Function<FaultReport, Stream<Double>> value, double share) {
        List<Double> sorted = reports.stream()
                .flatMap(r -> value.apply(r.faults().get(fault)))
                .sorted()
                .toList();
        return sorted.isEmpty() ? Double.NaN : sorted.get(Math.max(0, (int) Math.ceil(share * sorted.size()) - 1));
    }

    /** Milliseconds for people. */
    static String ms(double millis) {
        return Double.isNaN(millis) ? "-" : String.format(Locale.ROOT, "%.0f ms", millis);
    }

    /** What is added to a row's text where invariants did not hold. */
    String violations() {
        return clean() ? "" : "; **invariants violated in %d of %d runs**".formatted(violated(), reports.size());
    }
}
