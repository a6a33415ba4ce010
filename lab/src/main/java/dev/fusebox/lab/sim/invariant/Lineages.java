package dev.fusebox.lab.sim.invariant;

import dev.fusebox.core.roster.Session;
import java.util.HashMap;
import java.util.Map;

/**
 * Which lives of a member share what they know: sessions that found the state of the one before are of one lineage; a session that found
 * nothing, and therefore counts from 1 again, begins another.
 */
final class Lineages {
    private final Map<Integer, Integer> current = new HashMap<>();

    void started(int member, Session session) {
        if (session.counter() == 1) {
            current.merge(member, 1, Integer::sum);
        }
    }

    int of(int member) {
        return current.getOrDefault(member, 0);
    }
}
