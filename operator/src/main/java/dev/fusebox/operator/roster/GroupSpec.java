package dev.fusebox.operator.roster;

import dev.fusebox.proto.v1.ApplicationCheck;
import dev.fusebox.proto.v1.Detection;
import dev.fusebox.proto.v1.Fate;
import java.util.List;
import java.util.Optional;

/**
 * A FailureGroup as its owner wants it.
 *
 * @param namespace of the group and its pods
 * @param name of the group
 * @param uid of the FailureGroup object
 * @param generation of the spec
 * @param selector all must hold
 * @param minMembers below it no epoch forms
 * @param detection handed to the agents as it is
 * @param fate what a burn does to the members
 * @param burnOnLeave whether a planned leave burns
 * @param reformsAutomatically or waits for a person
 * @param remediation what the operator may do
 * @param application how agents look at the application, handed to them as it is
 * @param resume value of the annotation {@link #RESUME}, empty if there is none: it means nothing by itself, a new one resumes a group
 *     that waits for a person
 */
public record GroupSpec(
        String namespace,
        String name,
        String uid,
        long generation,
        List<LabelRequirement> selector,
        int minMembers,
        Detection detection,
        Fate fate,
        boolean burnOnLeave,
        boolean reformsAutomatically,
        RemediationPolicy remediation,
        Optional<ApplicationCheck> application,
        String resume) {
    /** The largest group. */
    public static final int MAX_MEMBERS = 1_000;

    /** Annotation with which a person tells a group that waits to go on. */
    public static final String RESUME = "fusebox.dev/resume";

    public GroupSpec {
        selector = List.copyOf(selector);
        require(!selector.isEmpty(), "spec.selector must name at least one label");
        require(minMembers >= 2 && minMembers <= MAX_MEMBERS, "spec.minMembers must be 2 to " + MAX_MEMBERS);
        require(
                detection.getSuspicionTimeoutMilliseconds() >= detection.getHeartbeatIntervalMilliseconds(),
                "spec.detection.suspicionTimeoutMilliseconds must be at least heartbeatIntervalMilliseconds");
        require(
                (fate != Fate.RESTART_CONTAINERS && fate != Fate.RESTART_PODS) || remediation.maxActions() > 0,
                "spec.fate RestartContainers or RestartPods needs remediation.maxActions of at least 1");
        require(
                remediation.nodeAction() == RemediationPolicy.NodeAction.NONE || detection.getObserversPerMember() != 1,
                "spec.remediation.nodeAction needs detection.observersPerMember of at least 2");
        require(
                (remediation.nodeAction() == RemediationPolicy.NodeAction.TEMPLATE)
                        != remediation.template().isEmpty(),
                "spec.remediation.remediationTemplate goes with nodeAction RemediationTemplate, and with no other");
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }

    /** The group's name between operator and agents. */
    public String key() {
        return namespace + "/" + name;
    }

    /** Whether that pod belongs. */
    public boolean selects(PodFact pod) {
        return pod.namespace().equals(namespace)
                && !selector.isEmpty()
                && selector.stream().allMatch(r -> r.matches(pod.labels()));
    }
}
