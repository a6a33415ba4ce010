package dev.fusebox.operator.health.judgement;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fusebox.operator.health.judgement.Budget.Standing;
import dev.fusebox.operator.roster.Owner;
import dev.fusebox.operator.roster.RemediationPolicy;
import dev.fusebox.operator.roster.TestingPolicy;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Five actions an hour per group, a minute apart; three an hour per lineage; sixty an hour for the cluster. */
class BudgetTest {
    private static final long SECOND = 1_000_000_000L;
    private static final RemediationPolicy POLICY = new Scene().policy();

    private final Budget budget = new Budget();

    private Standing at(long seconds, String group, String lineage) {
        return budget.standing(group, lineage, POLICY, seconds * SECOND);
    }

    private boolean spend(long seconds, String group, String lineage) {
        return budget.spend(group, lineage, POLICY, seconds * SECOND);
    }

    @Test
    void theFirstIsFree() {
        assertThat(at(0, "g", "l")).isEqualTo(Standing.AVAILABLE);
        assertThat(spend(0, "g", "l")).isTrue();
    }

    @Test
    void theNextOfTheSameGroupComesAMinuteLater() {
        spend(0, "g", "l");
        assertThat(at(59, "g", "l2")).isEqualTo(Standing.TOO_SOON);
        assertThat(spend(59, "g", "l2")).isFalse();
        assertThat(at(60, "g", "l2")).isEqualTo(Standing.AVAILABLE);
        assertThat(at(1, "other", "l2")).isEqualTo(Standing.AVAILABLE);
    }

    @Test
    void aGroupThatHasSpentAllIsStalledUntilAPersonResumesIt() {
        for (int i = 0; i < 5; i++) {
            assertThat(budget.stalled("g", List.of())).isFalse();
            assertThat(spend(60 * i, "g", "l" + i)).isTrue();
        }
        assertThat(budget.stalled("g", List.of())).isTrue();
        assertThat(at(100_000, "g", "l9")).isEqualTo(Standing.GROUP_SPENT);
        assertThat(spend(100_000, "g", "l9")).isFalse();
        assertThat(at(100_000, "other", "l9")).isEqualTo(Standing.AVAILABLE);
        budget.resume("g", List.of());
        assertThat(budget.stalled("g", List.of())).isFalse();
        assertThat(at(100_000, "g", "l9")).isEqualTo(Standing.AVAILABLE);
    }

    @Test
    void aSmallerBucketHoldsAtOnceAndStallsNobody() {
        spend(0, "g", "l0");
        spend(60, "g", "l1");
        RemediationPolicy smaller =
                new TestingPolicy(POLICY.mode()).maxActions(2).policy();
        assertThat(budget.standing("g", "l2", smaller, 3_599 * SECOND)).isEqualTo(Standing.GROUP_SPENT);
        assertThat(budget.standing("g", "l2", smaller, 3_600 * SECOND)).isEqualTo(Standing.AVAILABLE);
    }

    @Test
    void aTokenComesBackAWindowAfterItWasSpent() {
        for (int i = 0; i < 4; i++) {
            spend(600 * i, "g", "l" + i);
        }
        assertThat(spend(3_600, "g", "l4")).as("the first is back").isTrue();
        assertThat(budget.stalled("g", List.of())).isFalse();
        assertThat(spend(3_700, "g", "l5")).isTrue();
        assertThat(budget.stalled("g", List.of())).isTrue();
    }

    @Test
    void whatFailsThreeTimesAnHourIsNotMendedByAFourth() {
        spend(0, "g", "l");
        spend(60, "g", "l");
        spend(120, "g", "l");
        assertThat(at(3_700, "g", "l")).isEqualTo(Standing.LINEAGE_SPENT);
        assertThat(spend(3_700, "g", "l")).isFalse();
        assertThat(at(3_700, "g", "other")).isEqualTo(Standing.AVAILABLE);
        assertThat(budget.stalled("g", List.of("l"))).isTrue();
        budget.resume("g", List.of("l"));
        assertThat(at(3_700, "g", "l")).isEqualTo(Standing.AVAILABLE);
    }

    @Test
    void aLineageIsSharedByGroups() {
        spend(0, "g1", "l");
        spend(60, "g2", "l");
        spend(120, "g3", "l");
        assertThat(at(180, "g4", "l")).isEqualTo(Standing.LINEAGE_SPENT);
    }

    @Test
    void theClusterHasABudgetThatComesBackWithTime() {
        for (int i = 0; i < Budget.CLUSTER_ACTIONS; i++) {
            assertThat(spend(i, "g" + i, "l" + i)).isTrue();
        }
        assertThat(at(60, "g", "l")).isEqualTo(Standing.CLUSTER_SPENT);
        assertThat(spend(60, "g", "l")).isFalse();
        assertThat(at(3_600, "g", "l")).isEqualTo(Standing.AVAILABLE);
    }

    @Test
    void aRestartGivesNothingBack() {
        spend(0, "g", "l");
        spend(60, "g", "l");
        Budget restored = Budget.restore(budget.snapshot(90 * SECOND), -7 * SECOND);
        assertThat(restored.snapshot(-7 * SECOND)).isEqualTo(budget.snapshot(90 * SECOND));
        assertThat(restored.standing("g", "l", POLICY, 22 * SECOND)).isEqualTo(Standing.TOO_SOON);
        assertThat(restored.standing("g", "l", POLICY, 23 * SECOND)).isEqualTo(Standing.AVAILABLE);
        restored.spend("g", "l", POLICY, 23 * SECOND);
        assertThat(restored.standing("g", "l", POLICY, 100 * SECOND)).isEqualTo(Standing.LINEAGE_SPENT);
        Budget again = Budget.restore(restored.snapshot(100 * SECOND), 0);
        assertThat(again.standing("g", "l", POLICY, 9_999 * SECOND)).isEqualTo(Standing.LINEAGE_SPENT);
        assertThat(again.stalled("g", List.of("l"))).isTrue();
    }

    @Test
    void theClustersTokensOutliveARestart() {
        for (int i = 0; i < Budget.CLUSTER_ACTIONS; i++) {
            spend(i, "g" + i, "l" + i);
        }
        Budget restored = Budget.restore(budget.snapshot(60 * SECOND), 0);
        assertThat(restored.standing("g", "l", POLICY, SECOND)).isEqualTo(Standing.CLUSTER_SPENT);
    }

    @Test
    void whatIsFullAgainIsForgottenAndWhatWaitsForAPersonIsNot() {
        spend(0, "g", "l");
        spend(60, "h", "m");
        for (int i = 0; i < Budget.LINEAGE_ACTIONS; i++) {
            spend(120 + i, "g" + i, "stalled");
        }
        spend(3_600, "i", "n");
        assertThat(keys(budget.snapshot(0).groups())).containsExactly("g", "g0", "g1", "g2", "h", "i");
        assertThat(keys(budget.snapshot(0).lineages())).containsExactly("m", "n", "stalled");
        spend(86_459, "j", "o");
        assertThat(keys(budget.snapshot(0).groups())).containsExactly("g0", "g1", "g2", "h", "i", "j");
        assertThat(keys(budget.snapshot(0).lineages())).containsExactly("o", "stalled");
    }

    @Test
    void aGroupThatIsNoMoreIsForgotten() {
        spend(0, "g", "l");
        budget.forget("g");
        assertThat(budget.snapshot(0).groups()).isEmpty();
    }

    private static List<String> keys(List<Budget.Entry> entries) {
        return entries.stream().map(Budget.Entry::key).toList();
    }

    @Test
    void aLineageIsWhatOneOwnerReplacesAndAPodOfNobodyIsItsOwn() {
        Scene scene = new Scene();
        assertThat(Budget.lineage(scene.pod())).isEqualTo("StatefulSet/o1");
        scene.owner = Owner.NONE;
        assertThat(Budget.lineage(scene.pod())).isEqualTo("Pod/s");
        assertThat(Budget.lineageOfNode("n0")).isEqualTo("Node/n0");
    }
}
