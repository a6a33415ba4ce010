package dev.fusebox.lab.sim.invariant;

import dev.fusebox.core.fuse.FuseState;
import dev.fusebox.core.member.GroupView;
import dev.fusebox.core.roster.Roster;
import dev.fusebox.core.roster.Session;
import dev.fusebox.lab.sim.watch.GroundTruth;
import dev.fusebox.lab.sim.watch.Invariant;
import dev.fusebox.lab.sim.watch.Names;
import dev.fusebox.lab.sim.watch.Violation;
import dev.fusebox.lab.sim.watch.Watcher;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** After so much calm the group is intact again, with exactly the live members in its roster, and each of them says so. */
public final class Convergence implements Invariant, Watcher {
    private final GroundTruth truth;
    private final long calmNanos;
    private final Map<Integer, GroupView> lastViews = new HashMap<>();
    private final Map<Integer, Long> viewedNanos = new HashMap<>();
    private final List<Violation> violations = new ArrayList<>();
    private long epoch;
    private Set<Integer> roster = Set.of();

    /** A group needs so much calm. */
    public Convergence(GroundTruth truth, long calmNanos) {
        this.truth = truth;
        this.calmNanos = calmNanos;
    }

    @Override
    public String name() {
        return "convergence";
    }

    @Override
    public List<Violation> violations() {
        return violations;
    }

    @Override
    public void rosterMade(long atNanos, Roster made) {
        epoch = made.groupEpoch().epoch();
        roster = new HashSet<>();
        made.members().forEach(m -> roster.add(Names.number(m.id())));
    }

    @Override
    public void viewed(long atNanos, int member, Session session, GroupView view) {
        lastViews.put(member, view);
        viewedNanos.put(member, atNanos);
    }

    @Override
    public void ended(long atNanos) {
        if (truth.calmSinceNanos() == Long.MAX_VALUE || atNanos - truth.calmSinceNanos() < calmNanos) {
            return;
        }
        int live = 0;
        for (int member = 0; member < truth.members(); member++) {
            live += truth.live(member) ? 1 : 0;
        }
        for (int member = 0; member < truth.members(); member++) {
            if (truth.live(member) && live >= 2) {
                check(atNanos, member);
            }
        }
    }

    private void check(long atNanos, int member) {
        GroupView view = lastViews.get(member);
        String found = "";
        if (!roster.contains(member)) {
            found = "is not in the roster of epoch " + epoch;
        } else if (view == null || viewedNanos.getOrDefault(member, 0L) < atNanos) {
            found = "knows no group";
        } else if (view.groupEpoch().epoch() != epoch || view.fuse() != FuseState.INTACT) {
            found = "shows epoch " + view.groupEpoch().epoch() + " " + view.fuse() + ", not epoch " + epoch + " INTACT";
        }
        if (!found.isEmpty()) {
            violations.add(new Violation(
                    name(),
                    atNanos,
                    "%s %s after %.1f s of calm"
                            .formatted(Names.name(member), found, (atNanos - truth.calmSinceNanos()) / 1e9)));
        }
    }
}
