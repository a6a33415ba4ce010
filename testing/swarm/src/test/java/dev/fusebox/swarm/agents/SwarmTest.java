package dev.fusebox.swarm.agents;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fusebox.core.roster.GroupEpoch;
import dev.fusebox.operator.health.Fuse;
import dev.fusebox.operator.health.GroupState;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Five agents of the swarm and the operator's own hub and gateway, over real connections. */
class SwarmTest {
    /** Each says when it attaches; kept here, for a level that nobody holds is forgotten. */
    private static final Logger OF_AGENTS = Logger.getLogger("dev.fusebox.agent");

    private static final int AGENTS = 5;
    private static final List<Member> MEMBERS =
            IntStream.range(0, AGENTS).mapToObj(TestingOperator::member).toList();

    @BeforeAll
    static void quiet() {
        OF_AGENTS.setLevel(Level.OFF);
    }

    @Test
    void formsAGroupBurnsItAndFormsTheNext() throws Exception {
        Map<GroupEpoch, Long> verdicts = new ConcurrentHashMap<>();
        try (TestingOperator operator = new TestingOperator();
                Swarm swarm = new Swarm("operator:1", target -> operator.address(), 1)) {
            operator.leads(MEMBERS);
            swarm.add(TestingOperator.KEY, MEMBERS, 100);
            operator.tells(s -> s.epoch() == 1 && isWhole(s));

            swarm.burn(TestingOperator.KEY, 2, verdicts::put);
            GroupState burnt = operator.tells(s -> s.fuse() == Fuse.BURNT);
            operator.tells(s -> s.epoch() == 2 && isWhole(s));

            assertThat(burnt.epoch()).isEqualTo(1);
            assertThat(burnt.incidents()).hasSize(1);
            assertThat(verdicts).containsOnlyKeys(new GroupEpoch(TestingOperator.KEY, 1));
            assertThat(operator.refused()).isEmpty();
        }
    }

    @Test
    void aVerdictCarriesVotesThatOpenACase() throws Exception {
        try (TestingOperator operator = new TestingOperator();
                Swarm swarm = new Swarm("operator:1", target -> operator.address(), 2)) {
            operator.leads(MEMBERS);
            swarm.add(TestingOperator.KEY, MEMBERS, 100);
            operator.tells(s -> s.epoch() == 1 && isWhole(s));

            swarm.burn(TestingOperator.KEY, 0, (epoch, nanos) -> {});
            GroupState withCase = operator.tells(s -> !s.cases().isEmpty());

            assertThat(withCase.cases()).singleElement().satisfies(c -> {
                assertThat(c.uid()).isEqualTo("uid-0");
                assertThat(c.voters()).hasSize(AGENTS - 1);
            });
        }
    }

    @Test
    void ofAHealthyGroupANewLeaderTellsNothingUntilItsAgentsAreBack() throws Exception {
        try (TestingOperator operator = new TestingOperator();
                Swarm swarm = new Swarm("operator:1", target -> operator.address(), 3)) {
            operator.leads(MEMBERS);
            swarm.add(TestingOperator.KEY, MEMBERS, 100);
            GroupState whole = operator.tells(s -> s.epoch() == 1 && isWhole(s));

            operator.leadsAgain(whole.life());
            GroupState first = operator.tells(s -> true);

            assertThat(first.epoch()).isEqualTo(1);
            assertThat(first).matches(SwarmTest::isWhole);
            assertThat(operator.refused()).isEmpty();
        }
    }

    private static boolean isWhole(GroupState state) {
        return state.fuse() == Fuse.INTACT && state.reporting() == AGENTS;
    }
}
