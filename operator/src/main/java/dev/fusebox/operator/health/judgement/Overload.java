package dev.fusebox.operator.health.judgement;

import dev.fusebox.operator.roster.RemediationPolicy.Share;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/** When so much fails that our own view is suspect. Pure functions over quorum-confirmed suspects; nobody else is to be given to them. */
public final class Overload {
    private static final int NODE_PERCENT = 10;

    private Overload() {}

    /**
     * Whether more of a group has failed than its owner believes.
     *
     * @param nodeOf the node of each member, by pod UID
     * @param suspects members with a quorum by node against them
     */
    public static boolean ofGroup(Map<String, String> nodeOf, Set<String> suspects, Share maxUnhealthy) {
        return units(nodeOf, suspects) > maxUnhealthy.of(nodeOf.size());
    }

    /**
     * How many failures that is: the members of a node that has lost all of them count as one, since one cause is enough for that.
     */
    public static int units(Map<String, String> nodeOf, Set<String> suspects) {
        Set<String> nodesWithLive = nodeOf.entrySet().stream()
                .filter(e -> !suspects.contains(e.getKey()))
                .map(Map.Entry::getValue)
                .collect(Collectors.toUnmodifiableSet());
        long whole = suspects.stream()
                .map(nodeOf::get)
                .filter(Objects::nonNull)
                .filter(n -> !nodesWithLive.contains(n))
                .distinct()
                .count();
        long single = suspects.stream()
                .map(nodeOf::get)
                .filter(Objects::nonNull)
                .filter(nodesWithLive::contains)
                .count();
        return (int) (whole + single);
    }

    /**
     * Whether more of the cluster has failed than can be believed.
     *
     * @param nodes with members of any group
     * @param dead of these, those that have lost all of them
     * @param agents that have had a stream to this operator and whose pods are there
     * @param silent of these, those that have none now
     */
    public static boolean ofCluster(int nodes, int dead, int agents, int silent) {
        return dead > nodeLimit(nodes) || (agents > 0 && 2L * silent >= agents);
    }

    /** As many nodes may fail at once: a tenth, at least one. */
    static int nodeLimit(int nodes) {
        return Math.max(1, nodes * NODE_PERCENT / 100);
    }
}
