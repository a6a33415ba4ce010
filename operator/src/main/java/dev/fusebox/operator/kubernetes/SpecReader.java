package dev.fusebox.operator.kubernetes;

import dev.fusebox.api.v1alpha1.DetectionSpec;
import dev.fusebox.api.v1alpha1.FailureGroup;
import dev.fusebox.api.v1alpha1.FailureGroupSpec;
import dev.fusebox.api.v1alpha1.FailureGroupStatus;
import dev.fusebox.api.v1alpha1.PodSelector;
import dev.fusebox.operator.health.Case;
import dev.fusebox.operator.health.Fuse;
import dev.fusebox.operator.health.GroupState;
import dev.fusebox.operator.health.Incident;
import dev.fusebox.operator.health.Stored;
import dev.fusebox.operator.roster.GroupSpec;
import dev.fusebox.operator.roster.LabelRequirement;
import dev.fusebox.proto.v1.Detection;
import dev.fusebox.proto.v1.Fate;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads a FailureGroup object into the operator's own facts. The API server has validated it; this does not rely on that. Pure. */
final class SpecReader {
    private SpecReader() {}

    /**
     * What is wanted.
     *
     * @throws IllegalArgumentException if it contradicts itself; the message says what to change
     */
    static GroupSpec spec(FailureGroup object) {
        FailureGroupSpec spec = object.getSpec();
        boolean incomplete = spec == null
                || spec.selector == null
                || spec.minMembers == null
                || spec.detection == null
                || spec.detection.heartbeatIntervalMilliseconds == null
                || spec.detection.phiThresholdMilli == null
                || spec.detection.observersPerMember == null
                || spec.detection.indirectProbes == null
                || spec.detection.suspicionTimeoutMilliseconds == null
                || spec.detection.startupGraceSeconds == null
                || spec.detection.detector == null
                || spec.detection.timeoutMilliseconds == null;
        if (incomplete) {
            throw new IllegalArgumentException("spec.selector, minMembers or a field of detection is missing");
        }
        return new GroupSpec(
                object.getMetadata().getNamespace(),
                object.getMetadata().getName(),
                object.getMetadata().getUid(),
                object.getMetadata().getGeneration(),
                selector(spec.selector),
                spec.minMembers,
                detection(spec.detection),
                spec.fate == FailureGroupSpec.GroupFate.None ? Fate.NONE : Fate.NOTIFY,
                spec.onLeave == FailureGroupSpec.OnLeave.Burn);
    }

    /** What a status says. Absent parts are what they are in a new group. */
    static Stored stored(Optional<FailureGroupStatus> status) {
        return new Stored(life(status), incidents(status), cases(status));
    }

    private static List<Case> cases(Optional<FailureGroupStatus> status) {
        return status.map(s -> s.suspects).orElse(List.of()).stream()
                .map(s -> new Case(
                        s.podUID,
                        text(s.podName),
                        text(s.nodeName),
                        text(s.verdict),
                        number(s.votes),
                        number(s.observers),
                        number(s.phiMilliAtVerdict),
                        status.map(before -> before.epoch).orElse(0L),
                        System.nanoTime(),
                        instant(text(s.since))))
                .toList();
    }

    private static String text(@Nullable String value) {
        return value == null ? "" : value;
    }

    private static int number(@Nullable Integer value) {
        return value == null ? 0 : value;
    }

    private static GroupState.Life life(Optional<FailureGroupStatus> status) {
        long epoch = status.map(s -> s.epoch).orElse(0L);
        Fuse fuse = status.map(s -> s.fuse)
                .map(f -> switch (f) {
                    case Forming -> Fuse.FORMING;
                    case Intact -> Fuse.INTACT;
                    case Burnt -> Fuse.BURNT;
                })
                .orElse(Fuse.NONE);
        return new GroupState.Life(epoch, fuse);
    }

    private static List<Incident> incidents(Optional<FailureGroupStatus> status) {
        return status.map(s -> s.incidents).orElse(List.of()).stream()
                .map(i -> new Incident(
                        i.epoch,
                        i.cause,
                        List.of(),
                        i.origin == null ? "" : i.origin,
                        i.notifiedMembers == null ? 0 : i.notifiedMembers,
                        Optional.ofNullable(i.detectionMilliseconds),
                        instant(i.at)))
                .toList();
    }

    private static Instant instant(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException damaged) {
            return Instant.EPOCH;
        }
    }

    private static List<LabelRequirement> selector(PodSelector selector) {
        List<LabelRequirement> requirements = new ArrayList<>();
        if (selector.matchLabels != null) {
            selector.matchLabels.forEach((key, value) ->
                    requirements.add(new LabelRequirement(key, LabelRequirement.Operator.IN, List.of(value))));
        }
        if (selector.matchExpressions != null) {
            selector.matchExpressions.forEach(e -> requirements.add(new LabelRequirement(
                    e.key,
                    switch (e.operator) {
                        case In -> LabelRequirement.Operator.IN;
                        case NotIn -> LabelRequirement.Operator.NOT_IN;
                        case Exists -> LabelRequirement.Operator.EXISTS;
                        case DoesNotExist -> LabelRequirement.Operator.DOES_NOT_EXIST;
                    },
                    e.values == null ? List.of() : e.values)));
        }
        return requirements;
    }

    private static Detection detection(DetectionSpec spec) {
        return Detection.newBuilder()
                .setDetector(
                        switch (spec.detector) {
                            case Ping -> Detection.Detector.PING;
                            case HeartbeatDeadline -> Detection.Detector.HEARTBEAT_DEADLINE;
                            case PhiAccrual -> Detection.Detector.PHI_ACCRUAL;
                            case ChenEstimate -> Detection.Detector.CHEN_ESTIMATE;
                            case HeartbeatPath -> Detection.Detector.HEARTBEAT_PATH;
                            case GossipCounter -> Detection.Detector.GOSSIP_COUNTER;
                        })
                .setTimeoutMilliseconds(spec.timeoutMilliseconds)
                .setHeartbeatIntervalMilliseconds(spec.heartbeatIntervalMilliseconds)
                .setPhiThresholdMilli(spec.phiThresholdMilli)
                .setObserversPerMember(spec.observersPerMember)
                .setIndirectProbes(spec.indirectProbes)
                .setSuspicionTimeoutMilliseconds(spec.suspicionTimeoutMilliseconds)
                .setStartupGraceSeconds(spec.startupGraceSeconds)
                .setBurnOnLinkFailure(spec.onLinkFailure == DetectionSpec.OnLinkFailure.Burn)
                .build();
    }
}
