package dev.fusebox.operator.kubernetes;

import dev.fusebox.api.v1alpha1.DetectionSpec;
import dev.fusebox.api.v1alpha1.FailureGroup;
import dev.fusebox.api.v1alpha1.FailureGroupSpec;
import dev.fusebox.api.v1alpha1.PodSelector;
import dev.fusebox.operator.roster.GroupSpec;
import dev.fusebox.operator.roster.LabelRequirement;
import dev.fusebox.proto.v1.Detection;
import dev.fusebox.proto.v1.Fate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads a FailureGroup object into the operator's own facts. The API server has validated it; this does not rely on that. Pure. */
final class SpecReader {
    /** Of the resume annotation, whose value may be anything: so much is looked at. */
    private static final int MAX_RESUME = 256;

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
                fate(spec.fate),
                spec.onLeave == FailureGroupSpec.OnLeave.Burn,
                spec.reform != FailureGroupSpec.Reform.Manual,
                PolicyReader.policy(spec.remediation),
                ApplicationReader.check(spec.detection.application),
                resume(object));
    }

    private static String resume(FailureGroup object) {
        Map<String, String> annotations = object.getMetadata().getAnnotations();
        String token = annotations == null ? "" : annotations.getOrDefault(GroupSpec.RESUME, "");
        return token.substring(0, Math.min(MAX_RESUME, token.length()));
    }

    private static Fate fate(FailureGroupSpec.@Nullable GroupFate fate) {
        if (fate == null) {
            return Fate.NOTIFY;
        }
        return switch (fate) {
            case None -> Fate.NONE;
            case Notify -> Fate.NOTIFY;
            case RestartContainers -> Fate.RESTART_CONTAINERS;
            case RestartPods -> Fate.RESTART_PODS;
        };
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
