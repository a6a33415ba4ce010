package dev.fusebox.core.overlay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fusebox.core.roster.DetectionSettings;
import dev.fusebox.core.roster.Fate;
import dev.fusebox.core.roster.GroupEpoch;
import dev.fusebox.core.roster.MemberId;
import dev.fusebox.core.roster.Roster;
import dev.fusebox.core.roster.RosterMember;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SharedGraphsTest {
    private static final RosterMember JOINER = new RosterMember(new MemberId("m9"), "m9", "host:1", "n9", "", 2);

    private final List<RosterMember> founders = Groups.members(9, i -> i);
    private final SharedGraphs graphs = new SharedGraphs();

    private static Roster roster(long epoch, long revision, List<RosterMember> members) {
        return new Roster(
                new GroupEpoch("g", epoch), revision, members, DetectionSettings.DEFAULTS, Fate.NOTIFY, false);
    }

    @Test
    void membersWithEqualRostersShareOneGraph() {
        assertThat(graphs.of(roster(1, 1, founders))).isSameAs(graphs.of(roster(1, 1, founders)));
    }

    @Test
    void anotherEpochOrRevisionHasAnotherGraph() {
        WatchGraph first = graphs.of(roster(1, 1, founders)).founders();
        assertThat(graphs.of(roster(2, 1, founders)).founders()).isNotSameAs(first);
        assertThat(graphs.of(roster(1, 2, founders)).founders()).isNotSameAs(first);
    }

    @Test
    void joinersStandInTheRingsButTakeNoPartYet() {
        List<RosterMember> members = new ArrayList<>(founders);
        members.add(JOINER);
        SharedGraphs.Plan plan = graphs.of(roster(1, 2, members));
        assertThat(plan.rings().size()).isEqualTo(10);
        assertThat(plan.founders().contains(JOINER.id())).isFalse();
        assertThat(plan.founders().with(JOINER.id()).observersOf(JOINER.id())).hasSize(5);
    }

    @Test
    void whatWasNotAskedForInALongTimeIsMadeAnewAndEqual() {
        SharedGraphs.Plan first = graphs.of(roster(1, 1, founders));
        for (int epoch = 2; epoch < 20; epoch++) {
            graphs.of(roster(epoch, 1, founders));
        }
        SharedGraphs.Plan again = graphs.of(roster(1, 1, founders));
        assertThat(again).isNotSameAs(first);
        assertThat(Groups.edges(again.founders(), founders)).isEqualTo(Groups.edges(first.founders(), founders));
    }
}
