package dev.fusebox.operator.status;

import static dev.fusebox.operator.status.Groups.A;
import static dev.fusebox.operator.status.Groups.B;
import static dev.fusebox.operator.status.Groups.CASE;
import static dev.fusebox.operator.status.Groups.allows;
import static dev.fusebox.operator.status.Groups.blocks;
import static dev.fusebox.operator.status.Groups.burnt;
import static dev.fusebox.operator.status.Groups.condition;
import static dev.fusebox.operator.status.Groups.first;
import static dev.fusebox.operator.status.Groups.next;
import static dev.fusebox.operator.status.Groups.policy;
import static dev.fusebox.operator.status.Groups.stalled;
import static dev.fusebox.operator.status.Groups.state;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fusebox.api.v1alpha1.FailureGroupStatus;
import dev.fusebox.operator.health.Fuse;
import dev.fusebox.operator.health.GroupState;
import dev.fusebox.operator.health.RemediationView;
import dev.fusebox.operator.health.RemediationView.Stall.Kind;
import dev.fusebox.operator.health.judgement.Action;
import dev.fusebox.operator.health.judgement.Decision;
import dev.fusebox.operator.health.judgement.RuleOutcome;
import dev.fusebox.operator.roster.RemediationPolicy;
import dev.fusebox.operator.roster.RemediationPolicy.Mode;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RemediationConditionsTest {
    private static Condition allowed(RemediationView view) {
        return condition(first(burnt(view)), "RemediationAllowed");
    }

    private static void says(Condition condition, String status, String reason) {
        assertThat(condition.getStatus() + " " + condition.getReason()).isEqualTo(status + " " + reason);
    }

    private static RemediationView view(RemediationPolicy policy, boolean storm) {
        return new RemediationView(policy, List.of(), Set.of(), Map.of(), Optional.empty(), storm, List.of());
    }

    @Test
    void inModeObserveNothingElseMatters() {
        says(allowed(Groups.view(Mode.OBSERVE, blocks("a", "NoQuorum", "2 of 3"))), "False", "ModeObserve");
    }

    @Test
    void aPauseIsNamed() {
        Condition paused = allowed(view(policy(Mode.ENFORCE, "upgrade", "audit"), false));
        says(paused, "False", "Paused");
        assertThat(paused.getMessage()).isEqualTo("paused: upgrade, audit");
    }

    @Test
    void inModeEnforceWithoutObjectionsItIsAllowed() {
        says(allowed(Groups.view(Mode.ENFORCE)), "True", "Allowed");
        says(allowed(Groups.view(Mode.ENFORCE, allows("a", false))), "True", "Allowed");
    }

    @Test
    void aDryRunIsNeverAllowedAndStillNamesTheRuleThatWouldBlock() {
        says(allowed(Groups.view(Mode.DRY_RUN, allows("a", true))), "False", "ModeDryRun");
        says(allowed(Groups.view(Mode.DRY_RUN, blocks("a", "NoQuorum", "2 of 3"))), "False", "NoQuorum");
    }

    @Test
    void theFirstRuleThatDoesNotHoldIsTheReason() {
        Decision twice = new Decision(
                "a",
                Groups.restart("a"),
                List.of(
                        new RuleOutcome("Quorum", true, "Quorum", "ok"),
                        new RuleOutcome("Channels", false, "LeaseFresh", "renewed 1 s ago"),
                        new RuleOutcome("Budget", false, "TooSoon", "20 s")),
                false);
        Condition allowed = allowed(Groups.view(Mode.ENFORCE, twice));
        says(allowed, "False", "LeaseFresh");
        assertThat(allowed.getMessage()).isEqualTo("pod-a: renewed 1 s ago");
    }

    @Test
    void oneCaseThatMayBeActedOnIsEnough() {
        says(
                allowed(Groups.view(Mode.ENFORCE, blocks("a", "NoQuorum", "2 of 3"), allows("b", false))),
                "True",
                "Allowed");
    }

    @Test
    void aCaseThatCallsForNothingBlocksNothing() {
        Decision nothing = new Decision(
                "a",
                new Action.None(),
                List.of(new RuleOutcome("Mode", false, "NoActionConfigured", "podAction is None")),
                false);
        says(allowed(Groups.view(Mode.ENFORCE, nothing)), "True", "Allowed");
    }

    @Test
    void figuresThatMoveDoNotRewriteTheStatus() {
        FailureGroupStatus before = first(burnt(Groups.view(Mode.ENFORCE, blocks("a", "NoQuorum", "2 of 3 nodes"))));
        FailureGroupStatus after =
                next(burnt(Groups.view(Mode.ENFORCE, blocks("a", "NoQuorum", "1 of 3 nodes"))), before);
        assertThat(after).usingRecursiveComparison().isEqualTo(before);
    }

    @Test
    void anotherReasonOrAnotherMemberDoes() {
        FailureGroupStatus before = first(burnt(Groups.view(Mode.ENFORCE, blocks("a", "NoQuorum", "2 of 3 nodes"))));
        Condition other = condition(
                next(burnt(Groups.view(Mode.ENFORCE, blocks("a", "TooSoon", "20 s"))), before), "RemediationAllowed");
        assertThat(other.getMessage()).isEqualTo("pod-a: 20 s");
        GroupState aboutB = state(
                1,
                Fuse.BURNT,
                List.of(A, B),
                List.of(CASE, Groups.of("b")),
                Groups.view(Mode.ENFORCE, blocks("b", "NoQuorum", "1 of 3 nodes")));
        assertThat(condition(next(aboutB, before), "RemediationAllowed").getMessage())
                .isEqualTo("pod-b: 1 of 3 nodes");
    }

    @Test
    void aStormStopsActionsAndHasItsOwnCondition() {
        FailureGroupStatus storm = first(burnt(view(policy(Mode.ENFORCE), true)));
        says(condition(storm, "StormActive"), "True", "ManyFailures");
        says(condition(storm, "RemediationAllowed"), "False", "StormActive");
        says(condition(first(burnt(Groups.view(Mode.ENFORCE))), "StormActive"), "False", "NoStorm");
    }

    @ParameterizedTest
    @CsvSource({
        "BUDGET_EXHAUSTED,BudgetExhausted,True",
        "LINEAGE_EXHAUSTED,LineageExhausted,False",
        "PDB_BLOCKED,PDBBlocked,False",
        "REFORM_MANUAL,ReformManual,False",
        "REPLACEMENTS_CANNOT_START,ReplacementsCannotStart,False",
        "RIGHTS_MISSING,RightsMissing,True"
    })
    void whatWaitsForAPersonIsStalledAndNotReconciling(Kind kind, String reason, boolean stopsActions) {
        FailureGroupStatus status = first(burnt(stalled(kind, "set fusebox.dev/resume")));
        says(condition(status, "Stalled"), "True", reason);
        assertThat(condition(status, "Stalled").getMessage()).isEqualTo("set fusebox.dev/resume");
        says(condition(status, "Reconciling"), "False", reason);
        says(
                condition(status, "RemediationAllowed"),
                stopsActions ? "False" : "True",
                stopsActions ? reason : "Allowed");
    }

    @Test
    void aGroupIsNeverReconcilingAndStalledAtOnce() {
        for (Fuse fuse : Fuse.values()) {
            FailureGroupStatus status = first(
                    state(1, fuse, List.of(A, B), List.of(), stalled(Kind.PDB_BLOCKED, "the budget allows none")));
            assertThat(condition(status, "Reconciling").getStatus()).isEqualTo("False");
        }
    }

    @Test
    void aMessageIsCutToWhatTheApiServerTakes() {
        Condition stalled = condition(first(burnt(stalled(Kind.PDB_BLOCKED, "x".repeat(2_000)))), "Stalled");
        assertThat(stalled.getMessage()).hasSize(1_024).endsWith("...");
    }
}
