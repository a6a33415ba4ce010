package dev.fusebox.operator.ingest;

/** Why something that an agent sent was not taken; each is counted. */
public enum Drop {
    /** It could not be decoded, or a field is out of its range. */
    MALFORMED,
    /** Longer than 64 KiB. */
    OVERSIZED,
    /** The first message of a stream did not say who it is. */
    STRANGER,
    /** More messages than one agent may send. */
    TOO_FAST,
    /** Too many agents, or the inbox is full. */
    NO_ROOM,
    /** About a group that does not exist. */
    UNKNOWN_GROUP,
    /** About an epoch that was never handed out. */
    WRONG_EPOCH,
    /** About an epoch that the agent itself has left behind. */
    STALE
}
