package dev.fusebox.lab.sim.invariant;

import dev.fusebox.core.member.Notice;
import dev.fusebox.core.roster.Roster;
import dev.fusebox.core.roster.RosterMember;
import dev.fusebox.core.roster.Session;
import dev.fusebox.lab.sim.watch.Bounds;
import dev.fusebox.lab.sim.watch.GroundTruth;
import dev.fusebox.lab.sim.watch.Invariant;
import dev.fusebox.lab.sim.watch.Names;
import dev.fusebox.lab.sim.watch.Violation;
import dev.fusebox.lab.sim.watch.Watcher;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A group without fault, signal or loss above 40 %, since shortly before the epoch began, is not told of a burn. */
public final class NoBurnWithoutCause implements Invariant, Watcher {
    private final GroundTruth truth;
    private final Bounds bounds;
    private final Map<Long, Long> madeNanos = new HashMap<>();
    private final Map<Long, Roster> rosters = new HashMap<>();
    private final List<Violation> violations = new ArrayList<>();

    /** What comes within these bounds after a fault may come of it. */
    public NoBurnWithoutCause(GroundTruth truth, Bounds bounds) {
        this.truth = truth;
        this.bounds = bounds;
    }

    @Override
    public String name() {
        return "noBurnWithoutCause";
    }

    @Override
    public List<Violation> violations() {
        return violations;
    }

    @Override
    public void rosterMade(long atNanos, Roster roster) {
        madeNanos.putIfAbsent(roster.groupEpoch().epoch(), atNanos);
        rosters.put(roster.groupEpoch().epoch(), roster);
    }

    @Override
    public void told(long atNanos, int member, Session session, Notice notice) {
        if (!(notice instanceof Notice.FuseBurnt burnt)) {
            return;
        }
        long epoch = burnt.groupEpoch().epoch();
        long since = madeNanos.getOrDefault(epoch, 0L) - bounds.promiseNanos();
        Roster roster = rosters.get(epoch);
        boolean caused = truth.causeSince(since)
                || (roster != null
                        && roster.members().stream()
                                .map(RosterMember::id)
                                .anyMatch(m -> truth.faulty(Names.number(m), since, 0)));
        if (!caused) {
            violations.add(new Violation(
                    name(),
                    atNanos,
                    "%s was told that epoch %d burnt (%s %s %s), and nothing was wrong"
                            .formatted(
                                    Names.name(member),
                                    epoch,
                                    burnt.cause().kind(),
                                    burnt.cause().subjects(),
                                    burnt.cause().detail())));
        }
    }
}
