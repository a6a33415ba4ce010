package dev.fusebox.operator.status;

import dev.fusebox.operator.health.Case;
import dev.fusebox.operator.health.GroupState;
import dev.fusebox.operator.health.RemediationView;
import dev.fusebox.operator.health.judgement.Action;
import dev.fusebox.operator.health.judgement.Decision;
import dev.fusebox.operator.roster.RemediationPolicy.Mode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The conditions about what the operator may do, and what it waits for. */
final class RemediationConditions {
    private RemediationConditions() {}

    static Draft stalled(GroupState state) {
        return state.remediation()
                .stall()
                .map(stall -> new Draft(Reason.STALLED, "True", Reason.of(stall.kind()), stall.message()))
                .orElseGet(() -> new Draft(Reason.STALLED, "False", Reason.NOT_STALLED, "nothing waits for a person"));
    }

    static Draft storm(GroupState state) {
        return state.remediation().stormActive()
                ? new Draft(
                        Reason.STORM_ACTIVE,
                        "True",
                        Reason.MANY_FAILURES,
                        "many failures at once: no action begins until stormCooldownSeconds after the last")
                : new Draft(Reason.STORM_ACTIVE, "False", Reason.NO_STORM, "no storm of failures");
    }

    /** Whether an action may begin: the settings first, then what holds for the whole group, then the rules about each case. */
    static Draft allowed(GroupState state) {
        RemediationView view = state.remediation();
        if (view.policy().mode() == Mode.OBSERVE) {
            return not(Reason.MODE_OBSERVE, "mode Observe: pods and nodes are left alone");
        }
        if (!view.policy().pauseRequests().isEmpty()) {
            return not(
                    Reason.PAUSED, "paused: " + String.join(", ", view.policy().pauseRequests()));
        }
        Optional<RemediationView.Stall> stall =
                view.stall().filter(s -> s.kind().stopsActions());
        if (stall.isPresent()) {
            return not(Reason.of(stall.get().kind()), stall.get().message());
        }
        if (view.stormActive()) {
            return not(Reason.STORM_ACTIVE, "no action begins until stormCooldownSeconds after the last failure");
        }
        return blocked(state).orElseGet(() -> willing(view.policy().mode()));
    }

    private static Draft willing(Mode mode) {
        return mode == Mode.DRY_RUN
                ? not(Reason.MODE_DRY_RUN, "mode DryRun: what would be done is told and not done")
                : new Draft(Reason.REMEDIATION_ALLOWED, "True", Reason.ALLOWED, "no rule stands against an action");
    }

    /** The first rule that stands against acting in the first such case, unless another case may be acted on. */
    private static Optional<Draft> blocked(GroupState state) {
        List<Decision> due = state.remediation().decisions().stream()
                .filter(d -> !(d.action() instanceof Action.None))
                .toList();
        if (due.isEmpty() || due.stream().anyMatch(Decision::allowed)) {
            return Optional.empty();
        }
        Map<String, String> names = state.toJudge().stream().collect(Collectors.toMap(Case::uid, Case::name));
        Decision first = due.get(0);
        String name = names.getOrDefault(first.caseUid(), first.caseUid());
        return first.blockedBy()
                .map(rule -> Draft.about(name, Reason.REMEDIATION_ALLOWED, "False", rule.reason(), rule.message()));
    }

    private static Draft not(String reason, String message) {
        return new Draft(Reason.REMEDIATION_ALLOWED, "False", reason, message);
    }
}
