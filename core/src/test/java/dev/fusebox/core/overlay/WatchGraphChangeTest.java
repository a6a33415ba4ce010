package dev.fusebox.core.overlay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fusebox.core.roster.GroupEpoch;
import dev.fusebox.core.roster.MemberId;
import dev.fusebox.core.roster.RosterMember;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A graph that changed member by member is the graph that is built at once. */
class WatchGraphChangeTest {
    private static final GroupEpoch EPOCH = new GroupEpoch("ns/group", 3);

    private static void assertSame(WatchGraph graph, WatchGraph fresh, List<RosterMember> members, String when) {
        for (RosterMember member : members) {
            MemberId id = member.id();
            boolean same = graph.contains(id) == fresh.contains(id)
                    && List.copyOf(graph.observersOf(id)).equals(List.copyOf(fresh.observersOf(id)))
                    && graph.subjectsOf(id).equals(fresh.subjectsOf(id));
            assertThat(same)
                    .as(
                            "%s of %d members, %s: watched by %s and not %s, watches %s and not %s",
                            id,
                            members.size(),
                            when,
                            graph.observersOf(id),
                            fresh.observersOf(id),
                            graph.subjectsOf(id),
                            fresh.subjectsOf(id))
                    .isTrue();
        }
    }

    /** From nobody to everybody, then at random to and fro, over groups with many nodes and with few. */
    @ParameterizedTest
    @CsvSource({
        "1, 2, 2, 5",
        "2, 3, 3, 5",
        "3, 8, 8, 5",
        "4, 8, 3, 5",
        "5, 8, 1, 5",
        "6, 20, 20, 5",
        "7, 20, 6, 5",
        "8, 20, 7, 5",
        "9, 20, 2, 5",
        "10, 40, 40, 1",
        "11, 40, 30, 2",
        "12, 40, 40, 16",
        "13, 90, 90, 5",
        "14, 90, 12, 5",
        "15, 90, 4, 3",
        "16, 150, 150, 10",
        "17, 150, 40, 3",
        "18, 150, 2, 2"
    })
    void isTheSameAsOneBuiltAtOnce(long seed, int size, int nodes, int ringCount) {
        Random random = new Random(seed);
        List<RosterMember> members = Groups.scattered(size, nodes, random);
        Rings rings = Rings.of(EPOCH, members, ringCount);
        Set<MemberId> present = new HashSet<>();
        WatchGraph graph = new WatchGraph(rings, present::contains);
        for (int change = 0; change < 4 * size; change++) {
            MemberId id =
                    members.get(change < size ? change : random.nextInt(size)).id();
            boolean comes = change < size || !present.contains(id);
            graph = comes ? graph.with(id) : graph.without(id);
            if (comes) {
                present.add(id);
            } else {
                present.remove(id);
            }
            assertSame(graph, new WatchGraph(rings, present::contains), members, "change " + change);
        }
    }

    @Test
    void aLargeGroupStaysExactThroughAHundredConvictions() {
        Random random = new Random(19);
        List<RosterMember> members = Groups.scattered(1_000, 300, random);
        Rings rings = Rings.of(EPOCH, members, 5);
        Set<MemberId> gone = new HashSet<>();
        WatchGraph graph = new WatchGraph(rings, id -> true);
        for (int i = 0; i < 100; i++) {
            MemberId id = members.get(random.nextInt(members.size())).id();
            gone.add(id);
            graph = graph.without(id);
        }
        assertSame(graph, new WatchGraph(rings, id -> !gone.contains(id)), members, "after convictions");
        for (MemberId id : gone) {
            graph = graph.with(id);
        }
        assertSame(graph, new WatchGraph(rings, id -> true), members, "after acquittals");
    }

    @Test
    void whatChangesNothingGivesTheSameGraph() {
        List<RosterMember> members = Groups.members(9, i -> i);
        WatchGraph graph = new WatchGraph(EPOCH, members, 5);
        MemberId first = members.getFirst().id();
        MemberId stranger = new MemberId("stranger");
        assertThat(graph.with(first)).isSameAs(graph);
        assertThat(graph.with(stranger)).isSameAs(graph);
        assertThat(graph.without(stranger)).isSameAs(graph);
        WatchGraph fewer = graph.without(first);
        assertThat(fewer.without(first)).isSameAs(fewer);
        assertThat(graph.contains(first)).isTrue();
        assertThat(fewer.contains(first)).isFalse();
        assertThat(graph.observersOf(first)).hasSize(5);
        assertThat(fewer.observersOf(first)).isEmpty();
    }
}
