package dev.fusebox.operator.status;

import dev.fusebox.api.v1alpha1.FailureGroupStatus;
import dev.fusebox.api.v1alpha1.FailureGroupStatus.FuseState;
import dev.fusebox.operator.health.Case;
import dev.fusebox.operator.health.Happening;
import dev.fusebox.operator.health.judgement.Action;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;

/** The events between two statuses of one group: one per transition, none for anything else. Pure. */
public final class Transitions {
    private Transitions() {}

    /** What happened to a member. */
    public static GroupEvent of(Happening happening) {
        return switch (happening) {
            case Happening.Suspected s -> new GroupEvent(true, "MemberSuspected", s.name() + " is suspected");
            case Happening.Failed f -> {
                Case c = f.opened();
                yield new GroupEvent(
                        true,
                        "MemberUnreachable",
                        c.name() + " on " + c.node() + ": " + c.verdict() + ", " + c.votes() + " of " + c.observers()
                                + " votes");
            }
            case Happening.Recovered r ->
                new GroupEvent(false, "MemberRecovered", r.closed().name() + " is back");
            case Happening.Left l -> new GroupEvent(false, "MemberLeft", l.name() + " left as planned");
            case Happening.ActionPlanned p -> new GroupEvent(false, "ActionPlanned", what(p.action()) + colon(p.why()));
            case Happening.ActionTaken t ->
                new GroupEvent(false, "ActionTaken", what(t.action()) + ": " + t.result() + comma(t.detail()));
            case Happening.ActionSkipped k ->
                new GroupEvent(
                        false, "ActionSkipped", what(k.action()) + " not done: " + k.reason() + comma(k.detail()));
            case Happening.DryRun d ->
                new GroupEvent(false, "DryRunAction", what(d.action()) + " would be done in mode Enforce");
            case Happening.NodeCordoned n -> node(true, "NodeCordoned", n.node(), n.nodeUid(), n.why());
            case Happening.NodeUncordoned n -> node(false, "NodeUncordoned", n.node(), n.nodeUid(), n.why());
            case Happening.ReporterQuarantined q ->
                new GroupEvent(true, "ReporterQuarantined", q.name() + colon(q.why()));
        };
    }

    private static GroupEvent node(boolean warning, String reason, String node, String uid, String why) {
        return new GroupEvent(
                warning, reason, "node " + node + colon(why), Optional.of(new GroupEvent.Node(node, uid)));
    }

    private static String what(Action action) {
        return switch (action) {
            case Action.None none -> none.name();
            case Action.OnPod pod -> pod.name() + " of " + pod.pod() + " on " + pod.node();
            case Action.OnNode node -> node.name() + " of node " + node.node();
        };
    }

    private static String colon(String text) {
        return text.isEmpty() ? "" : ": " + text;
    }

    private static String comma(String text) {
        return text.isEmpty() ? "" : ", " + text;
    }

    /** What happened from the one to the other. */
    public static List<GroupEvent> between(Optional<FailureGroupStatus> before, FailureGroupStatus after) {
        FailureGroupStatus old = before.orElseGet(FailureGroupStatus::new);
        List<GroupEvent> events = new ArrayList<>();
        boolean newLife = !Objects.equals(old.epoch, after.epoch) || old.fuse != after.fuse;
        if (newLife && after.fuse == FuseState.Burnt) {
            String cause = after.incidents.isEmpty() ? "cause unknown" : after.incidents.get(0).cause;
            events.add(new GroupEvent(true, "FuseBurnt", "epoch " + after.epoch + " burnt: " + cause));
        }
        if (newLife && after.fuse == FuseState.Intact && after.epoch > 1) {
            events.add(new GroupEvent(
                    false,
                    "GroupReformed",
                    "epoch " + after.epoch + " is intact with " + after.members.healthy + " members"));
        }
        began(old, after, Reason.LINKS_HEALTHY, c -> c.getStatus().equals("False"))
                .ifPresent(c -> events.add(new GroupEvent(true, "LinkDegraded", c.getMessage())));
        began(old, after, Reason.STORM_ACTIVE, c -> c.getStatus().equals("True"))
                .ifPresent(c -> events.add(new GroupEvent(true, "StormStarted", c.getMessage())));
        began(old, after, Reason.STALLED, Transitions::spent)
                .ifPresent(c -> events.add(new GroupEvent(true, "BudgetExhausted", c.getMessage())));
        return events;
    }

    private static boolean spent(Condition stalled) {
        return stalled.getReason().equals(Reason.BUDGET_EXHAUSTED)
                || stalled.getReason().equals(Reason.LINEAGE_EXHAUSTED);
    }

    /** The condition, if that is so in the later status and was not in the earlier one. */
    private static Optional<Condition> began(
            FailureGroupStatus old, FailureGroupStatus after, String type, Predicate<Condition> so) {
        boolean before = condition(old, type).filter(so).isPresent();
        return before ? Optional.empty() : condition(after, type).filter(so);
    }

    private static Optional<Condition> condition(FailureGroupStatus status, String type) {
        return status.conditions.stream().filter(c -> c.getType().equals(type)).findFirst();
    }
}
