package dev.fusebox.operator.health;

/**
 * An observer that voted against a member, as it stood in a case.
 *
 * @param uid its pod
 * @param node where it runs; votes are counted by distinct nodes
 * @param weight 0 if it muted itself
 * @param levelMilli its detector's level, in thousandths
 * @param suspected whether it was under suspicion itself
 */
public record Voter(String uid, String node, String zone, int weight, int levelMilli, boolean suspected) {
    /** Whether its vote is one at all: a starved observer's weighs nothing, and one that is suspected itself may be the one that is cut off. */
    public boolean counts() {
        return weight > 0 && !suspected;
    }
}
