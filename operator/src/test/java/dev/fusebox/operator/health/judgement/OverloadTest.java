package dev.fusebox.operator.health.judgement;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fusebox.operator.roster.RemediationPolicy.Share;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OverloadTest {
    private static final Share QUARTER = new Share(25, true);

    /** Members m0, m1, ... dealt out over nodes. */
    private static Map<String, String> group(int members, int nodes) {
        Map<String, String> nodeOf = new LinkedHashMap<>();
        IntStream.range(0, members).forEach(i -> nodeOf.put("m" + i, "n" + i % nodes));
        return nodeOf;
    }

    private static Set<String> suspects(int count) {
        return IntStream.range(0, count).mapToObj(i -> "m" + i).collect(Collectors.toSet());
    }

    @ParameterizedTest
    @CsvSource({
        // members, each on its own node; suspects; too many
        "2, 1, false",
        "2, 2, true",
        "4, 1, false",
        "4, 2, true",
        "7, 1, false",
        "7, 2, true",
        "8, 2, false",
        "8, 3, true",
        "100, 25, false",
        "100, 26, true"
    })
    void moreThanAQuarterButNeverFewerThanTwo(int members, int count, boolean tooMany) {
        assertThat(Overload.ofGroup(group(members, members), suspects(count), QUARTER))
                .isEqualTo(tooMany);
    }

    @Test
    void theMembersOfAWholeNodeCountAsOne() {
        Map<String, String> six = group(6, 3);
        assertThat(Overload.units(six, Set.of("m0", "m3"))).isEqualTo(1);
        assertThat(Overload.ofGroup(six, Set.of("m0", "m3"), QUARTER)).isFalse();
        assertThat(Overload.units(six, Set.of("m0", "m1"))).isEqualTo(2);
        assertThat(Overload.units(six, Set.of("m0", "m3", "m1"))).isEqualTo(2);
        assertThat(Overload.ofGroup(six, Set.of("m0", "m1"), QUARTER)).isTrue();
    }

    @Test
    void whoIsNotOfTheGroupDoesNotCount() {
        assertThat(Overload.units(group(6, 3), Set.of("x"))).isZero();
        assertThat(Overload.units(Map.of(), Set.of("x"))).isZero();
    }

    @Test
    void aNumberMayStandForTheShare() {
        assertThat(Overload.ofGroup(group(8, 8), suspects(3), new Share(3, false)))
                .isFalse();
        assertThat(Overload.ofGroup(group(8, 8), suspects(4), new Share(3, false)))
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        // nodes, dead, agents, silent, too much
        "3, 1, 10, 0, false", "3, 2, 10, 0, true", "19, 1, 10, 0, false", "19, 2, 10, 0, true", "20, 2, 10, 0, false",
        "20, 3, 10, 0, true", "3, 0, 10, 4, false", "3, 0, 10, 5, true", "3, 0, 11, 5, false", "3, 0, 11, 6, true",
        "0, 0, 0, 0, false"
    })
    void moreThanATenthOfTheNodesOrHalfOfTheAgents(int nodes, int dead, int agents, int silent, boolean tooMuch) {
        assertThat(Overload.ofCluster(nodes, dead, agents, silent)).isEqualTo(tooMuch);
    }
}
