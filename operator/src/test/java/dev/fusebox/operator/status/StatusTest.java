package dev.fusebox.operator.status;

import static dev.fusebox.operator.status.Groups.A;
import static dev.fusebox.operator.status.Groups.B;
import static dev.fusebox.operator.status.Groups.CASE;
import static dev.fusebox.operator.status.Groups.EARLY;
import static dev.fusebox.operator.status.Groups.LATE;
import static dev.fusebox.operator.status.Groups.condition;
import static dev.fusebox.operator.status.Groups.first;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fusebox.api.v1alpha1.FailureGroupStatus;
import dev.fusebox.operator.health.Case;
import dev.fusebox.operator.health.Fuse;
import dev.fusebox.operator.health.GroupState;
import dev.fusebox.operator.health.Happening;
import dev.fusebox.operator.health.RemediationView;
import dev.fusebox.operator.roster.PodFact;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StatusTest {
    private static final PodFact BARE = Groups.pod("bare", false);

    private static GroupState state(long epoch, Fuse fuse, List<PodFact> pods, List<Case> open) {
        return Groups.state(epoch, fuse, pods, open, RemediationView.EMPTY);
    }

    @Test
    void theFirstStatusHasAllConditionsEachWithACamelCaseReason() {
        FailureGroupStatus status = first(state(0, Fuse.NONE, List.of(), List.of()));
        assertThat(status.conditions)
                .extracting(Condition::getType)
                .containsExactly(
                        "Ready",
                        "Reconciling",
                        "Stalled",
                        "MembersInjected",
                        "FuseIntact",
                        "LinksHealthy",
                        "RemediationAllowed",
                        "StormActive");
        assertThat(status.conditions)
                .allSatisfy(c -> assertThat(c.getReason()).matches("[A-Z][A-Za-z]+"))
                .allSatisfy(c -> assertThat(c.getObservedGeneration()).isEqualTo(4));
        assertThat(status.observedGeneration).isEqualTo(4);
    }

    @Test
    void aSelectorThatMatchesNothingSaysSo() {
        Condition ready = condition(first(state(0, Fuse.NONE, List.of(), List.of())), "Ready");
        assertThat(ready.getStatus()).isEqualTo("False");
        assertThat(ready.getReason()).isEqualTo("NoPodsSelected");
        assertThat(ready.getMessage()).contains("selector");
    }

    @Test
    void podsWithoutAnAgentAreNamed() {
        Condition injected = condition(first(state(1, Fuse.INTACT, List.of(A, B, BARE), List.of())), "MembersInjected");
        assertThat(injected.getStatus()).isEqualTo("False");
        assertThat(injected.getReason()).isEqualTo("AgentMissing");
        assertThat(injected.getMessage()).contains("pod-bare").doesNotContain("pod-a");
    }

    @Test
    void nothingIsDoneInModeObserve() {
        Condition allowed = condition(first(state(1, Fuse.INTACT, List.of(A, B), List.of())), "RemediationAllowed");
        assertThat(allowed.getStatus()).isEqualTo("False");
        assertThat(allowed.getReason()).isEqualTo("ModeObserve");
    }

    @Test
    void aConditionKeepsItsTimeWhileItsStatusStands() {
        FailureGroupStatus intact = first(state(1, Fuse.INTACT, List.of(A, B), List.of()));
        FailureGroupStatus burnt =
                StatusComposer.compose(state(1, Fuse.BURNT, List.of(A, B), List.of()), Optional.of(intact), LATE);
        assertThat(condition(burnt, "FuseIntact").getStatus()).isEqualTo("False");
        assertThat(condition(burnt, "FuseIntact").getLastTransitionTime()).isEqualTo(LATE.toString());
        assertThat(condition(burnt, "StormActive").getLastTransitionTime()).isEqualTo(EARLY.toString());
    }

    @Test
    void theSameStateGivesTheSameStatusWheneverItIsAsked() {
        GroupState state = state(1, Fuse.BURNT, List.of(A, B), List.of(CASE));
        FailureGroupStatus before = first(state);
        assertThat(StatusComposer.compose(state, Optional.of(before), LATE))
                .usingRecursiveComparison()
                .isEqualTo(before);
        assertThat(Transitions.between(Optional.of(before), before)).isEmpty();
    }

    @Test
    void aCaseCountsAsSuspectedAndNotAsHealthy() {
        FailureGroupStatus status = first(state(2, Fuse.INTACT, List.of(A, B), List.of(CASE)));
        assertThat(status.members.selected).isEqualTo(2);
        assertThat(status.members.suspected).isEqualTo(1);
        assertThat(status.members.healthy).isEqualTo(1);
        assertThat(status.suspects).singleElement().satisfies(s -> {
            assertThat(s.podName).isEqualTo("pod-a");
            assertThat(s.verdict).isEqualTo("Unreachable");
            assertThat(s.votes).isEqualTo(3);
        });
    }

    @Test
    void anIncidentNamesCauseOriginAndNumbers() {
        FailureGroupStatus status = first(state(1, Fuse.BURNT, List.of(A, B), List.of()));
        assertThat(status.incidents).singleElement().satisfies(i -> {
            assertThat(i.id).isEqualTo("1-1");
            assertThat(i.cause).isEqualTo("Unreachable pod-a");
            assertThat(i.origin).isEqualTo("pod-b");
            assertThat(i.notifiedMembers).isEqualTo(1);
            assertThat(i.detectionMilliseconds).isEqualTo(430);
        });
    }

    @Test
    void aBurnAndAReformAreOneEventEach() {
        FailureGroupStatus intact = first(state(1, Fuse.INTACT, List.of(A, B), List.of()));
        FailureGroupStatus burnt = first(state(1, Fuse.BURNT, List.of(A, B), List.of()));
        FailureGroupStatus forming = first(state(2, Fuse.FORMING, List.of(A, B), List.of()));
        FailureGroupStatus reformed = first(state(2, Fuse.INTACT, List.of(A, B), List.of()));
        assertThat(reasons(intact, burnt)).containsExactly("FuseBurnt");
        assertThat(reasons(burnt, forming)).isEmpty();
        assertThat(reasons(forming, reformed)).containsExactly("GroupReformed");
    }

    @Test
    void theFirstEpochIsNoReform() {
        FailureGroupStatus forming = first(state(1, Fuse.FORMING, List.of(A, B), List.of()));
        FailureGroupStatus intact = first(state(1, Fuse.INTACT, List.of(A, B), List.of()));
        assertThat(reasons(forming, intact)).isEmpty();
    }

    @Test
    void whatHappensToAMemberHasItsReason() {
        assertThat(Transitions.of(new Happening.Suspected("p")).reason()).isEqualTo("MemberSuspected");
        assertThat(Transitions.of(new Happening.Failed(CASE)))
                .isEqualTo(new GroupEvent(true, "MemberUnreachable", "pod-a on n1: Unreachable, 3 of 4 votes"));
        assertThat(Transitions.of(new Happening.Recovered(CASE)).warning()).isFalse();
        assertThat(Transitions.of(new Happening.Left("p")).reason()).isEqualTo("MemberLeft");
    }

    @Test
    void anInvalidSpecIsStalledAndKeepsWhatWasKnown() {
        FailureGroupStatus before = first(state(3, Fuse.INTACT, List.of(A, B), List.of()));
        FailureGroupStatus status =
                InvalidSpec.status("spec.minMembers must be 2 to 1000", 9, Optional.of(before), LATE);
        assertThat(status.epoch).isEqualTo(3);
        assertThat(status.observedGeneration).isEqualTo(9);
        assertThat(condition(status, "Stalled").getStatus()).isEqualTo("True");
        assertThat(condition(status, "Stalled").getMessage()).contains("minMembers");
        assertThat(status.conditions).hasSize(8);
    }

    private static List<String> reasons(FailureGroupStatus before, FailureGroupStatus after) {
        return Transitions.between(Optional.of(before), after).stream()
                .map(GroupEvent::reason)
                .toList();
    }
}
