package dev.fusebox.operator.status;

import dev.fusebox.api.v1alpha1.FailureGroupStatus;
import dev.fusebox.api.v1alpha1.FailureGroupStatus.FuseState;
import dev.fusebox.api.v1alpha1.FailureGroupStatus.Suspect;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The events between two statuses of one group: one per transition, none for anything else. Pure. */
public final class Transitions {
    private static final Set<String> UNREACHABLE = Set.of("Unreachable", "Isolated");

    private Transitions() {}

    /** What happened from the one to the other. */
    public static List<GroupEvent> between(Optional<FailureGroupStatus> before, FailureGroupStatus after) {
        FailureGroupStatus old = before.orElseGet(FailureGroupStatus::new);
        List<GroupEvent> events = new ArrayList<>();
        suspects(old, after, events);
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

    private static void suspects(FailureGroupStatus old, FailureGroupStatus after, List<GroupEvent> events) {
        Map<String, Suspect> known = byUid(old);
        boolean sameEpoch = Objects.equals(old.epoch, after.epoch);
        for (Suspect suspect : after.suspects) {
            Suspect before = known.get(suspect.podUID);
            boolean peersSaySo = UNREACHABLE.contains(suspect.verdict);
            if (peersSaySo && (before == null || !Objects.equals(before.verdict, suspect.verdict))) {
                String text = suspect.podName + " on " + suspect.nodeName + ": " + suspect.verdict + ", "
                        + suspect.votes + " of " + suspect.observers + " votes";
                events.add(new GroupEvent(true, "MemberUnreachable", text));
            }
        }
        Map<String, Suspect> now = byUid(after);
        for (Suspect suspect : old.suspects) {
            if (sameEpoch && !now.containsKey(suspect.podUID)) {
                events.add(new GroupEvent(false, "MemberRecovered", suspect.podName + " is no longer suspected"));
            }
        }
    }

    private static Map<String, Suspect> byUid(FailureGroupStatus status) {
        return status.suspects.stream().collect(Collectors.toMap(s -> s.podUID, Function.identity()));
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
