package dev.fusebox.lab.sim.engine;

/** What randomness is drawn for. Each (seed, entity, purpose) has a stream of its own. */
public enum Purpose {
    /** A member's own draws: session, phases, jitter, back-off, nonces. */
    MEMBER,
    /** Whether a message of a link is lost, duplicated or reordered. */
    LOSS,
    /** How long a message of a link takes. */
    DELAY,
    /** Where a member's monotonic clock starts. */
    CLOCK,
    /** The secret by which a member proves what it says. */
    SECRET,
    /** Delays between a member and the operator, and the member's reconnects. */
    OPERATOR,
    /** What a liar makes up. */
    LIE,
    /** Choices of a fault. */
    FAULT,
    /** What a generated scenario consists of. */
    SCENARIO
}
