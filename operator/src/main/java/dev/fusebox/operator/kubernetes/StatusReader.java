package dev.fusebox.operator.kubernetes;

import dev.fusebox.api.v1alpha1.FailureGroupStatus;
import dev.fusebox.api.v1alpha1.SuspectStatus;
import dev.fusebox.operator.health.Case;
import dev.fusebox.operator.health.Fuse;
import dev.fusebox.operator.health.GroupState;
import dev.fusebox.operator.health.Incident;
import dev.fusebox.operator.health.Stored;
import dev.fusebox.operator.health.Voter;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads a status back, for an operator that begins with it. Absent parts are what they are in a new group. Pure. */
final class StatusReader {
    private StatusReader() {}

    /**
     * What a status says.
     *
     * @param nowNanos monotonic: the age of a case counts anew
     */
    static Stored stored(Optional<FailureGroupStatus> status, long nowNanos) {
        return new Stored(life(status), incidents(status), cases(status, nowNanos));
    }

    private static GroupState.Life life(Optional<FailureGroupStatus> status) {
        Fuse fuse = status.map(s -> s.fuse)
                .map(f -> switch (f) {
                    case Forming -> Fuse.FORMING;
                    case Intact -> Fuse.INTACT;
                    case Burnt -> Fuse.BURNT;
                })
                .orElse(Fuse.NONE);
        return new GroupState.Life(epoch(status), fuse);
    }

    private static long epoch(Optional<FailureGroupStatus> status) {
        return status.map(s -> s.epoch).orElse(0L);
    }

    private static List<Case> cases(Optional<FailureGroupStatus> status, long nowNanos) {
        return status.map(s -> s.suspects).orElse(List.of()).stream()
                .map(s -> standing(s, epoch(status), nowNanos))
                .toList();
    }

    /** Without voters it is no ground for an action until the agents vote again. */
    private static Case standing(SuspectStatus suspect, long currentEpoch, long nowNanos) {
        List<Voter> voters = suspect.voters == null
                ? List.of()
                : suspect.voters.stream().map(StatusReader::voter).toList();
        return new Case(
                suspect.podUID,
                text(suspect.podName),
                text(suspect.nodeName),
                text(suspect.verdict),
                number(suspect.votes),
                number(suspect.observers),
                number(suspect.phiMilliAtVerdict),
                suspect.epoch == null ? currentEpoch : suspect.epoch,
                nowNanos,
                instant(text(suspect.since)),
                voters.isEmpty(),
                voters);
    }

    /** Those that are written are those that count. */
    private static Voter voter(SuspectStatus.Voter written) {
        return new Voter(
                text(written.podUID), text(written.nodeName), text(written.zone), 1, number(written.phiMilli), false);
    }

    private static List<Incident> incidents(Optional<FailureGroupStatus> status) {
        return status.map(s -> s.incidents).orElse(List.of()).stream()
                .filter(i -> i.epoch != null)
                .map(i -> new Incident(
                        i.epoch,
                        text(i.cause),
                        i.podUIDs == null ? List.of() : i.podUIDs,
                        text(i.origin),
                        number(i.notifiedMembers),
                        Optional.ofNullable(i.detectionMilliseconds),
                        instant(text(i.at))))
                .toList();
    }

    private static String text(@Nullable String value) {
        return value == null ? "" : value;
    }

    private static int number(@Nullable Integer value) {
        return value == null ? 0 : value;
    }

    private static Instant instant(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException damaged) {
            return Instant.EPOCH;
        }
    }
}
