package dev.fusebox.lab.table;

import static dev.fusebox.lab.table.Outcome.ms;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Every link loses a share of what it carries. */
final class LossRows {
    private LossRows() {}

    static List<Row> rows() {
        return List.of(
                Row.of(
                        "loss",
                        "10 % uniform loss for 10 min, then a crash under that loss; 30 % for 3 min; n = 16",
                        "nobody removed; crash noticed p50 <= 1 s, p99 <= 2.5 s",
                        effort -> loss(effort, "datagram", true)),
                Row.of("loss-stream", "the same with stream links", "", effort -> loss(effort, "stream", false)),
                Row.of(
                        "pair-stream",
                        "n = 2 over a stream that loses 10 %: burns per hour with suspicionTimeoutMilliseconds 250 and 1000",
                        "",
                        LossRows::pair),
                Row.of(
                        "late",
                        "heartbeats arriving 15 s late, duplicated, overtaken, n = 8",
                        "detection within 1.5 x of the clean case",
                        LossRows::late));
    }

    private static Figure loss(Effort effort, String links, boolean bound) {
        int seeds = Math.max(1, effort.seeds() / 10);
        Outcome ten = effort.run("""
                members: 16
                duration: 605s
                network: {loss: 0.1, links: %s}
                faults: [{at: 10min, crash: [m3]}]
                """.formatted(links), seeds);
        // The ten minutes once more in short, so that the crash has enough samples.
        Outcome crash = effort.run(
                "{members: 16, duration: 35s, network: {loss: 0.1, links: %s}, faults: [{at: 30s, crash: [m3]}]}"
                        .formatted(links));
        Outcome thirty =
                effort.run("{members: 16, duration: 3min, network: {loss: 0.3, links: %s}}".formatted(links), seeds);
        int removed = ten.falseVerdicts() + crash.falseVerdicts() + thirty.falseVerdicts();
        double p50 = crash.firstVerdict(0, 0.5);
        double p99 = crash.lastNotice(0, 0.99);
        boolean met = removed == 0 && p50 <= 1_000 && p99 <= 2_500 && thirty.told() == 0;
        met &= ten.clean() && crash.clean() && thirty.clean();
        return new Figure(
                "10 %%: false verdicts %d, crash first verdict p50 %s, last notice p99 %s, unnoticed %d%s; 30 %%: false verdicts %d, told %d%s"
                        .formatted(
                                ten.falseVerdicts() + crash.falseVerdicts(),
                                ms(p50),
                                ms(p99),
                                crash.unnoticed(0) + ten.unnoticed(0),
                                ten.and(crash).violations(),
                                thirty.falseVerdicts(),
                                thirty.told(),
                                thirty.violations()),
                met || !bound);
    }

    private static Figure pair(Effort effort) {
        List<String> texts = new ArrayList<>();
        for (int timeout : List.of(250, 1_000)) {
            Outcome o = effort.run("""
                    members: 2
                    duration: 10min
                    network: {loss: 0.1, links: stream}
                    detection: {suspicionTimeoutMilliseconds: %d}
                    """.formatted(timeout));
            double hours = o.reports().size() / 6.0;
            Outcome crash = effort.run("""
                    members: 2
                    duration: 20s
                    network: {links: stream}
                    detection: {suspicionTimeoutMilliseconds: %d}
                    faults: [{at: 10s, crash: [m1]}]
                    """.formatted(timeout));
            texts.add(String.format(
                    Locale.ROOT,
                    "%d ms: %.1f burns per hour, after a real crash the other is told p50 %s",
                    timeout,
                    o.told() / 2.0 / hours,
                    ms(crash.lastNotice(0, 0.5))));
        }
        return new Figure(String.join("; ", texts), true);
    }

    private static Figure late(Effort effort) {
        double clean = effort.run("{members: 8, duration: 14s, faults: [{at: 10s, crash: [m3]}]}")
                .firstVerdict(0, 0.5);
        double late = effort.run("{members: 8, duration: 14s, faults: [{at: 10s, delay: {members: [m3], add: 15s}}]}")
                .firstVerdict(0, 0.5);
        Outcome doubled = effort.run(
                "{members: 8, duration: 14s, network: {duplicate: 0.2, reorder: 0.2}, faults: [{at: 10s, crash: [m3]}]}");
        double wild = doubled.firstVerdict(0, 0.5);
        return new Figure(
                "first verdict p50 clean %s, 15 s late %s, duplicated and overtaken %s%s"
                        .formatted(ms(clean), ms(late), ms(wild), doubled.violations()),
                late <= 1.5 * clean && wild <= 1.5 * clean && doubled.clean());
    }
}
