package dev.fusebox.core.overlay;

import java.util.Arrays;

/**
 * The rule by which one subject's observers are chosen: ring by ring the nearest predecessor on another node, and not on a node that
 * already watches while others are left. A subject's choice depends on no other subject's, which is why a graph can change by a few
 * rows. Usually a few steps per ring; where two crowded nodes alternate and few members live elsewhere, up to n.
 */
final class ObserverChoice {
    private final Rings rings;
    private final TakingPart present;
    private final int stride;

    /**
     * Chooses among those present.
     *
     * @param stride length of a row
     */
    ObserverChoice(Rings rings, TakingPart present, int stride) {
        this.rings = rings;
        this.present = present;
        this.stride = stride;
    }

    /** Writes the subject's observers into its row, in the order of their rings; what is left of the row is {@link Rings#NONE}. */
    void choose(int subject, char[] rows) {
        int from = subject * stride;
        int length = 0;
        int used = Math.min(stride, present.size() - 1);
        while (length < used) {
            char observer = nearestPredecessor(length, subject, rows, from);
            if (observer == Rings.NONE) {
                break;
            }
            rows[from + length++] = observer;
        }
        Arrays.fill(rows, from + length, from + stride, Rings.NONE);
    }

    /** Whether these two may watch each other: on different nodes, or there is only one. */
    boolean mayWatch(int observer, int subject) {
        return observer != subject && (present.nodes() == 1 || rings.node(observer) != rings.node(subject));
    }

    /** In ring {@code ring} of a row that has as many observers already, which are on as many nodes while nodes are left. */
    private char nearestPredecessor(int ring, int subject, char[] rows, int from) {
        boolean nodesLeft = ring < present.nodes() - 1;
        int start = rings.placeOf(ring, subject);
        for (int at = before(start); at != start; at = before(at)) {
            char candidate = rings.memberAt(ring, at);
            if (present.has(candidate)
                    && mayWatch(candidate, subject)
                    && !watches(candidate, nodesLeft, rows, from, from + ring)) {
                return candidate;
            }
        }
        return Rings.NONE;
    }

    private boolean watches(char candidate, boolean byNode, char[] rows, int from, int to) {
        for (int i = from; i < to; i++) {
            if (rows[i] == candidate || (byNode && rings.node(rows[i]) == rings.node(candidate))) {
                return true;
            }
        }
        return false;
    }

    private int before(int at) {
        return at == 0 ? rings.size() - 1 : at - 1;
    }
}
