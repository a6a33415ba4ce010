package dev.fusebox.lab.table;

import static dev.fusebox.lab.table.Outcome.ms;

import dev.fusebox.lab.sim.report.RunReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** Members that stop and go, lie, come and leave; and what all of it costs. */
final class ConductRows {
    private ConductRows() {}

    static List<Row> rows() {
        return List.of(
                Row.of(
                        "blink",
                        "C of n members stopped and running in turn for D: n = 32 (128 above), C = 1, 4, 8 (16, 32), D = 0.128, 0.5, 1.5, 8, 33 s",
                        "healthy about healthy: 0 in every cell",
                        ConductRows::blink),
                Row.of(
                        "liars-accuse",
                        "one liar, and H-1 = 3 liars, accusing, n = 16",
                        "no healthy member removed",
                        ConductRows::accuse),
                Row.of(
                        "liars-vouch",
                        "1 and 3 liars vouching for a dead member, n = 16",
                        "dead member found within 3 s",
                        ConductRows::vouch),
                Row.of(
                        "churn",
                        "joins and leaves every 500 ms for 5 min under 10 % loss",
                        "no burn by the churn",
                        ConductRows::churn),
                Row.of(
                        "dead-joiner",
                        "a joiner that dies after its acknowledgement, before its first heartbeat",
                        "noticed within 1.5 s",
                        ConductRows::deadJoiner),
                Row.of(
                        "traffic",
                        "messages, bytes and wake-ups per member and second, n = 8..1000, quiet and with one dead member",
                        "quiet: flat within 10 % from n = 16 on; after a death back to quiet + 10 % within 10 s",
                        ConductRows::traffic));
    }

    private static Figure blink(Effort effort) {
        boolean large = effort.largest() >= 128;
        int n = large ? 128 : 32;
        List<String> texts = new ArrayList<>();
        // As in Lifeguard: verdicts about members that are not stopped, whoever came to them.
        int falseWhenShort = 0;
        boolean met = true;
        for (int count : large ? List.of(1, 4, 16, 32) : List.of(1, 4, 8)) {
            for (int stopped : List.of(128, 500, 1_500, 8_000, 33_000)) {
                String hit =
                        DeathRows.names(IntStream.range(1, count + 1).boxed().toList());
                Outcome o = effort.run("""
                        members: %d
                        fate: None
                        duration: 100s
                        faults: [{at: 10s, until: 90s, blink: {members: %s, stopped: %dms, running: %dms}}]
                        """.formatted(n, hit, stopped, stopped), Math.max(1, effort.seeds() / 20));
                met &= o.healthyAboutHealthy() == 0 && o.clean();
                falseWhenShort += stopped <= 500 ? o.falseVerdicts() : 0;
                effort.progress()
                        .accept("C=%d D=%d ms: healthy about healthy %d, all false %d%s"
                                .formatted(count, stopped, o.healthyAboutHealthy(), o.falseVerdicts(), o.violations()));
                if (o.healthyAboutHealthy() > 0 || o.falseVerdicts() > 0 || !o.clean()) {
                    texts.add("C=%d D=%d ms: healthy about healthy %d, all false %d%s"
                            .formatted(count, stopped, o.healthyAboutHealthy(), o.falseVerdicts(), o.violations()));
                }
            }
        }
        return new Figure(
                "n=%d: %s; false reports at D <= 0.5 s: %d"
                        .formatted(
                                n,
                                texts.isEmpty() ? "no false verdict in any cell" : String.join("; ", texts),
                                falseWhenShort),
                met);
    }

    private static Figure accuse(Effort effort) {
        List<Integer> observers = DeathRows.observers(16, 7);
        Outcome all = new Outcome(List.of());
        for (int liars : List.of(1, 3)) {
            all = all.and(effort.run(
                    "{members: 16, duration: 40s, faults: [{at: 10s, lie: {members: %s, about: [m7], say: accuse}}]}"
                            .formatted(DeathRows.names(observers.subList(0, liars)))));
        }
        return new Figure(
                "verdicts about healthy members %d, told %d in %d runs%s"
                        .formatted(
                                all.falseVerdicts(), all.told(), all.reports().size(), all.violations()),
                all.falseVerdicts() == 0 && all.told() == 0 && all.clean());
    }

    private static Figure vouch(Effort effort) {
        List<Integer> observers = DeathRows.observers(16, 7);
        List<String> texts = new ArrayList<>();
        boolean met = true;
        for (int liars : List.of(1, 3)) {
            Outcome o = effort.run("""
                    members: 16
                    duration: 20s
                    faults:
                    - {at: 9s, lie: {members: %s, about: [m7], say: vouch}}
                    - {at: 10s, crash: [m7]}
                    """.formatted(DeathRows.names(observers.subList(0, liars))));
            double worst = o.lastNotice(1, 1);
            met &= worst <= 3_000 && o.unnoticed(1) == 0 && o.missing() == 0 && o.falseVerdicts() == 0 && o.clean();
            texts.add("%d: last notice p50 %s, worst %s%s"
                    .formatted(liars, ms(o.lastNotice(1, 0.5)), ms(worst), o.violations()));
        }
        return new Figure(String.join("; ", texts), met);
    }

    private static Figure churn(Effort effort) {
        StringBuilder faults = new StringBuilder();
        for (int i = 0; i < 300; i++) {
            long at = 10_000 + 1_000L * i;
            faults.append("- {at: %dms, join: [m%d]}%n".formatted(at, 16 + i));
            faults.append("- {at: %dms, leave: [m%d]}%n".formatted(at + 500, i));
        }
        Outcome o = effort.run(
                "members: 16\nduration: 330s\nnetwork: {loss: 0.1}\nfaults:\n" + faults,
                Math.max(1, effort.seeds() / 20));
        int verdicts = o.aboutFaulty() + o.falseVerdicts();
        return new Figure(
                "%d joins and leaves in %d runs: told %d, verdicts %d%s"
                        .formatted(600 * o.reports().size(), o.reports().size(), o.told(), verdicts, o.violations()),
                o.told() == 0 && verdicts == 0 && o.clean());
    }

    private static Figure deadJoiner(Effort effort) {
        Outcome o =
                effort.run("{members: 8, duration: 20s, faults: [{at: 10s, join: [m8]}, {at: 10015ms, crash: [m8]}]}");
        // Who dies before it has a stream to anybody is noticed by nobody, and missed after its grace.
        long noticed = o.reports().size() - o.unnoticed(1);
        double worst = o.firstVerdict(1, 1);
        return new Figure(
                "of %d, %d were noticed; first verdict p50 %s, worst %s%s"
                        .formatted(o.reports().size(), noticed, ms(o.firstVerdict(1, 0.5)), ms(worst), o.violations()),
                noticed > 0 && worst <= 1_500 && o.clean());
    }

    private static Figure traffic(Effort effort) {
        List<String> texts = new ArrayList<>();
        double least = Double.MAX_VALUE;
        double most = 0;
        boolean met = true;
        for (int n : effort.sizes(8, 16, 32, 128, 1_000)) {
            RunReport.Traffic quiet = effort.run("{members: %d, duration: 30s}".formatted(n), 1)
                    .reports()
                    .getFirst()
                    .traffic();
            // The second counts: what is sent from the eleventh second after the death on. No burn: the group stays as
            // it is.
            RunReport.Traffic dead = effort.run(
                            "{members: %d, duration: 60s, fate: None, faults: [{at: 500ms, crash: [m1]}]}".formatted(n),
                            1)
                    .reports()
                    .getFirst()
                    .traffic();
            texts.add(String.format(
                    Locale.ROOT,
                    "n=%d: %.1f messages, %.0f bytes, %.1f wake-ups (one dead: %.1f, %.0f, %.1f)",
                    n,
                    quiet.messagesPerMemberPerSecond(),
                    quiet.bytesPerMemberPerSecond(),
                    quiet.wakeUpsPerMemberPerSecond(),
                    dead.messagesPerMemberPerSecond(),
                    dead.bytesPerMemberPerSecond(),
                    dead.wakeUpsPerMemberPerSecond()));
            if (n >= 16) {
                least = Math.min(least, quiet.messagesPerMemberPerSecond());
                most = Math.max(most, quiet.messagesPerMemberPerSecond());
                met &= dead.messagesPerMemberPerSecond() <= 1.1 * quiet.messagesPerMemberPerSecond();
            }
        }
        return new Figure(String.join("; ", texts), met && most <= 1.1 * least);
    }
}
