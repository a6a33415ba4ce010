package dev.fusebox.lab.sim.invariant;

import dev.fusebox.core.member.Notice;
import dev.fusebox.core.roster.Roster;
import dev.fusebox.core.roster.Session;
import dev.fusebox.lab.sim.watch.Bounds;
import dev.fusebox.lab.sim.watch.GroundTruth;
import dev.fusebox.lab.sim.watch.Invariant;
import dev.fusebox.lab.sim.watch.Names;
import dev.fusebox.lab.sim.watch.Violation;
import dev.fusebox.lab.sim.watch.Watcher;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The FUSE promise: if any live member is told, every live member that has acknowledged the epoch is told within B. Members that were
 * frozen count from when they go on, sessions that began later from their acknowledgement; who ended in between is excused. Of a starved
 * member it counts when that came by which it is told: a burn that waits for a process without processor time has arrived.
 */
public final class Promise implements Invariant, Watcher {
    private final GroundTruth truth;
    private final Bounds bounds;
    private final Map<Long, Epoch> epochs = new TreeMap<>();
    private final List<Violation> violations = new ArrayList<>();
    private final Map<Integer, Long> resumed = new TreeMap<>();
    private int expected;
    private int told;
    private int liveNotTold;

    private static final class Epoch {
        long firstToldNanos = Long.MAX_VALUE;
        final Map<Integer, Long> acknowledged = new TreeMap<>();
        final Set<Integer> founders = new TreeSet<>();
        final Set<Integer> intact = new TreeSet<>();
        final Map<Integer, Long> told = new TreeMap<>();
        final Map<Integer, Long> waited = new TreeMap<>();
        final Map<Integer, Long> wentOnBefore = new TreeMap<>();
    }

    /** Within these bounds. */
    public Promise(GroundTruth truth, Bounds bounds) {
        this.truth = truth;
        this.bounds = bounds;
    }

    @Override
    public String name() {
        return "promise";
    }

    @Override
    public List<Violation> violations() {
        return violations;
    }

    /** Members that had to be told of a burn, one for each burn. */
    public int expected() {
        return expected;
    }

    /** Members that were told, one for each burn. */
    public int told() {
        return told;
    }

    /** Members that were not told, or too late. */
    public int liveNotTold() {
        return liveNotTold;
    }

    @Override
    public void rosterMade(long atNanos, Roster roster) {
        Epoch epoch = epochs.computeIfAbsent(roster.groupEpoch().epoch(), e -> new Epoch());
        roster.members().stream()
                .filter(m -> m.joinedRevision() == 1)
                .forEach(m -> epoch.founders.add(Names.number(m.id())));
    }

    @Override
    public void told(long atNanos, int member, Session session, Notice notice) {
        Epoch epoch = epochs.computeIfAbsent(notice.groupEpoch().epoch(), e -> new Epoch());
        if (notice instanceof Notice.RosterAcknowledged) {
            epoch.acknowledged.putIfAbsent(member, atNanos);
        } else if (notice instanceof Notice.FuseIntact) {
            epoch.intact.add(member);
        } else if (notice instanceof Notice.FuseBurnt) {
            epoch.firstToldNanos = Math.min(epoch.firstToldNanos, atNanos);
            if (epoch.told.putIfAbsent(member, atNanos) == null) {
                epoch.waited.put(member, truth.behindNanos(member));
                epoch.wentOnBefore.put(member, resumed.getOrDefault(member, 0L));
            }
        }
    }

    @Override
    public void resumed(long atNanos, int member) {
        resumed.put(member, atNanos);
    }

    @Override
    public void stopped(long atNanos, int member) {
        epochs.values().forEach(e -> {
            if (!e.told.containsKey(member)) {
                e.acknowledged.remove(member);
                e.intact.remove(member);
            }
        });
    }

    @Override
    public void ended(long atNanos) {
        epochs.forEach((number, epoch) -> {
            if (epoch.firstToldNanos < Long.MAX_VALUE) {
                epoch.acknowledged.forEach((member, since) -> check(number, epoch, member, since, atNanos));
            }
        });
    }

    private void check(long number, Epoch epoch, int member, long acknowledgedNanos, long endNanos) {
        long from = Math.max(epoch.firstToldNanos, acknowledgedNanos);
        Long toldAt = epoch.told.get(member);
        Map<Integer, Long> wentOn = toldAt == null ? resumed : epoch.wentOnBefore;
        from = Math.max(from, wentOn.getOrDefault(member, 0L));
        long deadline = from + bounds.promiseNanos();
        if (!epoch.intact.contains(member)) {
            // Its fuse never was more than forming: a founder that nobody reaches is told when the time to form is
            // over, and of a joiner
            // that nobody reaches nothing is promised, for it was never told that the epoch holds.
            deadline = epoch.founders.contains(member)
                    ? Math.max(deadline, acknowledgedNanos + Bounds.FORM_NANOS)
                    : Long.MAX_VALUE;
        }
        if (toldAt != null) {
            expected++;
            told++;
            if (toldAt - epoch.waited.getOrDefault(member, 0L) > deadline) {
                liveNotTold++;
                violation(deadline, number, member, "was told only after %.3f s".formatted((toldAt - from) / 1e9));
            }
        } else if (truth.live(member) && deadline < endNanos - truth.behindNanos(member)) {
            expected++;
            liveNotTold++;
            violation(deadline, number, member, "was never told");
        }
    }

    private void violation(long atNanos, long epoch, int member, String what) {
        violations.add(new Violation(
                name(),
                atNanos,
                "%s %s that epoch %d burnt, B is %.3f s"
                        .formatted(Names.name(member), what, epoch, bounds.promiseNanos() / 1e9)));
    }
}
