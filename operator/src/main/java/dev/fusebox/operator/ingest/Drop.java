package dev.fusebox.operator.ingest;

import java.util.Locale;

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
    /** About a group that the agent's pod does not belong to. */
    FOREIGN_GROUP,
    /** About an epoch that was never handed out. */
    WRONG_EPOCH,
    /** About an epoch that the agent itself has left behind. */
    STALE,
    /** From an agent in quarantine. */
    QUARANTINED;

    /** As metrics and reasons have it. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * How much of an agent's patience it costs, of {@link Quarantine#LIMIT}. What can happen to an agent that does nothing wrong costs
     * nothing.
     */
    double weight() {
        return switch (this) {
            case MALFORMED, OVERSIZED, UNKNOWN_GROUP, FOREIGN_GROUP, WRONG_EPOCH -> 1;
            case TOO_FAST -> 0.01;
            case STRANGER, NO_ROOM, STALE, QUARANTINED -> 0;
        };
    }
}
