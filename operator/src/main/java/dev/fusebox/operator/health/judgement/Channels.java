package dev.fusebox.operator.health.judgement;

/**
 * Channels about the subject besides its peers. What its pod and node show is in the facts about them.
 *
 * @param lease of its node
 * @param stream of its agent to the operator
 * @param streamForNanos since when the stream is so
 */
public record Channels(Lease lease, Stream stream, long streamForNanos) {
    /** The agent's stream to the operator. */
    public enum Stream {
        ALIVE,
        LOST,
        UNKNOWN
    }

    /** How long a node's Lease has not been renewed, by what the operator itself saw; clocks of nodes are never compared. */
    public enum Lease {
        /** Renewed within half its duration. */
        FRESH,
        /** Not renewed for half its duration. */
        HALF_EXPIRED,
        /** Not renewed for its whole duration. */
        EXPIRED,
        /** Not watched for long enough, or the watch itself is in doubt: no ground for anything. */
        UNKNOWN;

        boolean stale() {
            return this == HALF_EXPIRED || this == EXPIRED;
        }
    }
}
