package dev.fusebox.core.overlay;

import dev.fusebox.core.roster.GroupEpoch;
import dev.fusebox.core.roster.MemberId;
import dev.fusebox.core.roster.RosterMember;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The ring orders of one set of members: what stays the same while members come to take part, are convicted or leave. Ring i orders
 * them by {@link StableHash} of (group, epoch, i, member), equal hashes by id. Members are numbered by id, nodes by name, so that a
 * graph is made of small numbers.
 *
 * <p>Immutable and thread-safe: graphs, and members in one process, share it. Building costs O(K n log n), about half a millisecond
 * for 1000 members and 5 rings; it takes 4 K n bytes.
 */
public final class Rings {
    /** No member: numbers are 16 bits wide. */
    static final char NONE = Character.MAX_VALUE;

    private final MemberId[] ids;
    private final char[] nodes;
    private final int nodeCount;
    private final char[][] order;
    private final char[][] place;

    private Rings(MemberId[] ids, char[] nodes, int nodeCount, char[][] order, char[][] place) {
        this.ids = ids;
        this.nodes = nodes;
        this.nodeCount = nodeCount;
        this.order = order;
        this.place = place;
    }

    /**
     * The orders of these members.
     *
     * @param members distinct, in any order, fewer than 65535
     * @param rings K, 1 or more; at most one ring less than members is used
     */
    public static Rings of(GroupEpoch groupEpoch, Collection<RosterMember> members, int rings) {
        if (rings < 1) {
            throw new IllegalArgumentException("a group has at least 1 ring, not " + rings);
        }
        if (members.size() >= NONE) {
            throw new IllegalArgumentException(
                    "a group has fewer than " + (int) NONE + " members, not " + members.size());
        }
        List<RosterMember> sorted = new ArrayList<>(members);
        sorted.sort(Comparator.comparing(RosterMember::id));
        MemberId[] ids = sorted.stream().map(RosterMember::id).toArray(MemberId[]::new);
        for (int i = 1; i < ids.length; i++) {
            if (ids[i].equals(ids[i - 1])) {
                throw new IllegalArgumentException("member " + ids[i] + " stands twice in " + groupEpoch);
            }
        }
        char[] nodes = new char[ids.length];
        int nodeCount = numberNodes(sorted, nodes);
        int used = Math.max(0, Math.min(rings, ids.length - 1));
        char[][] order = new char[used][ids.length];
        char[][] place = new char[used][ids.length];
        for (int ring = 0; ring < used; ring++) {
            long state = StableHash.begin(groupEpoch.group(), groupEpoch.epoch(), ring);
            long[] hashes = new long[ids.length];
            Arrays.setAll(hashes, member -> StableHash.end(state, ids[member].value()));
            arrange(hashes, order[ring], place[ring]);
        }
        return new Rings(ids, nodes, nodeCount, order, place);
    }

    /** How many members. */
    public int size() {
        return ids.length;
    }

    /** How many rings: K, or one less than there are members. */
    public int rings() {
        return order.length;
    }

    /** The member's number, or {@link #NONE}. */
    char numberOf(MemberId id) {
        int found = Arrays.binarySearch(ids, id);
        return found >= 0 ? (char) found : NONE;
    }

    MemberId id(int member) {
        return ids[member];
    }

    char node(int member) {
        return nodes[member];
    }

    /** Node numbers are below this. */
    int nodeCount() {
        return nodeCount;
    }

    /** Who stands there. */
    char memberAt(int ring, int at) {
        return order[ring][at];
    }

    /** Where the member stands. */
    char placeOf(int ring, int member) {
        return place[ring][member];
    }

    private static int numberNodes(List<RosterMember> members, char[] nodes) {
        Map<String, Integer> numbers = new HashMap<>();
        for (int i = 0; i < nodes.length; i++) {
            int next = numbers.size();
            nodes[i] = (char)
                    numbers.computeIfAbsent(members.get(i).node(), n -> next).intValue();
        }
        return numbers.size();
    }

    /** Sorts primitive hashes, then finds each member's place by its hash; among equal hashes the smaller number comes first. */
    private static void arrange(long[] hashes, char[] order, char[] place) {
        long[] sorted = hashes.clone();
        Arrays.sort(sorted);
        Arrays.fill(order, NONE);
        for (char member = 0; member < hashes.length; member++) {
            int at = Arrays.binarySearch(sorted, hashes[member]);
            while (at > 0 && sorted[at - 1] == sorted[at]) {
                at--;
            }
            while (order[at] != NONE) {
                at++;
            }
            order[at] = member;
            place[member] = (char) at;
        }
    }
}
