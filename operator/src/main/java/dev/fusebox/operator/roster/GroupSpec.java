package dev.fusebox.operator.roster;

import dev.fusebox.proto.v1.Detection;
import dev.fusebox.proto.v1.Fate;
import java.util.List;

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
        boolean burnOnLeave) {
    /** The largest group. */
    public static final int MAX_MEMBERS = 1_000;

    public GroupSpec {
        selector = List.copyOf(selector);
        require(!selector.isEmpty(), "spec.selector must name at least one label");
        require(minMembers >= 2 && minMembers <= MAX_MEMBERS, "spec.minMembers must be 2 to " + MAX_MEMBERS);
        require(
                detection.getSuspicionTimeoutMilliseconds() >= detection.getHeartbeatIntervalMilliseconds(),
                "spec.detection.suspicionTimeoutMilliseconds must be at least heartbeatIntervalMilliseconds");
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
