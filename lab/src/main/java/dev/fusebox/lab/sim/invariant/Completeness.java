package dev.fusebox.lab.sim.invariant;

import dev.fusebox.core.member.Notice;
import dev.fusebox.core.roster.Roster;
import dev.fusebox.core.roster.Session;
import dev.fusebox.lab.sim.scenario.Fault;
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

/**
 * A member that dies in an otherwise healthy, intact group is convicted by every live member within B, unless the group has gone on to
 * its next epoch by then; and that takes a burn.
 */
public final class Completeness implements Invariant, Watcher {
    private final GroundTruth truth;
    private final Bounds bounds;
    private final List<Duty> duties = new ArrayList<>();
    private final Set<Integer> intact = new HashSet<>();
    private final List<Violation> violations = new ArrayList<>();
    private Map<Long, Long> madeNanos = new HashMap<>();
    private long epoch;
    private Set<Integer> roster = Set.of();
    private long lastFaultNanos = Long.MIN_VALUE / 2;

    private static final class Duty {
        final long epoch;
        final long atNanos;
        final List<Integer> dead;
        final Set<Integer> witnesses;
        final Map<Integer, Set<Integer>> convicted = new HashMap<>();
        final Set<Integer> told = new HashSet<>();
        boolean disturbed;

        Duty(long epoch, long atNanos, List<Integer> dead, Set<Integer> witnesses) {
            this.epoch = epoch;
            this.atNanos = atNanos;
            this.dead = dead;
            this.witnesses = witnesses;
        }
    }

    /** Within these bounds. */
    public Completeness(GroundTruth truth, Bounds bounds) {
        this.truth = truth;
        this.bounds = bounds;
    }

    @Override
    public String name() {
        return "completeness";
    }

    @Override
    public List<Violation> violations() {
        return violations;
    }

    @Override
    public void rosterMade(long atNanos, Roster made) {
        if (made.groupEpoch().epoch() != epoch) {
            epoch = made.groupEpoch().epoch();
            madeNanos.put(epoch, atNanos);
            intact.clear();
        }
        roster = new HashSet<>();
        made.members().forEach(m -> roster.add(Names.number(m.id())));
    }

    @Override
    public void faultBegan(long atNanos, Fault fault) {
        boolean death = fault.action() instanceof Fault.Crash || fault.action() instanceof Fault.Kill;
        duties.stream().filter(d -> atNanos < d.atNanos + bounds.promiseNanos()).forEach(d -> d.disturbed = true);
        boolean calm = atNanos - lastFaultNanos > bounds.promiseNanos();
        lastFaultNanos = atNanos;
        List<Integer> dead = fault.action().members();
        boolean all = intact.containsAll(roster) && roster.containsAll(dead);
        // A majority of the group is left, and somebody watches each of the dead.
        if (death && calm && all && dead.size() * 3 < roster.size()) {
            Set<Integer> witnesses = new HashSet<>(roster);
            dead.forEach(witnesses::remove);
            duties.add(new Duty(epoch, atNanos, dead, witnesses));
        }
    }

    @Override
    public void faultEnded(long atNanos, Fault fault) {
        lastFaultNanos = atNanos;
        duties.stream().filter(d -> atNanos < d.atNanos + bounds.promiseNanos()).forEach(d -> d.disturbed = true);
    }

    @Override
    public void told(long atNanos, int member, Session session, Notice notice) {
        long about = notice.groupEpoch().epoch();
        switch (notice) {
            case Notice.FuseIntact now -> {
                if (about == epoch) {
                    intact.add(member);
                }
            }
            case Notice.FuseBurnt burnt -> {
                if (about == epoch) {
                    intact.remove(member);
                }
                duties.stream().filter(d -> d.epoch == about).forEach(d -> d.told.add(member));
            }
            case Notice.MemberFailed failed ->
                duties.stream()
                        .filter(d -> d.epoch == about && atNanos <= d.atNanos + bounds.promiseNanos())
                        .forEach(d -> d.convicted
                                .computeIfAbsent(member, m -> new HashSet<>())
                                .add(Names.number(failed.verdict().subject())));
            default -> {}
        }
    }

    @Override
    public void ended(long atNanos) {
        for (Duty duty : duties) {
            long deadline = duty.atNanos + bounds.promiseNanos();
            if (duty.disturbed || deadline > atNanos) {
                continue;
            }
            boolean goneOn = madeNanos.getOrDefault(duty.epoch + 1, Long.MAX_VALUE) <= deadline;
            for (int witness : duty.witnesses) {
                boolean excused = (goneOn && duty.told.contains(witness)) || !truth.live(witness);
                Set<Integer> convicted = duty.convicted.getOrDefault(witness, Set.of());
                if (!excused && !convicted.containsAll(duty.dead)) {
                    violations.add(new Violation(
                            name(),
                            deadline,
                            "%s has not convicted all of %s, dead since %.3f s"
                                    .formatted(
                                            Names.name(witness),
                                            duty.dead.stream().map(Names::name).toList(),
                                            duty.atNanos / 1e9)));
                }
            }
        }
    }
}
