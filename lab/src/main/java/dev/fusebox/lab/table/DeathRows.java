package dev.fusebox.lab.table;

import static dev.fusebox.lab.table.Outcome.ms;

import dev.fusebox.core.overlay.WatchGraph;
import dev.fusebox.core.roster.GroupEpoch;
import dev.fusebox.core.roster.MemberId;
import dev.fusebox.core.roster.RosterMember;
import dev.fusebox.lab.sim.world.Simulation;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Members die, one or many. */
final class DeathRows {
    /** With 40 seeds, more than 1000 crashes over all sizes. */
    private static final int CRASHES_PER_SEED = 5;

    /** So many of those that live must report one and the same set. */
    private static final double ONE_SET = 0.99;

    private DeathRows() {}

    static List<Row> rows() {
        return List.of(
                Row.of(
                        "crash",
                        "crash, quiet LAN, n = 2, 3, 5, 8, 32, 128, 1000",
                        "first verdict p50 <= 650 ms, last notice p99 <= 1.0 s up to n = 128, 1.5 s at 1000; every crash noticed",
                        DeathRows::crash),
                Row.of("kill", "kill (refused), n = 3..32", "p50 <= 300 ms", effort -> one(effort, "kill", 300)),
                Row.of("hang", "hang, n = 3..32", "p50 <= 700 ms", effort -> one(effort, "pause", 700)),
                Row.of(
                        "together",
                        "2 and 4 at once at n = 8, 16; 16 of 50; 10 of 1000; subject and 4 of its 5 observers at n = 16, 32",
                        "exactly those, nobody healthy accused; union of the reported sets exact, >= 99 % report one set (not demanded with the observers)",
                        DeathRows::together),
                Row.of(
                        "crash-and-join",
                        "5 of 32 crash while 10 join",
                        "exactly those, nobody healthy accused",
                        DeathRows::crashAndJoin));
    }

    private static Figure crash(Effort effort) {
        List<String> texts = new ArrayList<>();
        int crashes = 0;
        boolean met = true;
        for (int n : effort.sizes(2, 3, 5, 8, 32, 128, 1_000)) {
            int last = n - 1;
            Outcome o = effort.runAtAllPhases(
                    at -> "{members: %d, duration: 14s, faults: [{at: %s, crash: [m%d]}]}".formatted(n, at, last),
                    CRASHES_PER_SEED * effort.seeds(n));
            crashes += o.reports().size();
            double p50 = o.firstVerdict(0, 0.5);
            double p99 = o.lastNotice(0, 0.99);
            met &= p50 <= 650 && p99 <= (n > 128 ? 1_500 : 1_000) && o.unnoticed(0) == 0 && o.missing() == 0;
            met &= o.clean();
            texts.add("n=%d: %s / %s%s".formatted(n, ms(p50), ms(p99), o.violations()));
        }
        return new Figure(
                "%d crashes; first verdict p50 / last notice p99: %s".formatted(crashes, String.join(", ", texts)),
                met);
    }

    private static Figure one(Effort effort, String kind, double bound) {
        List<String> texts = new ArrayList<>();
        boolean met = true;
        for (int n : effort.sizes(3, 5, 8, 16, 32)) {
            Outcome o = effort.runAtAllPhases(
                    at -> "{members: %d, duration: 14s, faults: [{at: %s, %s: [m1]}]}".formatted(n, at, kind),
                    effort.seeds());
            double p50 = o.firstVerdict(0, 0.5);
            met &= p50 <= bound && o.unnoticed(0) == 0 && o.missing() == 0 && o.clean();
            texts.add(
                    "n=%d: %s, last notice p99 %s%s".formatted(n, ms(p50), ms(o.lastNotice(0, 0.99)), o.violations()));
        }
        return new Figure("first verdict p50 " + String.join("; ", texts), met);
    }

    private static Figure together(Effort effort) {
        List<String> texts = new ArrayList<>();
        boolean met = true;
        for (int[] shape : new int[][] {{8, 2}, {8, 4}, {16, 2}, {16, 4}, {50, 16}, {1_000, 10}}) {
            int n = shape[0];
            List<Integer> dead = IntStream.range(1, 1 + shape[1]).boxed().toList();
            met &= exactly(effort, n, dead, "%d of %d".formatted(dead.size(), n), ONE_SET, texts);
        }
        for (int n : List.of(16, 32)) {
            List<Integer> dead = new ArrayList<>(observers(n, 3).subList(0, 4));
            dead.add(3);
            met &= exactly(effort, n, dead, "subject and 4 observers of " + n, 0, texts);
        }
        return new Figure(String.join("; ", texts), met);
    }

    private static boolean exactly(
            Effort effort, int n, List<Integer> dead, String name, double oneSet, List<String> texts) {
        if (n > effort.largest()) {
            return true;
        }
        // Fate None keeps the epoch, so that every member's conclusions are seen to their end.
        Outcome o = effort.run(
                "{members: %d, duration: 20s, fate: None, faults: [{at: 10s, crash: %s}]}".formatted(n, names(dead)));
        int due = (n - dead.size()) * dead.size() * o.reports().size();
        long inexact = o.inexactUnions(dead);
        double agree = o.agreeing() / (double) ((n - dead.size()) * o.reports().size());
        texts.add(String.format(
                Locale.ROOT,
                "%s: %d of %d convictions, healthy accused %d, last first verdict %s, unions inexact in %d runs, one set by %.2f %%%s",
                name,
                o.aboutFaulty(),
                due,
                o.falseVerdicts(),
                ms(o.firstVerdict(0, 1)),
                inexact,
                100 * agree,
                o.violations()));
        return o.aboutFaulty() == due && o.falseVerdicts() == 0 && inexact == 0 && agree >= oneSet && o.clean();
    }

    private static Figure crashAndJoin(Effort effort) {
        Outcome o = effort.run("""
                members: 32
                duration: 20s
                fate: None
                faults:
                - {at: 10s, crash: [m1, m2, m3, m4, m5]}
                - {at: 9900ms, join: [m32, m33, m34, m35, m36]}
                - {at: 10100ms, join: [m37, m38, m39, m40, m41]}
                """);
        int due = 27 * 5 * o.reports().size();
        return new Figure(
                "%d convictions by 27 founders and 10 joiners, at least %d; healthy accused %d; missed in %d runs%s"
                        .formatted(o.aboutFaulty(), due, o.falseVerdicts(), o.unnoticed(0), o.violations()),
                o.aboutFaulty() >= due && o.falseVerdicts() == 0 && o.clean());
    }

    /** Who watches that member in the first epoch. */
    static List<Integer> observers(int members, int subject) {
        List<RosterMember> roster = IntStream.range(0, members)
                .mapToObj(i -> new RosterMember(new MemberId("m" + i), "m" + i, "m" + i, "n" + i, "z0", 1))
                .toList();
        return new WatchGraph(new GroupEpoch(Simulation.GROUP, 1), roster, 5)
                .observersOf(new MemberId("m" + subject)).stream()
                        .map(m -> Integer.parseInt(m.value().substring(1)))
                        .sorted()
                        .toList();
    }

    static String names(List<Integer> members) {
        return members.stream().map(m -> "m" + m).collect(Collectors.joining(", ", "[", "]"));
    }
}
