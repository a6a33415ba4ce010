package dev.fusebox.operator.status;

import io.fabric8.kubernetes.api.model.Condition;

/**
 * A condition before it has its time.
 *
 * @param about the one member that the message is about, which then begins with it; empty if it is about the group
 */
record Draft(String type, String status, String reason, String message, String about) {
    /** What the API server takes of a message. */
    static final int MAX_MESSAGE = 1_024;

    Draft {
        message = message.length() <= MAX_MESSAGE ? message : message.substring(0, MAX_MESSAGE - 3) + "...";
    }

    /** One about the group. */
    Draft(String type, String status, String reason, String message) {
        this(type, status, reason, message, "");
    }

    /** One about a member. */
    static Draft about(String member, String type, String status, String reason, String message) {
        return new Draft(type, status, reason, member + ": " + message, member);
    }

    /**
     * Whether the standing condition may keep its message. What a rule says about a member carries figures that move with every look;
     * those of the first time stay while reason and member do, for a status is written for what happened and not for the passing of time.
     */
    boolean repeats(Condition standing) {
        return !about.isEmpty()
                && reason.equals(standing.getReason())
                && status.equals(standing.getStatus())
                && standing.getMessage() != null
                && standing.getMessage().startsWith(about + ": ");
    }
}
