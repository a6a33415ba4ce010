package dev.fusebox.operator.remediation;

/** Orders to agents. */
public interface Orders {
    /** How an order ended. */
    enum Reply {
        /** The agent restarts its pod's containers now. */
        OBEYED,
        /** It did so before, for the same order. */
        REPEATED,
        /** It does not, and says why in its log. */
        REFUSED,
        /** No word. */
        NONE
    }

    /** Tells that pod's agent to restart its containers, and waits for its word, a few seconds at the most. */
    Reply restart(String podUid, String id, long leaderEpoch, String reason);
}
