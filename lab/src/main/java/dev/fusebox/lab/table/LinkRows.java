package dev.fusebox.lab.table;

import static dev.fusebox.lab.table.Outcome.ms;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Links, sides of a partition, and single members' directions fail. */
final class LinkRows {
    private LinkRows() {}

    static List<Row> rows() {
        return List.of(
                Row.of(
                        "deaf",
                        "2 and 3 deaf observers of one healthy member, n = 8..128; 10 deaf of 1000",
                        "the deaf are Isolated, nobody healthy is convicted",
                        LinkRows::deaf),
                Row.of(
                        "partition",
                        "every shape of n = 2..10, and 1/31, 2/30, 4/28, 16/16 of 32, both directions and one-way",
                        "every member told once, p99 <= 1.2 s",
                        LinkRows::partition),
                Row.of(
                        "partition-heal",
                        "2/6, 4/4 of 8 and 4/28 of 32, healed after 20 s",
                        "whole again, nobody says Intact of what burnt",
                        LinkRows::heal),
                Row.of(
                        "one-way",
                        "ingress loss 20 s on / 20 s off; 80 % egress loss; 80 % ingress loss; on 1 of 32 (on 10 of 1000 above)",
                        "exactly those (80 %: within 6 s), no oscillation, no healthy member accused",
                        LinkRows::oneWay),
                Row.of("bad-links", "one and two bad links at n = 16", "no verdict, links named", LinkRows::badLinks));
    }

    private static Figure deaf(Effort effort) {
        List<String> texts = new ArrayList<>();
        boolean met = true;
        for (int n : effort.sizes(8, 16, 32, 128, 1_000)) {
            for (int count : n == 1_000 ? List.of(10) : List.of(2, 3)) {
                List<Integer> deaf = n == 1_000
                        ? IntStream.range(1, 11).boxed().toList()
                        : DeathRows.observers(n, 3).subList(0, count);
                Outcome o = effort.run("{members: %d, duration: 14s, faults: [{at: 10s, dropIngress: %s}]}"
                        .formatted(n, DeathRows.names(deaf)));
                met &= o.falseVerdicts() == 0 && o.missing() == 0 && o.unnoticed(0) == 0 && o.clean();
                texts.add("%d of %d: healthy convicted %d, last notice p99 %s%s"
                        .formatted(count, n, o.falseVerdicts(), ms(o.lastNotice(0, 0.99)), o.violations()));
            }
        }
        return new Figure(String.join("; ", texts), met);
    }

    private static Figure partition(Effort effort) {
        Outcome both = new Outcome(List.of());
        Outcome oneWay = new Outcome(List.of());
        List<int[]> shapes = new ArrayList<>();
        for (int n = 2; n <= 10; n++) {
            for (int cut = 1; cut <= n / 2; cut++) {
                shapes.add(new int[] {n, cut});
            }
        }
        for (int cut : List.of(1, 2, 4, 16)) {
            shapes.add(new int[] {32, cut});
        }
        int seeds = Math.max(1, effort.seeds() / 10);
        for (int[] shape : shapes) {
            List<Integer> far = IntStream.range(0, shape[1]).boxed().toList();
            List<Integer> near = IntStream.range(shape[1], shape[0]).boxed().toList();
            both = both.and(effort.run(
                    "{members: %d, duration: 16s, faults: [{at: 10s, partition: [%s, %s]}]}"
                            .formatted(shape[0], DeathRows.names(near), DeathRows.names(far)),
                    seeds));
            oneWay = oneWay.and(effort.run(
                    "{members: %d, duration: 16s, faults: [%s]}".formatted(shape[0], deafSide(far, near)), seeds));
        }
        double p99 = both.lastNotice(0, 0.99);
        double p99OneWay = oneWay.lastNotice(0, 0.99);
        int missing =
                both.missing() + oneWay.sum(r -> r.faults().getFirst().notice().missing());
        return new Figure(
                "%d shapes; both directions: last notice p99 %s%s; one side deaf: p99 %s%s; not told %d"
                        .formatted(
                                shapes.size(), ms(p99), both.violations(), ms(p99OneWay), oneWay.violations(), missing),
                p99 <= 1_200 && p99OneWay <= 1_200 && missing == 0 && both.clean() && oneWay.clean());
    }

    /** Nothing that the near side says reaches the far side. */
    private static String deafSide(List<Integer> far, List<Integer> near) {
        List<String> links = new ArrayList<>();
        for (int one : near) {
            for (int other : far) {
                links.add("{at: 10s, link: [m%d, m%d], direction: forward}".formatted(one, other));
            }
        }
        return String.join(", ", links);
    }

    private static Figure heal(Effort effort) {
        Outcome all = new Outcome(List.of());
        for (int[] shape : new int[][] {{8, 2}, {8, 4}, {32, 4}}) {
            List<Integer> far = IntStream.range(0, shape[1]).boxed().toList();
            List<Integer> near = IntStream.range(shape[1], shape[0]).boxed().toList();
            all = all.and(effort.run(
                    "{members: %d, duration: 65s, faults: [{at: 10s, until: 30s, partition: [%s, %s]}]}"
                            .formatted(shape[0], DeathRows.names(near), DeathRows.names(far)),
                    Math.max(1, effort.seeds() / 5)));
        }
        int removed = all.sum(r -> r.outcome().healthyRemoved().size());
        return new Figure(
                "%d runs, healthy members outside at the end %d%s"
                        .formatted(all.reports().size(), removed, all.violations()),
                removed == 0 && all.clean());
    }

    private static Figure oneWay(Effort effort) {
        List<String> texts = new ArrayList<>();
        boolean met = true;
        int n = effort.largest() >= 1_000 ? 1_000 : 32;
        List<Integer> hit = IntStream.range(1, n == 1_000 ? 11 : 2).boxed().toList();
        List<String> kinds = List.of(
                "dropIngress: %s, on: 20s, off: 20s".formatted(DeathRows.names(hit)),
                "dropEgress: %s, probability: 0.8".formatted(DeathRows.names(hit)),
                "dropIngress: %s, probability: 0.8".formatted(DeathRows.names(hit)));
        for (String kind : kinds) {
            boolean turns = kind.contains("on:");
            Outcome o = effort.run(
                    "{members: %d, fate: None, duration: %ds, faults: [{at: 10s, until: 90s, %s}]}"
                            .formatted(n, turns ? 100 : 40, kind),
                    Math.max(1, effort.seeds(n) / 4));
            double worst = o.firstVerdict(0, 1);
            met &= o.falseVerdicts() == 0 && o.flaps() == 0 && o.unnoticed(0) == 0 && o.clean();
            met &= worst <= 6_000;
            texts.add("%s: first verdict p50 %s, worst %s, healthy accused %d, flaps %d, unnoticed %d%s"
                    .formatted(
                            kind.replaceAll("\\[.*?]", "").replace(": ,", ""),
                            ms(o.firstVerdict(0, 0.5)),
                            ms(worst),
                            o.falseVerdicts(),
                            o.flaps(),
                            o.unnoticed(0),
                            o.violations()));
        }
        return new Figure(String.join("; ", texts), met);
    }

    private static Figure badLinks(Effort effort) {
        int observer = DeathRows.observers(16, 3).getFirst();
        int second = DeathRows.observers(16, 3).get(1);
        Outcome one =
                effort.run("{members: 16, duration: 30s, faults: [{at: 10s, link: [m3, m%d]}]}".formatted(observer));
        Outcome two = effort.run(
                "{members: 16, duration: 30s, faults: [{at: 10s, link: [m3, m%d]}, {at: 10s, link: [m3, m%d]}]}"
                        .formatted(observer, second));
        Outcome all = one.and(two);
        long named = all.reports().stream().filter(r -> !r.links().isEmpty()).count();
        int verdicts = all.falseVerdicts() + all.aboutFaulty();
        return new Figure(
                "verdicts %d, told %d, links named in %d of %d runs%s"
                        .formatted(verdicts, all.told(), named, all.reports().size(), all.violations()),
                verdicts == 0 && all.told() == 0 && named == all.reports().size() && all.clean());
    }
}
