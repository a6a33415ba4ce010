package dev.fusebox.core.overlay;

import dev.fusebox.core.roster.Roster;
import dev.fusebox.core.roster.RosterMember;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * What all members compute alike from a roster, for those of them that share a process and this object: each roster's rings, and the
 * graph of its founders, are made once. Remembers the last few rosters that were asked for. Not thread-safe.
 */
public final class SharedGraphs {
    /** Members that share a process are at most a few rosters apart. */
    private static final int REMEMBERED = 8;

    private final Deque<Plan> plans = new ArrayDeque<>();

    /**
     * Of one roster.
     *
     * @param rings of all its members
     * @param founders the graph in which exactly the members of the first revision take part
     * @param everyone the graph in which all of them do
     */
    public record Plan(Roster roster, Rings rings, WatchGraph founders, WatchGraph everyone) {}

    /** Nothing was asked for yet. */
    public SharedGraphs() {}

    /** The plan of that roster. */
    public Plan of(Roster roster) {
        for (Plan known : plans) {
            if (known.roster.equals(roster)) {
                return known;
            }
        }
        Plan made = make(roster);
        if (plans.size() == REMEMBERED) {
            plans.removeLast();
        }
        plans.addFirst(made);
        return made;
    }

    private static Plan make(Roster roster) {
        Rings rings = Rings.of(
                roster.groupEpoch(), roster.members(), roster.detection().observersPerMember());
        WatchGraph founders = new WatchGraph(
                rings, id -> roster.member(id).filter(RosterMember::isFounder).isPresent());
        boolean foundersOnly = roster.members().stream().allMatch(RosterMember::isFounder);
        WatchGraph everyone = foundersOnly ? founders : new WatchGraph(rings, id -> true);
        return new Plan(roster, rings, founders, everyone);
    }
}
