package dev.fusebox.agent.count;

/** What the agent itself drops, beside what {@link dev.fusebox.core.member.Counter} names. */
public enum Drop {
    /** There was no stream to send it on. */
    NO_STREAM,
    /** A message over the limit; its stream was reset. */
    OVERSIZED,
    /** Too many probes at once, own or others'. */
    PROBE_LIMIT,
    /** Too many streams whose peers have not said who they are, or one that did not say it in time. */
    UNIDENTIFIED,
    /** A peer's address that is not an IP address and a port. */
    ADDRESS,
    /** A message of the operator that could not be understood. */
    OPERATOR_MALFORMED,
    /** A subscriber of the local API that did not read. */
    SLOW_SUBSCRIBER,
    /** Log lines or files for which the disk was too slow. */
    CHORES
}
