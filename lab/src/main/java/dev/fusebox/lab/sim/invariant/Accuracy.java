package dev.fusebox.lab.sim.invariant;

import dev.fusebox.core.cut.VerdictKind;
import dev.fusebox.core.member.Notice;
import dev.fusebox.core.overlay.Rings;
import dev.fusebox.core.overlay.WatchGraph;
import dev.fusebox.core.roster.MemberId;
import dev.fusebox.core.roster.Roster;
import dev.fusebox.core.roster.RosterMember;
import dev.fusebox.core.roster.Session;
import dev.fusebox.core.suspect.Quorum;
import dev.fusebox.lab.sim.watch.Bounds;
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

/** No healthy member calls a healthy member Unreachable while fewer than H of its observers are faulty. */
public final class Accuracy implements Invariant, Watcher {
    private final GroundTruth truth;
    private final Bounds bounds;
    private final boolean lossyPair;
    private final Map<Long, Roster> rosters = new HashMap<>();
    private final Map<Long, Set<MemberId>> convicted = new HashMap<>();
    private final Set<Integer> forgetful = new HashSet<>();
    private final Set<Integer> started = new HashSet<>();
    private final Map<Integer, Long> movedOn = new HashMap<>();
    private final List<Violation> violations = new ArrayList<>();

    /**
     * What comes within these bounds after a fault may come of it.
     *
     * @param lossyPair two members over streams that lose segments: nobody can tell a long stall from a death, and no third can help
     */
    public Accuracy(GroundTruth truth, Bounds bounds, boolean lossyPair) {
        this.truth = truth;
        this.bounds = bounds;
        this.lossyPair = lossyPair;
    }

    @Override
    public String name() {
        return "accuracy";
    }

    @Override
    public List<Violation> violations() {
        return violations;
    }

    @Override
    public void rosterMade(long atNanos, Roster roster) {
        rosters.put(roster.groupEpoch().epoch(), roster);
    }

    @Override
    public void started(long atNanos, int member, Session session) {
        // The first start of all, or a later one without what was on the disk: it knows no epoch.
        if (!started.add(member) && session.counter() == 1) {
            forgetful.add(member);
        }
    }

    @Override
    public void told(long atNanos, int member, Session session, Notice notice) {
        if (notice instanceof Notice.RosterAcknowledged acknowledged) {
            forgetful.remove(member);
            movedOn.merge(member, acknowledged.groupEpoch().epoch(), Math::max);
        }
        if (!(notice instanceof Notice.MemberFailed failed) || failed.verdict().kind() != VerdictKind.UNREACHABLE) {
            return;
        }
        MemberId subject = failed.verdict().subject();
        long epoch = failed.groupEpoch().epoch();
        Roster roster = rosters.get(epoch);
        Set<MemberId> before = convicted.computeIfAbsent(epoch, e -> new HashSet<>());
        // Whoever has moved on to a later epoch, or has forgotten this one with its disk, is right to say nothing in
        // it.
        boolean there =
                !forgetful.contains(Names.number(subject)) && movedOn.getOrDefault(Names.number(subject), 0L) <= epoch;
        boolean bothHealthy = there && healthy(member, atNanos) && healthy(Names.number(subject), atNanos);
        if (roster != null && bothHealthy && !lossyPair && !excused(roster, before, subject, atNanos)) {
            violations.add(new Violation(
                    name(),
                    atNanos,
                    "%s, healthy, called %s Unreachable, which is healthy, in epoch %d with %d of %d votes"
                            .formatted(Names.name(member), subject, epoch, failed.votes(), failed.observers())));
        }
        before.add(subject);
    }

    /** Whether H of its observers are faulty, in the graph of all, or of those without a verdict. */
    private boolean excused(Roster roster, Set<MemberId> before, MemberId subject, long atNanos) {
        Rings rings = Rings.of(
                roster.groupEpoch(), roster.members(), roster.detection().observersPerMember());
        Map<MemberId, String> nodes = new HashMap<>();
        roster.members().forEach((RosterMember m) -> nodes.put(m.id(), m.node()));
        return enoughFaulty(subject, new WatchGraph(rings, m -> true).observersOf(subject), nodes, atNanos)
                || enoughFaulty(
                        subject,
                        new WatchGraph(rings, m -> m.equals(subject) || !before.contains(m)).observersOf(subject),
                        nodes,
                        atNanos);
    }

    /** An observer behind a bad link to the subject is none that sees it: it counts as faulty, for this subject. */
    private boolean enoughFaulty(MemberId subject, Set<MemberId> observers, Map<MemberId, String> nodes, long atNanos) {
        Quorum quorum = Quorum.of(observers, nodes);
        List<MemberId> faulty = observers.stream()
                .filter(o -> !healthy(Names.number(o), atNanos)
                        || truth.badLink(Names.number(o), Names.number(subject), atNanos - bounds.promiseNanos()))
                .toList();
        int high = quorum.size() == 1 ? 1 : quorum.high();
        return quorum.count(faulty, nodes) >= high;
    }

    private boolean healthy(int member, long atNanos) {
        return !truth.faulty(member, atNanos, bounds.promiseNanos());
    }
}
