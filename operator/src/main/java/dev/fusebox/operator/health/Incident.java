package dev.fusebox.operator.health;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One burn.
 *
 * @param epoch that burnt
 * @param cause for people
 * @param subjects pod UIDs that the cause is about
 * @param origin pod UID of the member that burnt first, as far as known
 * @param notifiedMembers members that told their application
 * @param detectionMilliseconds median over members from first suspicion to telling
 * @param at when the operator heard of it, wall clock
 */
public record Incident(
        long epoch,
        String cause,
        List<String> subjects,
        String origin,
        int notifiedMembers,
        Optional<Integer> detectionMilliseconds,
        Instant at) {
    public Incident {
        subjects = List.copyOf(subjects);
    }

    Incident with(int notified, Optional<Integer> detection) {
        return new Incident(epoch, cause, subjects, origin, notified, detection, at);
    }
}
