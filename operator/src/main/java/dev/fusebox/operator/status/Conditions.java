package dev.fusebox.operator.status;

import dev.fusebox.operator.health.Fuse;
import dev.fusebox.operator.health.GroupState;
import dev.fusebox.operator.health.RemediationView;
import dev.fusebox.operator.roster.PodFact;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ConditionBuilder;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The eight conditions of a group; all of them from the first status on. */
final class Conditions {
    private Conditions() {}

    static List<Condition> of(GroupState state, List<Condition> before, Instant now) {
        Map<String, Condition> standing =
                before.stream().collect(Collectors.toMap(Condition::getType, Function.identity()));
        return List.of(
                        ready(state),
                        reconciling(state),
                        RemediationConditions.stalled(state),
                        injected(state),
                        fuse(state),
                        links(state),
                        RemediationConditions.allowed(state),
                        RemediationConditions.storm(state))
                .stream()
                .map(draft -> condition(draft, standing, state.generation(), now))
                .toList();
    }

    static List<Condition> ofInvalid(String message, long generation, List<Condition> before, Instant now) {
        Map<String, Condition> standing =
                before.stream().collect(Collectors.toMap(Condition::getType, Function.identity()));
        return List.of(
                        new Draft(Reason.READY, "False", Reason.INVALID_SPEC, message),
                        new Draft(Reason.RECONCILING, "False", Reason.INVALID_SPEC, message),
                        new Draft(Reason.STALLED, "True", Reason.INVALID_SPEC, message),
                        new Draft(Reason.MEMBERS_INJECTED, "Unknown", Reason.INVALID_SPEC, message),
                        new Draft(Reason.FUSE_INTACT, "Unknown", Reason.INVALID_SPEC, message),
                        new Draft(Reason.LINKS_HEALTHY, "Unknown", Reason.INVALID_SPEC, message),
                        new Draft(Reason.REMEDIATION_ALLOWED, "False", Reason.INVALID_SPEC, message),
                        new Draft(Reason.STORM_ACTIVE, "False", Reason.NO_STORM, "no storm of failures"))
                .stream()
                .map(draft -> condition(draft, standing, generation, now))
                .toList();
    }

    private static Condition condition(Draft draft, Map<String, Condition> standing, long generation, Instant now) {
        Optional<Condition> same = Optional.ofNullable(standing.get(draft.type()))
                .filter(c -> draft.status().equals(c.getStatus()));
        return new ConditionBuilder()
                .withType(draft.type())
                .withStatus(draft.status())
                .withReason(draft.reason())
                .withMessage(
                        same.filter(draft::repeats).map(Condition::getMessage).orElse(draft.message()))
                .withObservedGeneration(generation)
                .withLastTransitionTime(
                        same.map(Condition::getLastTransitionTime).orElseGet(now::toString))
                .build();
    }

    private static Draft ready(GroupState state) {
        if (state.selected().isEmpty()) {
            return new Draft(
                    Reason.READY, "False", Reason.NO_PODS_SELECTED, "no pod of this namespace matches the selector");
        }
        return switch (state.fuse()) {
            case INTACT ->
                new Draft(
                        Reason.READY,
                        "True",
                        Reason.GROUP_INTACT,
                        state.roster().size() + " members watch each other");
            case FORMING -> new Draft(Reason.READY, "False", Reason.FORMING, "waiting for " + waiting(state));
            case BURNT ->
                new Draft(
                        Reason.READY,
                        "False",
                        Reason.BURNT,
                        "epoch " + state.epoch() + " is burnt; waiting for " + waiting(state));
            case NONE -> new Draft(Reason.READY, "False", Reason.TOO_FEW_MEMBERS, "waiting for " + waiting(state));
        };
    }

    private static Draft reconciling(GroupState state) {
        Optional<RemediationView.Stall> stall = state.remediation().stall();
        if (stall.isPresent()) {
            return new Draft(Reason.RECONCILING, "False", Reason.of(stall.get().kind()), "see Stalled");
        }
        return state.fuse() == Fuse.INTACT || state.selected().isEmpty()
                ? new Draft(Reason.RECONCILING, "False", Reason.SETTLED, "nothing is under way")
                : new Draft(Reason.RECONCILING, "True", Reason.FORMING, "waiting for " + waiting(state));
    }

    private static Draft injected(GroupState state) {
        if (!state.withoutAgent().isEmpty()) {
            return new Draft(
                    Reason.MEMBERS_INJECTED,
                    "False",
                    Reason.AGENT_MISSING,
                    "no container named fusebox-agent in " + names(state.withoutAgent()));
        }
        if (!state.missing().isEmpty()) {
            Map<String, String> byUid =
                    state.selected().stream().collect(Collectors.toMap(PodFact::uid, PodFact::name));
            List<String> missing = state.missing().stream()
                    .map(uid -> byUid.getOrDefault(uid, uid))
                    .toList();
            return new Draft(
                    Reason.MEMBERS_INJECTED,
                    "False",
                    Reason.MEMBERS_MISSING,
                    "never answered within startupGraceSeconds: " + names(missing));
        }
        return state.selected().isEmpty()
                ? new Draft(Reason.MEMBERS_INJECTED, "Unknown", Reason.NO_PODS_SELECTED, "no pod to look at")
                : new Draft(Reason.MEMBERS_INJECTED, "True", Reason.ALL_INJECTED, "every pod has an agent");
    }

    private static Draft fuse(GroupState state) {
        return switch (state.fuse()) {
            case INTACT ->
                new Draft(Reason.FUSE_INTACT, "True", Reason.INTACT, "epoch " + state.epoch() + " is intact");
            case BURNT ->
                new Draft(
                        Reason.FUSE_INTACT,
                        "False",
                        Reason.BURNT,
                        state.incidents().isEmpty()
                                ? "epoch " + state.epoch() + " is burnt"
                                : state.incidents().get(0).cause());
            case FORMING ->
                new Draft(Reason.FUSE_INTACT, "False", Reason.FORMING, "epoch " + state.epoch() + " is forming");
            case NONE -> new Draft(Reason.FUSE_INTACT, "Unknown", Reason.NO_EPOCH, "no epoch has begun");
        };
    }

    private static Draft links(GroupState state) {
        if (state.fuse() == Fuse.NONE) {
            return new Draft(Reason.LINKS_HEALTHY, "Unknown", Reason.NO_EPOCH, "no epoch has begun");
        }
        if (state.blindLinks().isEmpty()) {
            return new Draft(Reason.LINKS_HEALTHY, "True", Reason.ALL_LINKS, "all observers see their subjects");
        }
        Map<String, String> byUid = state.selected().stream().collect(Collectors.toMap(PodFact::uid, PodFact::name));
        List<String> links = state.blindLinks().entrySet().stream()
                .map(e -> names(e.getValue().stream()
                                .map(uid -> byUid.getOrDefault(uid, uid))
                                .toList())
                        + " cannot see " + byUid.getOrDefault(e.getKey(), e.getKey()))
                .sorted()
                .toList();
        return new Draft(Reason.LINKS_HEALTHY, "False", Reason.LINKS_DEGRADED, names(links));
    }

    private static String waiting(GroupState state) {
        return state.waitingFor().isEmpty() ? "members" : state.waitingFor();
    }

    private static String names(List<String> names) {
        int shown = Math.min(8, names.size());
        String more = names.size() > shown ? " and " + (names.size() - shown) + " more" : "";
        return String.join(", ", names.subList(0, shown)) + more;
    }
}
