package dev.fusebox.e2e.demo;

import dev.fusebox.e2e.cluster.Effect;
import dev.fusebox.e2e.cluster.EmbeddedCluster;
import dev.fusebox.e2e.cluster.FaultKind;
import dev.fusebox.e2e.cluster.SampleWorkload;
import dev.fusebox.e2e.cluster.Site;
import dev.fusebox.e2e.command.Command;
import dev.fusebox.e2e.command.Pause;
import dev.fusebox.e2e.observe.GroupState;
import dev.fusebox.e2e.observe.GroupWatch;
import dev.fusebox.e2e.observe.MemberView;
import dev.fusebox.e2e.trial.Observation;
import dev.fusebox.e2e.trial.Outcome;
import dev.fusebox.e2e.trial.Scene;
import dev.fusebox.e2e.trial.Timeline;
import dev.fusebox.e2e.trial.Trial;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** The demo itself: brings everything up, runs each fault of the plan as often as asked, prints, and cleans up. */
final class Series {
    private static final Duration BUILD = Duration.ofMinutes(30);
    private static final Duration WHOLE = Duration.ofSeconds(120);
    /** One heartbeat interval: a fault may come at any phase of it. */
    private static final int PHASE_MILLIS = 200;

    private final Plan plan;
    private final EmbeddedCluster cluster;
    private final Progress progress;
    private final Random phases;

    Series(Plan plan, EmbeddedCluster cluster, Progress progress) {
        this.plan = plan;
        this.cluster = cluster;
        this.progress = progress;
        this.phases = new Random(plan.seed());
    }

    /** Returns whether every survivor of every run was told exactly once. */
    boolean run(PrintStream out) {
        try (Site site = site()) {
            SampleWorkload workload = new SampleWorkload(site.client(), plan.root(), SampleWorkload.NAMESPACE);
            if (plan.context().isEmpty()) {
                // What an earlier demo kept runs the images of then, under the same tag.
                progress.step("removing what an earlier demo kept");
                workload.delete();
                site.stopOperators();
            }
            progress.step("installing the chart");
            site.chart().install();
            progress.step("applying the sample with " + plan.members() + " members and its FailureGroup");
            workload.apply(plan.members());
            try (GroupWatch watch = new GroupWatch(site.client(), SampleWorkload.NAMESPACE, SampleWorkload.NAME)) {
                GroupState whole = watch.await("whole", state -> state.isWhole(plan.members()), WHOLE);
                progress.step("FuseIntact: epoch " + whole.epoch() + ", " + whole.healthy() + " members healthy");
                return plan.faults().equals(List.of(FaultKind.NONE))
                        ? tryOut(out)
                        : breakAll(site, workload, watch, out);
            } finally {
                cleanUp(workload);
            }
        }
    }

    private Site site() {
        if (plan.context().isPresent()) {
            return Site.foreign(plan.root(), plan.context().get());
        }
        new Command(List.of(plan.root().resolve("testing/launch/build-images").toString()), Map.of()).runShown(BUILD);
        cluster.up(plan.nodes());
        for (Path image : Site.images(plan.root())) {
            progress.step("loading " + image.getFileName());
            cluster.load(image);
        }
        return Site.embedded(plan.root(), cluster);
    }

    private boolean tryOut(PrintStream out) {
        if (plan.context().isEmpty()) {
            out.println("try it: eval \"$(./fusebox cluster env)\"");
        }
        out.println("        kubectl -n fusebox-demo get fgrp -w");
        out.println("        kubectl -n fusebox-demo logs -l app=trainer -c app -f --prefix");
        out.println("demo: the group is whole; nothing was broken");
        return true;
    }

    private boolean breakAll(Site site, SampleWorkload workload, GroupWatch watch, PrintStream out) {
        Trial trial = new Trial(cluster, workload, new MemberView(site.client(), workload.namespace()), watch);
        List<Outcome> outcomes = new ArrayList<>();
        try {
            int turn = 0;
            for (FaultKind fault : plan.faults()) {
                for (int run = 1; run <= plan.runs(); run++) {
                    outcomes.add(one(trial, fault, run, turn++, site.operatorNode(), watch, out));
                    plan.csv().ifPresent(file -> Samples.write(file, outcomes));
                }
            }
        } finally {
            // Also of a series that could not go on: hours of runs are not thrown away.
            if (plan.isSeries()) {
                out.print(new Table(outcomes).text());
            }
        }
        if (!plan.isSeries()) {
            out.println(outcomes.getLast().line());
        }
        return outcomes.stream().allMatch(Outcome::allToldOnce);
    }

    private Outcome one(
            Trial trial, FaultKind fault, int run, int turn, String sparedNode, GroupWatch watch, PrintStream out) {
        Scene scene = trial.prepare(fault, plan.members(), turn, sparedNode);
        Pause.sleep(Duration.ofMillis(phases.nextInt(PHASE_MILLIS)));
        Effect effect = trial.inject(scene);
        try {
            trial.hold(effect);
        } finally {
            trial.heal(scene);
        }
        Observation seen = trial.collect(scene, effect, run);
        Observation complete = seen;
        try {
            complete = trial.restore(scene, effect, seen);
        } finally {
            show(trial, scene, effect, complete, watch, out);
        }
        return complete.outcome();
    }

    private void show(Trial trial, Scene scene, Effect effect, Observation seen, GroupWatch watch, PrintStream out) {
        Outcome outcome = seen.outcome();
        if (plan.isSeries()) {
            progress.step("run " + outcome.run() + " of " + plan.runs() + ", "
                    + scene.fault().word() + " " + scene.victimName() + ": " + outcome.line()
                    + (outcome.hadOwnStall() ? " (an agent stalled)" : ""));
        } else {
            out.print(timeline(trial, scene, effect, seen, watch));
        }
    }

    private static String timeline(Trial trial, Scene scene, Effect effect, Observation complete, GroupWatch watch) {
        Timeline timeline = new Timeline(effect.atNanos());
        timeline.add(
                effect.atNanos(),
                "fault: " + scene.fault().word() + " " + scene.victimName() + " (epoch " + scene.epoch() + ")");
        timeline.addNotices(complete.logs(), watch.name(), scene.epoch());
        watch.states().stream()
                .filter(state -> state.showsBurnOf(scene.epoch()))
                .findFirst()
                .ifPresent(state -> timeline.add(
                        state.arrivedNanos(),
                        "status: FuseIntact "
                                + state.condition(GroupState.FUSE_INTACT).status() + ", "
                                + state.condition(GroupState.FUSE_INTACT).reason()));
        trial.reformed(scene)
                .ifPresent(
                        state -> timeline.add(state.arrivedNanos(), "status: epoch " + state.epoch() + " is intact"));
        return timeline.text();
    }

    private void cleanUp(SampleWorkload workload) {
        boolean kept = plan.keep() || plan.faults().equals(List.of(FaultKind.NONE));
        if (!kept) {
            progress.step("removing the sample (--keep leaves it)");
            workload.delete();
        }
    }
}
