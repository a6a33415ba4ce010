package dev.fusebox.operator.status;

import dev.fusebox.api.v1alpha1.FailureGroupStatus;
import dev.fusebox.api.v1alpha1.FailureGroupStatus.FuseState;
import dev.fusebox.operator.health.Case;
import dev.fusebox.operator.health.Happening;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

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
        };
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
        links(old, after).ifPresent(events::add);
        return events;
    }

    private static Optional<GroupEvent> links(FailureGroupStatus old, FailureGroupStatus after) {
        Optional<Condition> now = links(after);
        boolean degraded = now.filter(c -> c.getStatus().equals("False")).isPresent();
        boolean before = links(old).filter(c -> c.getStatus().equals("False")).isPresent();
        return degraded && !before
                ? now.map(c -> new GroupEvent(true, "LinkDegraded", c.getMessage()))
                : Optional.empty();
    }

    private static Optional<Condition> links(FailureGroupStatus status) {
        return status.conditions.stream()
                .filter(c -> c.getType().equals(Reason.LINKS_HEALTHY))
                .findFirst();
    }
}
