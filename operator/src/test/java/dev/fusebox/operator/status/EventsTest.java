package dev.fusebox.operator.status;

import static dev.fusebox.operator.status.Groups.A;
import static dev.fusebox.operator.status.Groups.B;
import static dev.fusebox.operator.status.Groups.blocks;
import static dev.fusebox.operator.status.Groups.burnt;
import static dev.fusebox.operator.status.Groups.first;
import static dev.fusebox.operator.status.Groups.next;
import static dev.fusebox.operator.status.Groups.policy;
import static dev.fusebox.operator.status.Groups.restart;
import static dev.fusebox.operator.status.Groups.stalled;
import static dev.fusebox.operator.status.Groups.state;
import static dev.fusebox.operator.status.Groups.view;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fusebox.api.v1alpha1.FailureGroupStatus;
import dev.fusebox.operator.health.Fuse;
import dev.fusebox.operator.health.Happening;
import dev.fusebox.operator.health.RemediationView;
import dev.fusebox.operator.health.RemediationView.Stall.Kind;
import dev.fusebox.operator.health.judgement.Action;
import dev.fusebox.operator.roster.RemediationPolicy.Mode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class EventsTest {
    private static final FailureGroupStatus CALM =
            first(state(1, Fuse.INTACT, List.of(A, B), List.of(), view(Mode.ENFORCE)));

    private static FailureGroupStatus with(RemediationView view) {
        return next(state(1, Fuse.INTACT, List.of(A, B), List.of(), view), CALM);
    }

    private static RemediationView storm() {
        return new RemediationView(
                policy(Mode.ENFORCE), List.of(), Set.of(), Map.of(), Optional.empty(), true, List.of());
    }

    private static List<String> between(FailureGroupStatus before, FailureGroupStatus after) {
        return Transitions.between(Optional.of(before), after).stream()
                .map(GroupEvent::reason)
                .toList();
    }

    @Test
    void aStormIsToldWhenItBeginsAndNotWhenItEnds() {
        FailureGroupStatus storm = with(storm());
        assertThat(between(CALM, storm)).containsExactly("StormStarted");
        assertThat(between(storm, CALM)).isEmpty();
    }

    @Test
    void aSpentBudgetIsToldOnce() {
        FailureGroupStatus spent = with(stalled(Kind.BUDGET_EXHAUSTED, "5 of 5 actions in 3600 s"));
        assertThat(between(CALM, spent)).containsExactly("BudgetExhausted");
        FailureGroupStatus ofLineage = with(stalled(Kind.LINEAGE_EXHAUSTED, "3 of 3 actions in an hour"));
        assertThat(between(CALM, ofLineage)).containsExactly("BudgetExhausted");
        assertThat(between(spent, ofLineage)).isEmpty();
        assertThat(between(CALM, with(stalled(Kind.PDB_BLOCKED, "none may go"))))
                .isEmpty();
    }

    /** What NodeHealthCheck's documentation promises of its events: one for each transition, however often one looks. */
    @Test
    void eventOncePerTransition() {
        List<String> told = new ArrayList<>();
        FailureGroupStatus standing = CALM;
        for (int look = 0; look < 1_000; look++) {
            FailureGroupStatus seen = next(burnt(storm()), standing);
            told.addAll(between(standing, seen));
            standing = seen;
        }
        assertThat(told).containsExactly("FuseBurnt", "StormStarted");
    }

    @Test
    void whatIsDoneToAPodNamesThePodAndItsNode() {
        assertThat(Transitions.of(new Happening.ActionPlanned(restart("a"), "Unreachable by 3 of 4")))
                .isEqualTo(new GroupEvent(false, "ActionPlanned", "Restart of pod-a on n1: Unreachable by 3 of 4"));
        assertThat(Transitions.of(new Happening.ActionTaken(restart("a"), "Obeyed", "")))
                .isEqualTo(new GroupEvent(false, "ActionTaken", "Restart of pod-a on n1: Obeyed"));
        assertThat(Transitions.of(new Happening.ActionSkipped(restart("a"), "NoQuorum", "2 of 3 nodes")))
                .isEqualTo(new GroupEvent(
                        false, "ActionSkipped", "Restart of pod-a on n1 not done: NoQuorum, 2 of 3 nodes"));
        assertThat(Transitions.of(new Happening.DryRun(restart("a"))))
                .isEqualTo(
                        new GroupEvent(false, "DryRunAction", "Restart of pod-a on n1 would be done in mode Enforce"));
    }

    @Test
    void whatIsDoneToANodeIsSeenAtTheNodeToo() {
        Action cordon = new Action.OnNode(Action.OnNode.Kind.CORDON, "n1", "node-uid", "");
        assertThat(Transitions.of(new Happening.ActionTaken(cordon, "Done", "")).message())
                .isEqualTo("Cordon of node n1: Done");
        GroupEvent cordoned = Transitions.of(new Happening.NodeCordoned("n1", "node-uid", "Lease stale"));
        assertThat(cordoned)
                .isEqualTo(new GroupEvent(
                        true,
                        "NodeCordoned",
                        "node n1: Lease stale",
                        Optional.of(new GroupEvent.Node("n1", "node-uid"))));
        GroupEvent undone = Transitions.of(new Happening.NodeUncordoned("n1", "node-uid", "well for 30 s"));
        assertThat(undone.reason()).isEqualTo("NodeUncordoned");
        assertThat(undone.warning()).isFalse();
        assertThat(undone.node()).contains(new GroupEvent.Node("n1", "node-uid"));
    }

    @Test
    void aReporterThatIsNotBelievedIsNamed() {
        assertThat(Transitions.of(new Happening.ReporterQuarantined("pod-a", "contradicted 3 times in an hour")))
                .isEqualTo(new GroupEvent(true, "ReporterQuarantined", "pod-a: contradicted 3 times in an hour"));
    }

    @Test
    void aBlockedCaseChangesTheStatusAndIsToldByItsDecisionOnly() {
        assertThat(between(first(burnt(view(Mode.ENFORCE))), first(burnt(view(Mode.ENFORCE, blocks("a", "R", "m"))))))
                .isEmpty();
    }
}
