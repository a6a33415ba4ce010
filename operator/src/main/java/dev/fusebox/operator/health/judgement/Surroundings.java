package dev.fusebox.operator.health.judgement;

import dev.fusebox.operator.roster.Tri;
import java.util.List;

/**
 * What stands around the subject of a case.
 *
 * @param companions the other members, of any group, on its node
 * @param groupNodesNotFresh other nodes with members of its group whose Lease is stale or unknown
 * @param otherNodes of the cluster
 * @param otherNodesNotFresh of these, those whose Lease is stale or unknown
 */
public record Surroundings(List<Companion> companions, int groupNodesNotFresh, int otherNodes, int otherNodesNotFresh) {
    public Surroundings {
        companions = List.copyOf(companions);
    }

    /**
     * Another member on the subject's node.
     *
     * @param uid of its pod
     * @param unreachable TRUE only if a case with a quorum by node and fresh probes says so
     */
    public record Companion(String uid, Tri unreachable) {}
}
