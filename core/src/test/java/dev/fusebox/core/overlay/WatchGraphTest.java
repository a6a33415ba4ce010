package dev.fusebox.core.overlay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fusebox.core.roster.GroupEpoch;
import dev.fusebox.core.roster.MemberId;
import dev.fusebox.core.roster.RosterMember;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.IntUnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class WatchGraphTest {
    private static final GroupEpoch EPOCH = new GroupEpoch("ns/group", 3);
    private static final int RINGS = 5;

    /** A way to deal members out over nodes. */
    record Layout(String name, IntUnaryOperator node) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Layout> layouts() {
        return Stream.of(
                new Layout("own node each", i -> i),
                new Layout("two nodes", i -> i % 2),
                new Layout("three nodes", i -> i % 3),
                new Layout("one node", i -> 0),
                new Layout("seven nodes", i -> i % 7),
                new Layout("a crowd and a few alone", i -> i < 5 ? i : 99),
                new Layout("one alone, all others together", i -> i == 0 ? 0 : 1));
    }

    private static Map<MemberId, String> nodes(List<RosterMember> members) {
        Map<MemberId, String> nodes = new HashMap<>();
        members.forEach(m -> nodes.put(m.id(), m.node()));
        return nodes;
    }

    @ParameterizedTest
    @MethodSource("layouts")
    void holdsItsRulesForEverySizeUpTo200(Layout layout) {
        for (int size = 1; size <= 200; size++) {
            List<RosterMember> members = Groups.members(size, layout.node);
            Map<MemberId, String> nodes = nodes(members);
            boolean oneNode = Set.copyOf(nodes.values()).size() <= 1;
            WatchGraph graph = new WatchGraph(EPOCH, members, RINGS);
            for (RosterMember member : members) {
                Set<MemberId> observers = graph.observersOf(member.id());
                Set<MemberId> subjects = graph.subjectsOf(member.id());
                long elsewhere = members.stream()
                        .filter(o -> !o.id().equals(member.id()))
                        .filter(o -> oneNode || !o.node().equals(member.node()))
                        .count();
                boolean holds = !observers.contains(member.id())
                        && !subjects.contains(member.id())
                        && observers.size() >= Math.min(RINGS, elsewhere)
                        && subjects.size() >= Math.min(2, elsewhere)
                        && observers.stream().allMatch(o -> graph.subjectsOf(o).contains(member.id()))
                        && (oneNode
                                || observers.stream()
                                        .noneMatch(o -> member.node().equals(nodes.get(o))));
                assertThat(holds)
                        .as("%s of %d is watched by %s and watches %s", member.id(), size, observers, subjects)
                        .isTrue();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("layouts")
    void observersAreOnAsManyNodesAsThereAre(Layout layout) {
        for (int size = 2; size <= 60; size++) {
            List<RosterMember> members = Groups.members(size, layout.node);
            Map<MemberId, String> nodes = nodes(members);
            WatchGraph graph = new WatchGraph(EPOCH, members, RINGS);
            for (RosterMember member : members) {
                Set<String> others = new HashSet<>(nodes.values());
                others.remove(member.node());
                Set<String> watching = new HashSet<>();
                graph.observersOf(member.id()).forEach(o -> watching.add(nodes.getOrDefault(o, "")));
                assertThat(watching)
                        .as("nodes that watch %s of %d", member.id(), size)
                        .hasSizeGreaterThanOrEqualTo(Math.min(RINGS, others.size()));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 4, 5, 6})
    void aSmallGroupIsAFullMeshOverNodes(int size) {
        List<RosterMember> members = Groups.members(size, i -> i);
        WatchGraph graph = new WatchGraph(EPOCH, members, RINGS);
        for (RosterMember member : members) {
            assertThat(graph.observersOf(member.id())).hasSize(size - 1);
            assertThat(graph.subjectsOf(member.id())).hasSize(size - 1);
        }
    }

    @ParameterizedTest
    @MethodSource("layouts")
    void everyMemberComputesTheSameGraphInWhateverOrderItKnowsTheOthers(Layout layout) {
        Random random = new Random(1);
        for (int size : new int[] {2, 3, 7, 16, 64, 200}) {
            List<RosterMember> members = Groups.members(size, layout.node);
            WatchGraph graph = new WatchGraph(EPOCH, members, RINGS);
            for (int i = 0; i < 5; i++) {
                List<RosterMember> shuffled = new ArrayList<>(members);
                Collections.shuffle(shuffled, random);
                WatchGraph other = new WatchGraph(EPOCH, shuffled, RINGS);
                for (RosterMember member : members) {
                    assertThat(other.observersOf(member.id()))
                            .containsExactlyElementsOf(graph.observersOf(member.id()));
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("layouts")
    void aJoinChangesFewEdgesHoweverLargeTheGroup(Layout layout) {
        for (int size : new int[] {10, 50, 100, 200}) {
            double changed = 0;
            int joins = 20;
            for (int joiner = size; joiner < size + joins; joiner++) {
                List<RosterMember> before = Groups.members(size, layout.node);
                List<RosterMember> after = new ArrayList<>(before);
                after.add(Groups.member(joiner, layout.node.applyAsInt(joiner)));
                Set<List<MemberId>> old = Groups.edges(new WatchGraph(EPOCH, before, RINGS), before);
                Set<List<MemberId>> now = Groups.edges(new WatchGraph(EPOCH, after, RINGS), after);
                Set<List<MemberId>> difference = new HashSet<>(old);
                difference.removeAll(now);
                now.removeAll(old);
                changed += difference.size() + now.size();
            }
            assertThat(changed / joins).as("mean of changed edges at %d", size).isLessThan(8 * RINGS);
        }
    }

    @Test
    void anotherEpochHasAnotherGraph() {
        List<RosterMember> members = Groups.members(100, i -> i);
        Set<List<MemberId>> here = Groups.edges(new WatchGraph(EPOCH, members, RINGS), members);
        Set<List<MemberId>> next = Groups.edges(new WatchGraph(new GroupEpoch("ns/group", 4), members, RINGS), members);
        next.retainAll(here);
        assertThat(next.size()).isLessThan(here.size() / 4);
    }

    @Test
    void someoneWhoIsNotInTheGraphWatchesNobody() {
        WatchGraph graph = new WatchGraph(EPOCH, Groups.members(3, i -> i), RINGS);
        assertThat(graph.observersOf(new MemberId("stranger"))).isEmpty();
        assertThat(graph.subjectsOf(new MemberId("stranger"))).isEmpty();
    }
}
