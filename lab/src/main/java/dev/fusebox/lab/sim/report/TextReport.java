package dev.fusebox.lab.sim.report;

import java.util.Optional;

/** A report for people. */
public final class TextReport {
    private TextReport() {}

    /** Some lines. */
    public static String of(RunReport report) {
        StringBuilder text = new StringBuilder();
        line(text, "seed %d, hash %s, %d events", report.seed(), report.hash(), report.events());
        for (RunReport.FaultReport fault : report.faults()) {
            line(
                    text,
                    "  fault %d %s %s: suspected %s, verdict %s, told p50 %s, p99 %s, last %s ms, missing %d",
                    fault.index(),
                    fault.kind(),
                    String.join(" ", fault.members()),
                    number(fault.firstSuspicionMillis()),
                    number(fault.firstVerdictMillis()),
                    number(fault.notice().p50()),
                    number(fault.notice().p99()),
                    number(fault.notice().last()),
                    fault.notice().missing());
        }
        line(
                text,
                "  verdicts: %d about faulty members, healthy about healthy %d, faulty about healthy %d, flaps %d",
                report.verdicts().aboutFaulty(),
                report.verdicts().healthyAboutHealthy(),
                report.verdicts().faultyAboutHealthy(),
                report.flaps());
        line(
                text,
                "  burns: %d of %d told, live and not told %d, told twice %d, without cause %d",
                report.burns().told(),
                report.burns().expected(),
                report.burns().liveNotTold(),
                report.burns().toldTwice(),
                report.burns().withoutCause());
        report.cuts()
                .forEach(c ->
                        line(text, "  reported set {%s} by %d members", String.join(" ", c.members()), c.seenBy()));
        report.links().forEach(l -> line(text, "  link: %s does not hear %s", l.from(), l.to()));
        line(
                text,
                "  traffic per member and second: %.1f messages, %.0f bytes (most %.0f), %.1f wake-ups",
                report.traffic().messagesPerMemberPerSecond(),
                report.traffic().bytesPerMemberPerSecond(),
                report.traffic().maxBytesPerMemberPerSecond(),
                report.traffic().wakeUpsPerMemberPerSecond());
        line(
                text,
                "  at the end: live members outside the roster %s, dead ones inside %s",
                report.outcome().healthyRemoved(),
                report.outcome().faultyKept());
        if (report.invariantsViolated().isEmpty()) {
            line(text, "  invariants: all hold");
        }
        report.invariantsViolated().forEach(v -> line(text, "  VIOLATED %s", v));
        return text.toString();
    }

    private static void line(StringBuilder text, String format, Object... values) {
        text.append(format.formatted(values)).append('\n');
    }

    private static String number(Optional<Double> value) {
        return value.map(v -> "%.0f".formatted(v)).orElse("-");
    }
}
