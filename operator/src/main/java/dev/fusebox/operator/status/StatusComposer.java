package dev.fusebox.operator.status;

import dev.fusebox.api.v1alpha1.FailureGroupStatus;
import dev.fusebox.operator.health.Case;
import dev.fusebox.operator.health.Fuse;
import dev.fusebox.operator.health.GroupState;
import dev.fusebox.operator.health.RemediationView;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/**
 * Computes a FailureGroup's status from the group's state. Pure: times that stand are taken from the status before. The leader's epoch and
 * its intent are never in it: they are applied by another field manager, and applying the rest must not touch them.
 */
public final class StatusComposer {
    private StatusComposer() {}

    /**
     * The status of that state.
     *
     * @param before the status that stands, for the times in it
     * @param now wall clock, for what is new
     */
    public static FailureGroupStatus compose(GroupState state, Optional<FailureGroupStatus> before, Instant now) {
        FailureGroupStatus status = new FailureGroupStatus();
        status.observedGeneration = state.generation();
        status.epoch = state.epoch() == 0 ? null : state.epoch();
        status.fuse = switch (state.fuse()) {
            case NONE -> null;
            case FORMING -> FailureGroupStatus.FuseState.Forming;
            case INTACT -> FailureGroupStatus.FuseState.Intact;
            case BURNT -> FailureGroupStatus.FuseState.Burnt;
        };
        status.members = new FailureGroupStatus.MemberCounts();
        status.members.selected = state.selected().size();
        status.members.reporting = state.reporting();
        status.members.suspected = state.cases().size();
        status.members.healthy = healthy(state);
        status.suspects = SuspectComposer.suspects(state);
        status.incidents = IncidentComposer.incidents(state, before);
        status.lastAction = state.remediation().done().stream()
                .findFirst()
                .map(StatusComposer::lastAction)
                .or(() -> before.map(b -> b.lastAction))
                .orElse(null);
        status.conditions = Conditions.of(
                state, before.map(b -> b.conditions).orElse(List.of()), now.truncatedTo(ChronoUnit.SECONDS));
        return status;
    }

    /** Of a status as it is stored, the part that is composed here: without the leader's epoch and its intent. */
    public static FailureGroupStatus summary(FailureGroupStatus stored) {
        FailureGroupStatus summary = new FailureGroupStatus();
        summary.observedGeneration = stored.observedGeneration;
        summary.epoch = stored.epoch;
        summary.fuse = stored.fuse;
        summary.members = stored.members;
        summary.suspects = stored.suspects;
        summary.incidents = stored.incidents;
        summary.lastAction = stored.lastAction;
        summary.conditions = stored.conditions;
        return summary;
    }

    private static int healthy(GroupState state) {
        List<String> failed = state.cases().stream().map(Case::uid).toList();
        boolean counts = state.fuse() != Fuse.NONE;
        return counts
                ? (int) state.present().stream()
                        .filter(uid -> !failed.contains(uid) && !state.missing().contains(uid))
                        .count()
                : 0;
    }

    private static FailureGroupStatus.LastAction lastAction(RemediationView.Done done) {
        FailureGroupStatus.LastAction last = new FailureGroupStatus.LastAction();
        last.action = done.action();
        last.podUID = done.caseUid();
        last.result = done.result();
        last.at = done.at().truncatedTo(ChronoUnit.SECONDS).toString();
        return last;
    }
}
