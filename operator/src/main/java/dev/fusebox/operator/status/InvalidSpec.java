package dev.fusebox.operator.status;

import dev.fusebox.api.v1alpha1.FailureGroupStatus;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/**
 * The status of a group whose spec contradicts itself. The API server refuses such a spec; one that was stored under an older definition
 * may still come. What was known stays, nothing new is done. Pure.
 */
public final class InvalidSpec {
    private InvalidSpec() {}

    /** The status that says what to change. */
    public static FailureGroupStatus status(
            String message, long generation, Optional<FailureGroupStatus> before, Instant now) {
        FailureGroupStatus status = before.map(StatusComposer::summary).orElseGet(FailureGroupStatus::new);
        status.observedGeneration = generation;
        status.conditions = Conditions.ofInvalid(
                message,
                generation,
                before.map(b -> b.conditions).orElse(List.of()),
                now.truncatedTo(ChronoUnit.SECONDS));
        return status;
    }
}
