package dev.fusebox.operator.ingest;

/** Why something that an agent sent was not taken; each is counted. */
public enum Drop {
    MALFORMED,
    STRANGER,
    TOO_FAST,
    NO_ROOM,
    UNKNOWN_GROUP,
    STALE
}
