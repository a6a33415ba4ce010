package dev.fusebox.operator.status;

import dev.fusebox.api.v1alpha1.FailureGroupStatus;
import dev.fusebox.api.v1alpha1.IncidentStatus;
import dev.fusebox.operator.health.Case;
import dev.fusebox.operator.health.GroupState;
import dev.fusebox.operator.health.Incident;
import dev.fusebox.operator.health.RemediationView;
import dev.fusebox.operator.health.judgement.Decision;
import dev.fusebox.operator.health.judgement.RuleOutcome;
import dev.fusebox.operator.roster.PodFact;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Burns as a status shows them, each with what was decided and done about the members that it is about. What stands there stays when the
 * case is closed: it is the answer to why.
 */
final class IncidentComposer {
    private static final int MAX_PODS = 32;
    private static final int MAX_RULES = 32;
    private static final String NO_ACTION = "None";

    private IncidentComposer() {}

    static List<IncidentStatus> incidents(GroupState state, Optional<FailureGroupStatus> before) {
        Map<String, String> names = state.selected().stream().collect(Collectors.toMap(PodFact::uid, PodFact::name));
        Map<String, IncidentStatus> standing = before.map(b -> b.incidents).orElse(List.of()).stream()
                .collect(Collectors.toMap(i -> i.id, Function.identity(), (first, second) -> first));
        return state.incidents().stream()
                .map(incident ->
                        incident(incident, state, names, Optional.ofNullable(standing.get(incident.epoch() + "-1"))))
                .toList();
    }

    private static IncidentStatus incident(
            Incident known, GroupState state, Map<String, String> names, Optional<IncidentStatus> standing) {
        IncidentStatus incident = new IncidentStatus();
        incident.id = known.epoch() + "-1";
        incident.epoch = known.epoch();
        incident.cause = known.cause();
        incident.origin = names.getOrDefault(known.origin(), known.origin());
        incident.podUIDs = known.subjects().stream().limit(MAX_PODS).toList();
        incident.notifiedMembers = known.notifiedMembers();
        incident.detectionMilliseconds = known.detectionMilliseconds().orElse(null);
        incident.at = known.at().truncatedTo(ChronoUnit.MILLIS).toString();
        Optional<RemediationView.Done> done = state.remediation().done().stream()
                .filter(d -> d.epoch() == known.epoch())
                .findFirst();
        incident.action = done.map(RemediationView.Done::action)
                .or(() -> standing.map(s -> s.action))
                .orElse(NO_ACTION);
        incident.result = done.map(RemediationView.Done::result)
                .or(() -> standing.map(s -> s.result))
                .orElse(null);
        incident.rules = decision(known, state)
                .map(IncidentComposer::rules)
                .or(() -> standing.map(s -> s.rules))
                .orElse(null);
        return incident;
    }

    /** About the first open case of that epoch. */
    private static Optional<Decision> decision(Incident known, GroupState state) {
        List<String> uids = state.toJudge().stream()
                .filter(c -> c.epoch() == known.epoch())
                .map(Case::uid)
                .toList();
        return state.remediation().decisions().stream()
                .filter(d -> uids.contains(d.caseUid()))
                .findFirst();
    }

    private static List<IncidentStatus.Rule> rules(Decision decision) {
        return decision.outcomes().stream()
                .limit(MAX_RULES)
                .map(IncidentComposer::rule)
                .toList();
    }

    private static IncidentStatus.Rule rule(RuleOutcome outcome) {
        IncidentStatus.Rule rule = new IncidentStatus.Rule();
        rule.rule = outcome.rule();
        rule.holds = outcome.holds();
        rule.reason = outcome.reason();
        return rule;
    }
}
