package dev.fusebox.lab.qos.group;

import dev.fusebox.core.roster.DetectionSettings;
import dev.fusebox.core.roster.Fate;
import dev.fusebox.lab.qos.conditions.Conditions;
import dev.fusebox.lab.qos.conditions.Link;
import dev.fusebox.lab.qos.conditions.Span;
import dev.fusebox.lab.sim.engine.Purpose;
import dev.fusebox.lab.sim.engine.RandomStream;
import dev.fusebox.lab.sim.network.Way;
import dev.fusebox.lab.sim.scenario.Fault;
import dev.fusebox.lab.sim.scenario.NetworkSettings;
import dev.fusebox.lab.sim.scenario.NetworkSettings.Links;
import dev.fusebox.lab.sim.scenario.Scenario;
import dev.fusebox.lab.sim.watch.Bounds;
import dev.fusebox.lab.sim.watch.GroundTruth;
import dev.fusebox.lab.sim.world.Simulation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One group of {@value #MEMBERS} members on as many nodes, under some conditions: each process stands still when they say, each link is
 * one of theirs, and at most one member fails. The same course gives the same run.
 *
 * @param fate None: verdicts change nothing, and nobody is told; else the fuse burns and the operator forms the next epoch
 * @param durationNanos how long it runs at most
 * @param cause what really fails, if anything does
 * @param seed of all chance
 */
record Course(
        Conditions conditions,
        DetectionSettings detection,
        Fate fate,
        long durationNanos,
        Optional<Cause> cause,
        long seed) {
    static final int MEMBERS = 8;

    /** A group forms, and detectors learn; nothing counts before. */
    static final long WARM_UP_NANOS = 15_000_000_000L;

    private static final NetworkSettings NOTHING_OF_ITS_OWN = new NetworkSettings(0, 0, 0, 0, 0, Links.DATAGRAM);

    /** Nobody dies; under {@link Conditions#OUTAGE} the first member stands still for that long. */
    static Course calm(Conditions conditions, DetectionSettings detection, Fate fate, long durationNanos, long seed) {
        Optional<Cause> outage =
                conditions.down(durationNanos).stream().findFirst().map(down -> new Cause(0, down));
        return new Course(conditions, detection, fate, durationNanos, outage, seed);
    }

    /** Runs it before that meter, until the meter has seen enough. */
    void run(LevelMeter meter) {
        new Simulation(
                        scenario(),
                        seed,
                        new GroundTruth(MEMBERS),
                        new Bounds(detection),
                        List.of(meter),
                        (from, to) -> way(conditions.link(stream(RandomStream.pair(from, to)))))
                .run(meter::sawEnough);
    }

    private Scenario scenario() {
        List<Fault> faults = new ArrayList<>();
        cause.ifPresent(c -> faults.add(fails(c)));
        for (int member = 0; member < MEMBERS; member++) {
            for (Span span : conditions.standsStill(durationNanos, stream(member))) {
                faults.add(stands(faults.size(), member, span));
            }
        }
        return new Scenario(
                conditions.key(), MEMBERS, MEMBERS, 1, durationNanos, detection, fate, NOTHING_OF_ITS_OWN, faults);
    }

    private Fault fails(Cause c) {
        return c.isCrash()
                ? new Fault(0, "crash", c.down().startNanos(), Long.MAX_VALUE, new Fault.Crash(List.of(c.member())))
                : stands(0, c.member(), c.down());
    }

    private static Fault stands(int index, int member, Span span) {
        return new Fault(index, "pause", span.startNanos(), span.endNanos(), new Fault.Pause(List.of(member)));
    }

    private RandomStream stream(long entity) {
        return new RandomStream(seed, entity, Purpose.SCENARIO);
    }

    private static Way way(Link link) {
        return new Way() {
            @Override
            public boolean loses(long nowNanos) {
                return link.loses(nowNanos);
            }

            @Override
            public long addsNanos(long nowNanos) {
                return link.delayNanos(nowNanos);
            }
        };
    }
}
