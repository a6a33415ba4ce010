package dev.fusebox.agent.pod;

import dev.fusebox.core.roster.MemberId;

/**
 * "Restart your own pod's containers, in place."
 *
 * @param id of the action that it belongs to, 1 to {@value #MAX_ID_LENGTH} characters; obeyed once
 * @param member the addressee
 * @param leaderEpoch of the leader that orders: an order below the highest one seen is refused
 * @param reason for people
 */
public record RestartOrder(String id, MemberId member, long leaderEpoch, String reason) {
    /** The longest id. */
    public static final int MAX_ID_LENGTH = 63;

    public RestartOrder {
        if (id.isEmpty() || id.length() > MAX_ID_LENGTH) {
            throw new IllegalArgumentException("an order's id has 1 to " + MAX_ID_LENGTH + " characters");
        }
        if (leaderEpoch < 0) {
            throw new IllegalArgumentException("a leader's epoch is not negative");
        }
    }
}
