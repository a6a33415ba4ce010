package dev.fusebox.core.member;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fusebox.core.roster.MemberId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Asker a on node 1 wants to reach subject x on node 2. */
class HelperChoiceTest {
    private final Map<MemberId, String> nodes = new HashMap<>();

    private static MemberId id(String name) {
        return new MemberId(name);
    }

    private List<MemberId> choose(int wanted, long seed, Set<MemberId> distrusted, String... atNodes) {
        nodes.put(id("a"), "1");
        nodes.put(id("x"), "2");
        Stream.of(atNodes).forEach(m -> nodes.put(id(m.substring(0, 1)), m.substring(2)));
        List<MemberId> others =
                nodes.keySet().stream().filter(m -> !m.equals(id("a"))).sorted().toList();
        return new HelperChoice(id("a"), id("x"), nodes)
                .among(others, distrusted, wanted, new Random(seed * 0x9E3779B97F4A7C15L));
    }

    @Test
    void neverTheSubjectNorItsNodeNorSomeoneDistrusted() {
        for (int seed = 0; seed < 100; seed++) {
            assertThat(choose(9, seed, Set.of(id("d")), "b@2", "c@3", "d@4", "e@5"))
                    .containsExactlyInAnyOrder(id("c"), id("e"));
        }
    }

    @Test
    void theAskersOwnNodeComesLast() {
        for (int seed = 0; seed < 100; seed++) {
            assertThat(choose(2, seed, Set.of(), "b@1", "c@3", "d@4")).containsExactlyInAnyOrder(id("c"), id("d"));
            assertThat(choose(3, seed, Set.of(), "b@1", "c@3", "d@4")).endsWith(id("b"));
        }
    }

    @Test
    void asManyAsWantedAtRandomAndTheSameForTheSameSeed() {
        Set<List<MemberId>> seen = new HashSet<>();
        for (int seed = 0; seed < 100; seed++) {
            List<MemberId> chosen = choose(2, seed, Set.of(), "b@3", "c@4", "d@5", "e@6");
            assertThat(chosen).hasSize(2).doesNotHaveDuplicates();
            assertThat(choose(2, seed, Set.of())).isEqualTo(chosen);
            seen.add(chosen);
        }
        assertThat(seen).hasSize(12);
    }

    @Test
    void theOrderOfTheRosterAndTheSeedAloneDecide() {
        List<MemberId> others = Stream.of("b", "c", "d", "e", "f", "g", "h", "i")
                .map(HelperChoiceTest::id)
                .toList();
        List<MemberId> shuffled = new ArrayList<>(others);
        Collections.shuffle(shuffled, new Random(7));
        assertThat(new HelperChoice(id("a"), id("x"), Map.of(id("a"), "1", id("x"), "2"))
                        .among(others, Set.of(), 8, new Random(7)))
                .isEqualTo(shuffled);
    }

    @Test
    void nobodyIfNobodyIsWanted() {
        assertThat(choose(0, 1, Set.of(), "b@3")).isEmpty();
    }

    @Test
    void someoneBesideTheSubjectWhereThereIsNobodyElse() {
        assertThat(choose(3, 1, Set.of(), "b@2", "c@2")).containsExactlyInAnyOrder(id("b"), id("c"));
        assertThat(choose(3, 1, Set.of(), "b@2", "c@3")).containsExactly(id("c"));
    }

    /** One seed, one choice: in every process, whatever order its hash tables have. */
    @Test
    void dependsOnTheOrderGivenAndOnTheSeedAndOnNothingElse() {
        List<MemberId> others =
                IntStream.range(0, 30).mapToObj(i -> new MemberId("other-" + i)).toList();
        Map<MemberId, String> nodes = new HashMap<>();
        others.forEach(other -> nodes.put(other, "node of " + other));
        List<MemberId> expected = new ArrayList<>(others);
        Collections.shuffle(expected, new Random(7));
        assertThat(new HelperChoice(new MemberId("asker"), new MemberId("subject"), nodes)
                        .among(others, Set.of(), 30, new Random(7)))
                .containsExactlyElementsOf(expected);
    }
}
