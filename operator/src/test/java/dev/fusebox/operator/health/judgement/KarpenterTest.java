package dev.fusebox.operator.health.judgement;

import static dev.fusebox.operator.health.judgement.Pool.blockedFor;
import static dev.fusebox.operator.health.judgement.Pool.failed;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fusebox.operator.roster.RemediationPolicy.Share;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What Karpenter's node repair is documented to do: none of its safeties may be missing here. */
class KarpenterTest {
    @ParameterizedTest
    @CsvSource({"10, 3", "20, 5", "50, 11", "100, 21"})
    void moreThanTwentyPercentUnhealthyStops(int nodes, int failed) {
        assertThat(blockedFor(failed(nodes, failed, new Share(100, true)), RuleReason.BREAKER_OPEN))
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({"3, 1", "4, 1", "10, 1", "20, 2", "100, 10"})
    void belowThatNodesAreRepaired(int nodes, int failed) {
        assertThat(failed(nodes, failed, new Share(100, true)).judge().allowed())
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({"3, 2", "4, 2", "5, 2", "6, 2"})
    void smallPoolsMayLoseOneNodeAndNoMore(int nodes, int failed) {
        assertThat(blockedFor(failed(nodes, failed, new Share(100, true)), RuleReason.BREAKER_OPEN))
                .isTrue();
    }

    @Test
    void aPoolOfTwoIsNotRepairedAtAll_aQuorumNeedsTwoOthers() {
        assertThat(blockedFor(failed(2, 1, new Share(100, true)), RuleReason.NO_QUORUM))
                .isTrue();
    }

    @Test
    void repairIgnoresDisruptionBudgetsThere_hereARefusalIsWaitedFor() {
        Scene scene = new Scene();
        scene.refusedAge = OptionalLong.of(0);
        assertThat(blockedFor(scene, RuleReason.PDB_BLOCKED)).isTrue();
    }
}
