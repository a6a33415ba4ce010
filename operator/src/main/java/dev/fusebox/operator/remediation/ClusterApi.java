package dev.fusebox.operator.remediation;

import dev.fusebox.operator.roster.NodeFact;
import dev.fusebox.operator.roster.PodFact;
import java.util.Optional;

/**
 * What remediation asks of the API server. Reads are uncached. Each call is one request, or a few for one purpose, with a deadline and
 * without hidden retries; it never throws, but says how it ended. Calls may block.
 */
public interface ClusterApi {
    /** A pod as it is now. */
    record PodNow(PodFact fact, String resourceVersion) {}

    /** A node as it is now. */
    record NodeNow(NodeFact fact, String resourceVersion) {}

    /**
     * A FailureGroup as it is now.
     *
     * @param leaderEpoch 0 if no leader ever acted
     */
    record GroupNow(String uid, String resourceVersion, long leaderEpoch, Optional<Intent> intent) {}

    /** The ledger as it is now; its text is the caller's. */
    record LedgerNow(String text, String resourceVersion) {}

    /** What the Lease that operators that repair nodes share says about one node. */
    enum Hold {
        /** The cluster has no such namespace. */
        NOT_USED,
        HELD,
        HELD_BY_OTHER,
        UNKNOWN
    }

    Read<PodNow> pod(String namespace, String name);

    Read<NodeNow> node(String name);

    Read<GroupNow> group(GroupRef group);

    /** Whether this process holds the leader Lease, by a fresh read. */
    Read<Boolean> leading();

    /** Writes the leader's epoch into the status; CONFLICT unless it is still that version. */
    Answer raiseLeaderEpoch(GroupRef group, String resourceVersion, long leaderEpoch);

    /** Writes, or with empty clears, the intent; CONFLICT unless it is still that version. */
    Answer writeIntent(GroupRef group, String resourceVersion, Optional<Intent> intent);

    /** Asks what an eviction would say, without evicting. */
    Answer tryEviction(String namespace, String pod, String uid);

    /** Evicts that pod, if it still has that UID and is still that version. */
    Answer evict(String namespace, String pod, String uid, String resourceVersion);

    /** Says on that pod that it is the target of a disruption, and deletes it, if it still has that UID and is still that version. */
    Answer delete(String namespace, String pod, String uid, String resourceVersion);

    /** Makes that node unschedulable and leaves the marker on it, if it is still that version. */
    Answer cordon(String node, String uid, String resourceVersion, String marker);

    /** Taints that node and leaves the marker on it, if it is still that version. */
    Answer taint(String node, String uid, String resourceVersion, String marker);

    /** Takes cordon, taint and marker back, if it is still that version. */
    Answer release(String node, String uid, String resourceVersion);

    /** Makes the remediation that the template describes for that node; DONE also if it exists already. */
    Answer remediate(String template, String node, String nodeUid);

    /** Absent before the first write. */
    Read<LedgerNow> ledger();

    /** Replaces the ledger; creates it for an empty version. CONFLICT unless it is still that version. */
    Answer writeLedger(String text, String resourceVersion);

    /** Takes or renews the shared Lease of that node. */
    Hold holdNode(String node);

    /** Gives it back. */
    void releaseNode(String node);

    /** Whether the FailureGroup shall stay until our cordons are undone; CONFLICT if a leader of a later epoch has acted in it. */
    Answer keepUntilUndone(GroupRef group, boolean keep, long leaderEpoch);
}
