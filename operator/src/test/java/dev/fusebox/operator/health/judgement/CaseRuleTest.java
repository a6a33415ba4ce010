package dev.fusebox.operator.health.judgement;

import static dev.fusebox.operator.health.judgement.Row.node;
import static dev.fusebox.operator.health.judgement.Row.pod;
import static dev.fusebox.operator.health.judgement.Row.row;
import static dev.fusebox.operator.health.judgement.Scene.SECOND;
import static dev.fusebox.operator.health.judgement.Scene.ownTestimony;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CaseRuleTest {
    static Stream<Row> rows() {
        return Stream.of(
                pod("five in vain", s -> {}, RuleReason.FRESH_PROBES),
                node("five in vain, of the node", s -> {}, RuleReason.FRESH_PROBES),
                pod("four in vain, needed four", s -> s.keepProbes(4), RuleReason.FRESH_PROBES),
                pod("three in vain, needed four", s -> s.keepProbes(3), RuleReason.NO_FRESH_PROBES),
                pod("none", s -> s.probes.clear(), RuleReason.NO_FRESH_PROBES),
                probe("the fourth is 12 s old", new Probe("o4", "n4", true, false, 12 * SECOND, 0), true),
                probe("the fourth is older", new Probe("o4", "n4", true, false, 12 * SECOND + 1, 0), false),
                probe("the fourth comes from the future", new Probe("o4", "n4", true, false, -1, 0), false),
                probe("the fourth is unsound", new Probe("o4", "n4", false, false, SECOND, 0), false),
                probe(
                        "the fourth is on a node that counts already",
                        new Probe("o4", "n3", true, false, SECOND, 0),
                        false),
                probe("the fourth is on an unknown node", new Probe("o4", "", true, false, SECOND, 0), false),
                probe("the fourth is on the subject's node", new Probe("o4", "n0", true, false, SECOND, 0), false),
                probe("the fourth is the subject", new Probe("s", "n4", true, false, SECOND, 0), false),
                pod("all are from before the case", s -> s.caseAge = 2 * SECOND - 1, RuleReason.NO_FRESH_PROBES),
                pod("all are as old as the case", s -> s.caseAge = 2 * SECOND, RuleReason.FRESH_PROBES),
                pod(
                        "a sixth has reached it",
                        s -> s.probes.add(new Probe("o6", "n6", true, true, SECOND, SECOND)),
                        RuleReason.ANSWERED_SINCE),
                pod(
                        "an unsound one has reached it",
                        s -> s.probes.add(new Probe("o6", "n6", false, true, SECOND, SECOND)),
                        RuleReason.ANSWERED_SINCE),
                pod(
                        "a sixth had reached it 13 s ago",
                        s -> s.probes.add(new Probe("o6", "n6", true, true, 13 * SECOND, 0)),
                        RuleReason.FRESH_PROBES),
                pod("Left", s -> s.kind = VerdictKind.of("Left"), RuleReason.VERDICT_NOT_ACTIONABLE),
                pod("LinkDegraded", s -> s.kind = VerdictKind.of("LinkDegraded"), RuleReason.VERDICT_NOT_ACTIONABLE),
                pod("Unreachable", s -> s.kind = VerdictKind.of("Unreachable"), RuleReason.FRESH_PROBES),
                pod("Isolated", s -> s.kind = VerdictKind.of("Isolated"), RuleReason.FRESH_PROBES),
                pod("Reported", s -> s.kind = VerdictKind.of("Reported"), RuleReason.FRESH_PROBES),
                pod("just under 10 min old", s -> s.caseAge = 600 * SECOND - 1, RuleReason.FRESH_PROBES),
                pod("10 min old", s -> s.caseAge = 600 * SECOND, RuleReason.CASE_EXPIRED),
                pod("not opened yet", s -> s.caseAge = -1, RuleReason.CASE_EXPIRED),
                pod(
                        "opened when the group's breaker closed",
                        s -> s.groupBreaker = closed(s, 60),
                        RuleReason.FRESH_PROBES),
                pod("opened before that", s -> s.groupBreaker = closed(s, 59), RuleReason.EVIDENCE_VOID),
                pod(
                        "opened before the cluster's closed",
                        s -> s.clusterBreaker = closed(s, 59),
                        RuleReason.EVIDENCE_VOID),
                fate("still burnt", s -> {}, RuleReason.BURNT_WITH_ITS_GROUP),
                fate("Fate by name", s -> s.kind = VerdictKind.of("Fate"), RuleReason.BURNT_WITH_ITS_GROUP),
                fate("in another epoch", s -> s.testimony = said(false, SECOND), RuleReason.FATE_OVER),
                fate("silent", s -> s.testimony = said(true, 15 * SECOND + 1), RuleReason.NO_FRESH_TESTIMONY),
                own("still failed", s -> {}, RuleReason.FRESH_TESTIMONY),
                own(
                        "Application failed by name",
                        s -> s.kind = VerdictKind.of("ApplicationFailed"),
                        RuleReason.FRESH_TESTIMONY),
                own("well again", s -> s.testimony = said(false, SECOND), RuleReason.RECOVERED_SINCE),
                own("heard 15 s ago", s -> s.testimony = said(true, 15 * SECOND), RuleReason.FRESH_TESTIMONY),
                own("heard before", s -> s.testimony = said(true, 15 * SECOND + 1), RuleReason.NO_FRESH_TESTIMONY),
                own("heard in the future", s -> s.testimony = said(true, -1), RuleReason.NO_FRESH_TESTIMONY),
                own("peers say so, it does not", s -> s.testimony = Optional.empty(), RuleReason.NO_FRESH_TESTIMONY));
    }

    private static Row own(String picture, Consumer<Scene> bend, RuleReason reason) {
        return row("its own word: " + picture, ownTestimony(), bend, reason);
    }

    private static Row fate(String picture, Consumer<Scene> bend, RuleReason reason) {
        return row("its group's fate: " + picture, Scene.fate(), bend, reason);
    }

    private static Row probe(String picture, Probe fourth, boolean counts) {
        return pod(
                picture,
                s -> {
                    s.keepProbes(3);
                    s.probes.add(fourth);
                },
                counts ? RuleReason.FRESH_PROBES : RuleReason.NO_FRESH_PROBES);
    }

    private static Breaker.Standing closed(Scene scene, long secondsAgo) {
        return new Breaker.Standing(Breaker.State.CLOSED, false, OptionalLong.of(scene.now - secondsAgo * SECOND));
    }

    private static Optional<Testimony> said(boolean failed, long ageNanos) {
        return Optional.of(new Testimony(failed, ageNanos));
    }

    @ParameterizedTest
    @MethodSource("rows")
    void theCaseStandsAndWhatWasTrueIsTrueNow(Row row) {
        row.check();
    }
}
