package dev.fusebox.operator.health.judgement;

import java.util.List;

/**
 * A case as it was frozen when it was opened.
 *
 * @param uid pod UID of the subject
 * @param node it ran on
 * @param kind of the verdict
 * @param uncorroborated whether fewer than two unsuspected observers stood behind it
 * @param votes of its observers
 * @param observers number of its distinct observers
 * @param otherNodes number of nodes with members of the group, its own left out
 * @param spansZones whether the group has members in more than one zone
 * @param openedNanos monotonic
 */
public record CaseFact(
        String uid,
        String node,
        VerdictKind kind,
        boolean uncorroborated,
        List<Vote> votes,
        int observers,
        int otherNodes,
        boolean spansZones,
        long openedNanos) {
    public CaseFact {
        votes = List.copyOf(votes);
    }

    /** Distinct nodes that must stand against the subject: two thirds of its observers, as far as there are nodes, but never one alone. */
    int quorum() {
        return Math.max(2, Math.min(Math.ceilDiv(2 * observers, 3), otherNodes));
    }

    boolean byItself() {
        return kind == VerdictKind.APPLICATION_FAILED || kind == VerdictKind.FATE;
    }
}
