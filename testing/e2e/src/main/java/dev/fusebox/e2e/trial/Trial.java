package dev.fusebox.e2e.trial;

import dev.fusebox.e2e.cluster.Effect;
import dev.fusebox.e2e.cluster.EmbeddedCluster;
import dev.fusebox.e2e.cluster.FaultKind;
import dev.fusebox.e2e.cluster.MemberPod;
import dev.fusebox.e2e.cluster.SampleWorkload;
import dev.fusebox.e2e.cluster.Target;
import dev.fusebox.e2e.command.CommandFailure;
import dev.fusebox.e2e.command.Pause;
import dev.fusebox.e2e.observe.GroupState;
import dev.fusebox.e2e.observe.GroupWatch;
import dev.fusebox.e2e.observe.MemberView;
import dev.fusebox.e2e.observe.SampleLog;
import dev.fusebox.e2e.observe.Told;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The steps of a trial, in the order in which they are called: {@link #prepare}, {@link #inject}, {@link #hold},
 * {@link #heal}, {@link #collect}, {@link #restore}. For one thread.
 */
public final class Trial {
    /** Longer than any notice may take (protocol section 7, the promise), so that a late one is seen as late. */
    private static final Duration HOLD = Duration.ofMillis(3200);

    private static final Duration WHOLE = Duration.ofSeconds(90);
    private static final Duration COLLECT = Duration.ofSeconds(12);
    private static final Duration POLL = Duration.ofMillis(400);

    /** Long enough to find what was said when the epoch began. */
    private static final int LOG_SECONDS = 600;

    private final EmbeddedCluster cluster;
    private final SampleWorkload workload;
    private final MemberView view;
    private final GroupWatch watch;

    public Trial(EmbeddedCluster cluster, SampleWorkload workload, MemberView view, GroupWatch watch) {
        this.cluster = cluster;
        this.workload = workload;
        this.view = view;
        this.watch = watch;
    }

    /**
     * Waits until the group is whole, and every application knows it: a pod's agent runs before its application does.
     *
     * @param turn victims take turns by it
     * @param sparedNode a fault of a node never hits this one
     */
    public Scene prepare(FaultKind fault, int members, int turn, String sparedNode) {
        GroupState whole = awaitWhole(members);
        List<MemberPod> pods = workload.pods();
        // The last victim's group may be whole again before its replacement is there.
        for (long end = System.nanoTime() + WHOLE.toNanos(); pods.size() != members; pods = workload.pods()) {
            if (System.nanoTime() - end > 0) {
                throw new CommandFailure(
                        pods.size() + " pods instead of " + members + " after " + WHOLE.toSeconds() + " s");
            }
            Pause.sleep(POLL);
            whole = awaitWhole(members);
        }
        awaitApplications(pods, whole.epoch());
        List<MemberPod> candidates = fault == FaultKind.NODE ? oneOfEachNode(pods, sparedNode) : pods;
        if (candidates.isEmpty()) {
            throw new CommandFailure(
                    "no member runs on another node than " + sparedNode + "; use more nodes or members");
        }
        MemberPod victim = candidates.get(Math.floorMod(turn, candidates.size()));
        Scene scene = new Scene(fault, victim, pods, whole.epoch(), 0);
        return new Scene(fault, victim, pods, whole.epoch(), view.ownStalls(scene.survivors()));
    }

    public Effect inject(Scene scene) {
        String namespace = workload.namespace();
        Target pod = new Target.Pod(namespace, scene.victim().name());
        return switch (scene.fault()) {
            case APP ->
                cluster.kill(new Target.Container(namespace, scene.victim().name(), SampleWorkload.APPLICATION));
            case KILL -> cluster.kill(pod);
            case HANG -> cluster.freeze(pod);
            case CUT -> cluster.cut(pod);
            case NODE -> cluster.cut(new Target.Node(scene.victim().node()));
            case NONE -> new Effect(System.nanoTime(), System.nanoTime());
        };
    }

    /** Lets the fault stand until everyone should have been told. Nothing else runs meanwhile that could disturb. */
    public void hold(Effect effect) {
        Pause.until(effect.atNanos() + HOLD.toNanos());
    }

    public void heal(Scene scene) {
        switch (scene.fault()) {
            case HANG, CUT, NODE -> cluster.heal();
            case APP, KILL, NONE -> {
                // Their kubelet starts killed containers again.
            }
        }
    }

    /** What the survivors were told. Waits for those that were not told yet, and for logs that come after healing. */
    public Observation collect(Scene scene, Effect effect, int run) {
        List<MemberPod> survivors = scene.survivors();
        long deadlineNanos = System.nanoTime() + COLLECT.toNanos();
        List<SampleLog> logs = logsSince(survivors, effect);
        while (!everyoneSaid(Told.BURNT, logs, survivors, scene.epoch()) && System.nanoTime() - deadlineNanos < 0) {
            Pause.sleep(POLL);
            logs = logsSince(survivors, effect);
        }
        OptionalLong status = statusMillis(scene, effect);
        double stalls = view.ownStalls(survivors) - scene.ownStalls();
        return new Observation(outcome(scene, effect, run, logs, status, Math.max(stalls, 0), 0), logs);
    }

    /**
     * Waits until the group is whole in a later epoch, and looks once more at what everyone was told.
     *
     * @return the outcome with all notices that came until then
     */
    public Observation restore(Scene scene, Effect effect, Observation seen) {
        if (scene.fault().killsContainers()) {
            workload.deletePod(scene.victim().name());
        }
        GroupState whole = watch.await(
                "whole after the fault",
                state -> state.epoch() > scene.epoch()
                        && state.isWhole(scene.members().size()),
                WHOLE);
        List<SampleLog> logs = logsSince(scene.survivors(), effect);
        Outcome before = seen.outcome();
        OptionalLong status = before.statusMillis().isPresent() ? before.statusMillis() : statusMillis(scene, effect);
        long otherBurns = whole.epoch() - scene.epoch() - 1;
        return new Observation(
                outcome(scene, effect, before.run(), logs, status, before.ownStalls(), otherBurns), logs);
    }

    /** When the first state of a later epoch with a whole fuse arrived. */
    public Optional<GroupState> reformed(Scene scene) {
        return watch.states().stream()
                .filter(state -> state.epoch() > scene.epoch() && state.fuse().equals(GroupState.INTACT))
                .findFirst();
    }

    private GroupState awaitWhole(int members) {
        return watch.await("whole with " + members + " members", state -> state.isWhole(members), WHOLE);
    }

    private void awaitApplications(List<MemberPod> pods, long epoch) {
        long deadlineNanos = System.nanoTime() + WHOLE.toNanos();
        while (!everyoneSaid(Told.INTACT, view.logs(pods, LOG_SECONDS), pods, epoch)) {
            if (System.nanoTime() - deadlineNanos > 0) {
                throw new CommandFailure("FailureGroup " + watch.name() + ": not every application has heard of epoch "
                        + epoch + " after " + WHOLE.toSeconds() + " s");
            }
            Pause.sleep(POLL);
        }
    }

    private List<SampleLog> logsSince(List<MemberPod> pods, Effect effect) {
        long seconds = Duration.ofNanos(System.nanoTime() - effect.atNanos()).toSeconds() + 2;
        return view.logs(pods, (int) seconds);
    }

    private OptionalLong statusMillis(Scene scene, Effect effect) {
        return watch.states().stream()
                .filter(state -> state.showsBurnOf(scene.epoch()))
                .mapToLong(state -> millis(effect, state.arrivedNanos()))
                .findFirst();
    }

    private Outcome outcome(
            Scene scene,
            Effect effect,
            int run,
            List<SampleLog> logs,
            OptionalLong status,
            double stalls,
            long otherBurns) {
        List<Outcome.Survivor> survivors = new ArrayList<>();
        for (MemberPod survivor : scene.survivors()) {
            List<Told> notices = logs.stream()
                    .filter(log -> log.pod().equals(survivor.name()))
                    .flatMap(log -> log.all(Told.BURNT, watch.name(), scene.epoch()).stream())
                    .toList();
            OptionalLong first = notices.stream()
                    .mapToLong(notice -> millis(effect, notice.atNanos()))
                    .min();
            survivors.add(new Outcome.Survivor(survivor.name(), notices.size(), first));
        }
        return new Outcome(
                scene.fault(), run, scene.epoch(), scene.victimName(), survivors, status, stalls, otherBurns);
    }

    private boolean everyoneSaid(String event, List<SampleLog> logs, List<MemberPod> pods, long epoch) {
        long said = logs.stream()
                .filter(log -> log.first(event, watch.name(), epoch).isPresent())
                .count();
        return said == pods.size();
    }

    private static List<MemberPod> oneOfEachNode(List<MemberPod> pods, String sparedNode) {
        return pods.stream()
                .map(MemberPod::node)
                .filter(node -> !node.equals(sparedNode))
                .distinct()
                .flatMap(node ->
                        pods.stream().filter(pod -> pod.node().equals(node)).limit(1))
                .toList();
    }

    private static long millis(Effect effect, long atNanos) {
        return Math.round((atNanos - effect.atNanos()) / 1e6);
    }
}
