package dev.fusebox.operator.health.judgement;

import static dev.fusebox.operator.health.judgement.Row.node;
import static dev.fusebox.operator.health.judgement.Row.pod;
import static dev.fusebox.operator.health.judgement.Row.row;
import static dev.fusebox.operator.health.judgement.Scene.ownTestimony;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class QuorumRuleTest {
    static Stream<Row> rows() {
        return Stream.of(
                pod("five of five", s -> {}, RuleReason.QUORUM),
                pod("four of five", s -> s.keepVotes(4), RuleReason.QUORUM),
                pod("three of five", s -> s.keepVotes(3), RuleReason.NO_QUORUM),
                pod("none", s -> s.votes.clear(), RuleReason.NO_QUORUM),
                vote("the fourth has weight 0", new Vote("o4", "n4", "b", 0, false, false, 9_000), false),
                vote("the fourth was suspected", new Vote("o4", "n4", "b", 1, true, false, 9_000), false),
                vote("the fourth was muted", new Vote("o4", "n4", "b", 1, false, true, 9_000), false),
                vote("the fourth runs beside the third", new Vote("o4", "n3", "b", 1, false, false, 9_000), false),
                vote("the fourth runs beside the subject", new Vote("o4", "n0", "b", 1, false, false, 9_000), false),
                vote("the fourth is on an unknown node", new Vote("o4", "", "b", 1, false, false, 9_000), false),
                vote("the fourth is the subject", new Vote("s", "n4", "b", 1, false, false, 9_000), false),
                vote("the fourth is sound", new Vote("o4", "n4", "b", 1, false, false, 9_000), true),
                pod("uncorroborated", s -> s.uncorroborated = true, RuleReason.UNCORROBORATED),
                pod(
                        "two of five, but the group has two other nodes",
                        s -> {
                            s.keepVotes(2);
                            s.otherNodes = 2;
                        },
                        RuleReason.QUORUM),
                pod(
                        "one of one: never one alone",
                        s -> {
                            s.keepVotes(1);
                            s.observers = 1;
                            s.otherNodes = 1;
                            s.spansZones = false;
                        },
                        RuleReason.NO_QUORUM),
                pod(
                        "four of five from one zone",
                        s -> {
                            s.votes.clear();
                            List.of(1, 3, 5, 7).forEach(i -> s.votes.add(Scene.vote(i)));
                        },
                        RuleReason.ONE_ZONE_ONLY),
                pod(
                        "four of five from one zone, the group has no other",
                        s -> {
                            s.votes.clear();
                            s.spansZones = false;
                            List.of(1, 3, 5, 7).forEach(i -> s.votes.add(Scene.vote(i)));
                        },
                        RuleReason.QUORUM),
                pod(
                        "a node without a zone is no second zone",
                        s -> {
                            s.votes.clear();
                            List.of(1, 3, 5).forEach(i -> s.votes.add(Scene.vote(i)));
                            s.votes.add(new Vote("o2", "n2", "", 1, false, false, 9_000));
                        },
                        RuleReason.ONE_ZONE_ONLY),
                node("five of five, of the node", s -> {}, RuleReason.QUORUM),
                row("the pod's own word", ownTestimony(), s -> {}, RuleReason.OWN_TESTIMONY),
                row(
                        "the pod's own word about its node",
                        ownTestimony(),
                        s -> s.target = Target.NODE,
                        RuleReason.ONLY_ITS_OWN_POD));
    }

    private static Row vote(String picture, Vote fourth, boolean counts) {
        return pod(
                picture,
                s -> {
                    s.keepVotes(3);
                    s.votes.add(fourth);
                },
                counts ? RuleReason.QUORUM : RuleReason.NO_QUORUM);
    }

    @ParameterizedTest
    @MethodSource("rows")
    void votesOfSoundObserversOnDistinctNodes(Row row) {
        row.check();
    }

    @ParameterizedTest
    @CsvSource({
        // observers, other nodes, needed
        "0, 0, 2",
        "1, 1, 2",
        "2, 2, 2",
        "3, 3, 2",
        "4, 4, 3",
        "5, 5, 4",
        "6, 6, 4",
        "5, 3, 3",
        "5, 2, 2",
        "5, 1, 2",
        "16, 99, 11"
    })
    void twoThirdsOfTheObserversAsFarAsThereAreNodesAndAtLeastTwo(int observers, int otherNodes, int needed) {
        CaseFact subject =
                new CaseFact("s", "n0", VerdictKind.UNREACHABLE, false, List.of(), observers, otherNodes, false, 0);
        assertThat(subject.quorum()).isEqualTo(needed);
    }
}
