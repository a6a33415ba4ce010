package dev.fusebox.operator.roster;

/**
 * What matters about a node. Its Lease is not in here: that is a matter of when the operator saw it change.
 *
 * @param ready its condition Ready
 * @param controlPlane whether it carries a control plane's role
 * @param excluded whether it opted out of remediation
 * @param maintenance whether a taint or condition says that somebody works on it
 * @param unschedulable whether it is cordoned, by anybody
 * @param marker the value of our own marker on it, empty if none
 */
public record NodeFact(
        String name,
        String uid,
        String zone,
        Tri ready,
        boolean controlPlane,
        boolean excluded,
        boolean maintenance,
        boolean unschedulable,
        String marker) {
    /** Label or annotation with which a pod or node opts out. */
    public static final String EXCLUDE = "fusebox.dev/exclude-from-remediation";

    /** Annotation on a node that says which action of ours cordoned or tainted it. */
    public static final String MARKER = "fusebox.dev/cordoned-by";
}
