package dev.fusebox.lab.sim;

import dev.fusebox.core.roster.RosterMember;
import dev.fusebox.lab.sim.invariant.Accuracy;
import dev.fusebox.lab.sim.invariant.Bounded;
import dev.fusebox.lab.sim.invariant.BurnIsFinal;
import dev.fusebox.lab.sim.invariant.Completeness;
import dev.fusebox.lab.sim.invariant.Convergence;
import dev.fusebox.lab.sim.invariant.Monotonic;
import dev.fusebox.lab.sim.invariant.NoBurnWithoutCause;
import dev.fusebox.lab.sim.invariant.Promise;
import dev.fusebox.lab.sim.invariant.ToldOnce;
import dev.fusebox.lab.sim.report.FaultTimes;
import dev.fusebox.lab.sim.report.RunReport;
import dev.fusebox.lab.sim.report.TrafficCount;
import dev.fusebox.lab.sim.report.VerdictTimes;
import dev.fusebox.lab.sim.scenario.Fault;
import dev.fusebox.lab.sim.scenario.NetworkSettings.Links;
import dev.fusebox.lab.sim.scenario.Scenario;
import dev.fusebox.lab.sim.watch.Bounds;
import dev.fusebox.lab.sim.watch.GroundTruth;
import dev.fusebox.lab.sim.watch.Invariant;
import dev.fusebox.lab.sim.watch.Names;
import dev.fusebox.lab.sim.watch.Violation;
import dev.fusebox.lab.sim.watch.Watcher;
import dev.fusebox.lab.sim.world.Simulation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** One scenario with one seed: run, watched by every invariant, and reported. */
public final class Run {
    /** A reform takes up to 2 s, an epoch that cannot form 10 s and a pause of 4 s, an agent's back-off up to 30 s. */
    private static final long CONVERGENCE_NANOS = 30_000_000_000L;

    private static final long WITH_OPERATOR_DOWN_NANOS = 60_000_000_000L;

    private final Scenario scenario;
    private final long seed;
    private final GroundTruth truth;
    private final Bounds bounds;
    private final Promise promise;
    private final ToldOnce toldOnce = new ToldOnce();
    private final NoBurnWithoutCause caused;
    private final FaultTimes faultTimes;
    private final VerdictTimes verdictTimes;
    private final TrafficCount traffic;
    private final List<Invariant> invariants = new ArrayList<>();
    private final Simulation simulation;

    private Run(Scenario scenario, long seed, List<Watcher> more) {
        this.scenario = scenario;
        this.seed = seed;
        this.truth = new GroundTruth(scenario.everyone());
        this.bounds = boundsOf(scenario);
        this.promise = new Promise(truth, bounds);
        this.caused = new NoBurnWithoutCause(truth, bounds);
        this.faultTimes = new FaultTimes(truth, scenario.fate());
        this.verdictTimes = new VerdictTimes(truth, bounds);
        this.traffic = new TrafficCount(scenario.everyone());
        boolean lossyPair = scenario.members() == 2
                && scenario.network().links() == Links.STREAM
                && scenario.network().loss() > 0;
        boolean operatorDown = scenario.faults().stream().anyMatch(f -> f.action() instanceof Fault.OperatorDown);
        invariants.add(promise);
        invariants.add(toldOnce);
        if (!lossyPair) {
            invariants.add(caused);
        }
        invariants.add(new BurnIsFinal());
        invariants.add(new Completeness(truth, bounds));
        invariants.add(new Accuracy(truth, bounds, lossyPair));
        invariants.add(new Monotonic());
        invariants.add(new Bounded(Simulation.MAX_WAITING));
        invariants.add(new Convergence(truth, operatorDown ? WITH_OPERATOR_DOWN_NANOS : CONVERGENCE_NANOS));
        List<Watcher> watchers = new ArrayList<>(more);
        watchers.addAll(List.of(faultTimes, verdictTimes, traffic));
        invariants.stream().map(Watcher.class::cast).forEach(watchers::add);
        if (lossyPair) {
            watchers.add(caused);
        }
        this.simulation = new Simulation(scenario, seed, truth, bounds, watchers);
    }

    /** Runs it and reports; more watchers may look on. */
    public static RunReport of(Scenario scenario, long seed, Watcher... more) {
        Run run = new Run(scenario, seed, List.of(more));
        run.simulation.run();
        return run.report();
    }

    private static Bounds boundsOf(Scenario scenario) {
        Bounds bounds = new Bounds(scenario.detection());
        bounds.way(scenario.network().delayNanos() + scenario.network().jitterNanos());
        boolean partial = scenario.network().loss() > 0;
        for (Fault fault : scenario.faults()) {
            switch (fault.action()) {
                case Fault.Delay delay ->
                    bounds.way(delay.addNanos() + scenario.network().delayNanos());
                case Fault.Drop drop -> partial |= drop.probability() < 1;
                case Fault.Link link -> partial |= link.probability() < 1;
                default -> {}
            }
        }
        if (partial) {
            bounds.partialLoss();
        }
        return bounds;
    }

    private RunReport report() {
        List<String> violated = invariants.stream()
                .flatMap(i -> i.violations().stream())
                .sorted(Comparator.comparingLong(Violation::atNanos))
                .map(Violation::toString)
                .toList();
        return new RunReport(
                seed,
                simulation.hash(),
                simulation.happened(),
                faultTimes.reports(),
                verdictTimes.verdicts(),
                new RunReport.Burns(
                        promise.expected(),
                        promise.told(),
                        promise.liveNotTold(),
                        toldOnce.violations().size(),
                        caused.violations().size()),
                verdictTimes.flaps(),
                verdictTimes.cuts(),
                verdictTimes.links(),
                traffic.traffic(),
                outcome(),
                violated);
    }

    private RunReport.Final outcome() {
        Set<Integer> roster = simulation.roster().stream()
                .flatMap(r -> r.members().stream())
                .map(RosterMember::id)
                .map(Names::number)
                .collect(Collectors.toSet());
        List<String> removed = new ArrayList<>();
        List<String> kept = new ArrayList<>();
        for (int member = 0; member < truth.members(); member++) {
            boolean live = truth.live(member);
            if (live && !roster.contains(member) && !truth.faulty(member, scenario.durationNanos(), 0)) {
                removed.add(Names.name(member));
            }
            if (!live && roster.contains(member)) {
                kept.add(Names.name(member));
            }
        }
        return new RunReport.Final(removed, kept);
    }
}
