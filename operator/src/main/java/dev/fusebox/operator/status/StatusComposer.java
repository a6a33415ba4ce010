package dev.fusebox.operator.status;

import dev.fusebox.api.v1alpha1.FailureGroupStatus;
import dev.fusebox.operator.health.Case;
import dev.fusebox.operator.health.Fuse;
import dev.fusebox.operator.health.GroupState;
import dev.fusebox.operator.health.Incident;
import dev.fusebox.operator.roster.PodFact;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Computes a FailureGroup's status from the group's state. Pure: times that stand are taken from the status before. */
public final class StatusComposer {
    private static final int MAX_SUSPECTS = 32;

    private StatusComposer() {}

    /**
     * The status of that state.
     *
     * @param before the status that stands, for the times in it
     * @param now wall clock, for what is new
     */
    public static FailureGroupStatus compose(GroupState state, Optional<FailureGroupStatus> before, Instant now) {
        Map<String, PodFact> pods =
                state.selected().stream().collect(Collectors.toMap(PodFact::uid, Function.identity()));
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
        status.suspects = state.cases().stream()
                .limit(MAX_SUSPECTS)
                .map(StatusComposer::suspect)
                .toList();
        status.incidents =
                state.incidents().stream().map(i -> incident(i, pods)).toList();
        status.conditions = Conditions.of(
                state, before.map(b -> b.conditions).orElse(List.of()), now.truncatedTo(ChronoUnit.SECONDS));
        return status;
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

    private static FailureGroupStatus.Suspect suspect(Case open) {
        FailureGroupStatus.Suspect suspect = new FailureGroupStatus.Suspect();
        suspect.podUID = open.uid();
        suspect.podName = open.name();
        suspect.nodeName = open.node();
        suspect.verdict = open.verdict();
        suspect.votes = open.votes();
        suspect.observers = open.observers();
        suspect.phiMilliAtVerdict = open.levelMilli();
        suspect.since = open.since().truncatedTo(ChronoUnit.SECONDS).toString();
        return suspect;
    }

    private static FailureGroupStatus.Incident incident(Incident known, Map<String, PodFact> pods) {
        FailureGroupStatus.Incident incident = new FailureGroupStatus.Incident();
        incident.id = known.epoch() + "-1";
        incident.epoch = known.epoch();
        incident.cause = known.cause();
        incident.origin =
                Optional.ofNullable(pods.get(known.origin())).map(PodFact::name).orElse(known.origin());
        incident.notifiedMembers = known.notifiedMembers();
        incident.detectionMilliseconds = known.detectionMilliseconds().orElse(null);
        incident.action = "None";
        incident.at = known.at().truncatedTo(ChronoUnit.MILLIS).toString();
        return incident;
    }
}
