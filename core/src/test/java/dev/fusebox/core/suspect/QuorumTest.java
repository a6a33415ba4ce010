package dev.fusebox.core.suspect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fusebox.core.roster.MemberId;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuorumTest {
    /** Members written as {@code name@node}. */
    private static Set<MemberId> members(Map<MemberId, String> nodes, String... atNodes) {
        Set<MemberId> members = new LinkedHashSet<>();
        for (String atNode : atNodes) {
            int at = atNode.indexOf('@');
            MemberId id = new MemberId(atNode.substring(0, at));
            nodes.put(id, atNode.substring(at + 1));
            members.add(id);
        }
        return members;
    }

    /** H = max(2, ceil(2K'/3)), L = ceil(K'/3). */
    @ParameterizedTest
    @CsvSource({
        "1, 2, 1",
        "2, 2, 1",
        "3, 2, 1",
        "4, 3, 2",
        "5, 4, 2",
        "6, 4, 2",
        "7, 5, 3",
        "8, 6, 3",
        "9, 6, 3",
        "10, 7, 4",
        "16, 11, 6",
    })
    void highAndLowAreTwoThirdsAndOneThirdRoundedUp(int size, int high, int low) {
        assertThat(new Quorum(size, true).high()).isEqualTo(high);
        assertThat(new Quorum(size, true).low()).isEqualTo(low);
    }

    @Test
    void distinctNodesCountWhereThereAreTwo() {
        Map<MemberId, String> nodes = new HashMap<>();
        Set<MemberId> observers = members(nodes, "a@n1", "b@n1", "c@n2", "d@n2", "e@n3");
        Quorum quorum = Quorum.of(observers, nodes);
        assertThat(quorum).isEqualTo(new Quorum(3, true));
        assertThat(quorum.count(members(nodes, "a@n1", "b@n1"), nodes)).isEqualTo(1);
        assertThat(quorum.count(members(nodes, "a@n1", "c@n2"), nodes)).isEqualTo(2);
        assertThat(quorum.count(observers, nodes)).isEqualTo(3);
    }

    @Test
    void observersCountWhereAllAreOnOneNode() {
        Map<MemberId, String> nodes = new HashMap<>();
        Set<MemberId> observers = members(nodes, "a@n1", "b@n1", "c@n1");
        Quorum quorum = Quorum.of(observers, nodes);
        assertThat(quorum).isEqualTo(new Quorum(3, false));
        assertThat(quorum.count(members(nodes, "a@n1", "b@n1"), nodes)).isEqualTo(2);
    }

    @Test
    void oneObserverIsAQuorumOfOne() {
        Map<MemberId, String> nodes = new HashMap<>();
        assertThat(Quorum.of(members(nodes, "a@n1"), nodes)).isEqualTo(new Quorum(1, false));
    }
}
