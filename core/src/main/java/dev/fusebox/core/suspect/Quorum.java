package dev.fusebox.core.suspect;

import dev.fusebox.core.roster.MemberId;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * How many votes about one subject are enough, and how they are counted: by distinct nodes among its observers where there are at
 * least two, by observers otherwise. (Counting votes by node against a quorum of pods could not be reached on three nodes.)
 *
 * @param size K', what all observers together count
 * @param byNode whether voters on one node count once
 * @param high H: enough for a verdict after the dwell
 * @param low L: enough to be taken seriously
 */
public record Quorum(int size, boolean byNode, int high, int low) {
    /** H = max(2, ceil(2K'/3)) and L = ceil(K'/3). */
    public Quorum(int size, boolean byNode) {
        this(size, byNode, Math.max(2, (2 * size + 2) / 3), (size + 2) / 3);
    }

    /** The quorum of these observers. */
    public static Quorum of(Collection<MemberId> observers, Map<MemberId, String> nodes) {
        int distinctNodes = distinct(observers, nodes).size();
        return distinctNodes >= 2 ? new Quorum(distinctNodes, true) : new Quorum(observers.size(), false);
    }

    /** What these voters count. */
    public int count(Collection<MemberId> voters, Map<MemberId, String> nodes) {
        return byNode ? distinct(voters, nodes).size() : new HashSet<>(voters).size();
    }

    private static Set<String> distinct(Collection<MemberId> members, Map<MemberId, String> nodes) {
        Set<String> distinct = new HashSet<>();
        for (MemberId member : members) {
            distinct.add(nodes.getOrDefault(member, ""));
        }
        return distinct;
    }
}
