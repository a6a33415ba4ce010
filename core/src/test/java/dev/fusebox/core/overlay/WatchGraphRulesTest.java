package dev.fusebox.core.overlay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.fusebox.core.roster.GroupEpoch;
import dev.fusebox.core.roster.MemberId;
import dev.fusebox.core.roster.RosterMember;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The graph against the plain rules, over groups, nodes, rings and absentees drawn from fixed seeds. */
class WatchGraphRulesTest {
    private static void assertSame(WatchGraph graph, PlainGraph plain, List<RosterMember> members, String of) {
        for (RosterMember member : members) {
            assertThat(graph.observersOf(member.id()))
                    .as("observers of %s, %s", member.id(), of)
                    .isEqualTo(plain.observersOf(member.id()));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void isWhatThePlainRulesGive(long seed) {
        Random random = new Random(seed);
        for (int run = 0; run < 250; run++) {
            int size = 2 + random.nextInt(run < 200 ? 40 : 150);
            int nodes = 1 + random.nextInt(size);
            int rings = 1 + random.nextInt(16);
            GroupEpoch epoch = new GroupEpoch("g" + run, 1 + random.nextInt(9));
            List<RosterMember> members = Groups.scattered(size, nodes, random);
            String of = size + " on " + nodes + " nodes, " + rings + " rings, seed " + seed + ", run " + run;
            assertSame(new WatchGraph(epoch, members, rings), new PlainGraph(epoch, members, rings), members, of);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {5, 6, 7, 8})
    void whoTakesNoPartIsPassedOverAsIfItWereNotThere(long seed) {
        Random random = new Random(seed);
        for (int run = 0; run < 150; run++) {
            int size = 2 + random.nextInt(40);
            int rings = 1 + random.nextInt(8);
            GroupEpoch epoch = new GroupEpoch("g" + run, 1);
            List<RosterMember> members = Groups.scattered(size, 1 + random.nextInt(size), random);
            double share = random.nextDouble();
            List<RosterMember> present =
                    members.stream().filter(m -> random.nextDouble() < share).toList();
            Set<MemberId> ids =
                    new HashSet<>(present.stream().map(RosterMember::id).toList());
            WatchGraph graph = new WatchGraph(Rings.of(epoch, members, rings), ids::contains);
            assertSame(graph, new PlainGraph(epoch, present, rings), members, "seed " + seed + ", run " + run);
            assertThat(members).allMatch(m -> graph.contains(m.id()) == ids.contains(m.id()));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {9, 10, 11})
    void observersAndSubjectsAreTwoViewsOfTheSameEdges(long seed) {
        Random random = new Random(seed);
        for (int run = 0; run < 60; run++) {
            int size = 1 + random.nextInt(60);
            List<RosterMember> members = Groups.scattered(size, 1 + random.nextInt(size), random);
            WatchGraph graph = new WatchGraph(new GroupEpoch("g", 1 + run), members, 1 + random.nextInt(16));
            Set<List<MemberId>> bySubjects = new HashSet<>();
            for (RosterMember observer : members) {
                Set<MemberId> subjects = graph.subjectsOf(observer.id());
                assertThat(List.copyOf(subjects)).isSorted();
                subjects.forEach(subject -> bySubjects.add(List.of(observer.id(), subject)));
            }
            assertThat(bySubjects).isEqualTo(Groups.edges(graph, members));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 6, 7, 40, 333, 1000})
    void everyoneHasExactlyKDistinctObserversWhereEveryMemberHasItsOwnNode(int size) {
        for (int rings : new int[] {2, 3, 5, 10, 16}) {
            List<RosterMember> members = Groups.members(size, i -> i);
            WatchGraph graph = new WatchGraph(new GroupEpoch("ns/g", 7), members, rings);
            int expected = Math.min(rings, size - 1);
            long fewest = members.stream()
                    .mapToInt(m -> graph.observersOf(m.id()).size())
                    .min()
                    .orElse(0);
            long more = members.stream()
                    .filter(m -> graph.observersOf(m.id()).size() > expected)
                    .count();
            long poor = members.stream()
                    .filter(m -> graph.subjectsOf(m.id()).size() < Math.min(2, size - 1))
                    .count();
            assertThat(fewest).as("%d members, %d rings", size, rings).isEqualTo(expected);
            assertThat(poor).isZero();
            assertThat(more).as("watched in addition").isLessThanOrEqualTo(1 + size / 10);
        }
    }

    /** One ring alone would give each member one subject: then a single death would leave another one blind. */
    @ParameterizedTest
    @ValueSource(ints = {3, 6, 7, 40, 333})
    void withOneRingEveryoneStillHasTwoSubjects(int size) {
        List<RosterMember> members = Groups.members(size, i -> i);
        WatchGraph graph = new WatchGraph(new GroupEpoch("ns/g", 7), members, 1);
        assertThat(members).allMatch(m -> graph.subjectsOf(m.id()).size() == 2);
        assertThat(members).allMatch(m -> graph.observersOf(m.id()).size() == 2);
    }

    /** Every edge that changes has the joiner at an end, or gives way to one that has, but for a few that shift between rings. */
    @ParameterizedTest
    @ValueSource(ints = {50, 200, 1000})
    void aJoinOrALeaveChangesSoManyEdgesThatTheSizeOfTheGroupDoesNotMatter(int size) {
        int rings = 5;
        for (int seed = 0; seed < 40; seed++) {
            GroupEpoch epoch = new GroupEpoch("g" + seed, 1);
            List<RosterMember> members = Groups.members(size + 1, i -> i);
            MemberId joiner = members.getLast().id();
            WatchGraph after = new WatchGraph(epoch, members, rings);
            WatchGraph before = new WatchGraph(epoch, members.subList(0, size), rings);
            int changed = Groups.difference(Groups.edges(before, members), Groups.edges(after, members));
            assertThat(changed).as("%s joins %d, seed %d", joiner, size, seed).isBetween(rings, 6 * rings);
        }
    }

    @Test
    void aMemberCannotStandInARosterTwice() {
        List<RosterMember> twice = new ArrayList<>(Groups.members(3, i -> i));
        twice.add(Groups.member(1, 9));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Rings.of(new GroupEpoch("g", 2), twice, 5))
                .withMessage("member m1 stands twice in g#2");
    }

    @Test
    void atLeastOneRingIsNeeded() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Rings.of(new GroupEpoch("g", 2), Groups.members(3, i -> i), 0))
                .withMessage("a group has at least 1 ring, not 0");
    }
}
