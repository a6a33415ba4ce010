package dev.fusebox.e2e.whole;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fusebox.e2e.cluster.MemberPod;
import dev.fusebox.e2e.cluster.SampleWorkload;
import dev.fusebox.e2e.command.CommandFailure;
import dev.fusebox.e2e.observe.GroupState;
import dev.fusebox.e2e.observe.GroupWatch;
import dev.fusebox.e2e.observe.MemberView;
import dev.fusebox.e2e.observe.PodReport;
import dev.fusebox.e2e.observe.ProcessorWaits;
import dev.fusebox.e2e.observe.SampleLog;
import dev.fusebox.e2e.observe.Told;
import dev.fusebox.e2e.trial.Trial;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** The sample's group in a namespace of its own, watched; the namespace goes when this is closed. */
final class TestGroup implements AutoCloseable {
    /** Against hanging: six pods need most of a minute to start where other work has the processors. */
    static final Duration PATIENCE = Duration.ofMinutes(4);

    private static final Set<String> BAD_NEWS = Set.of(Told.BURNT, Told.SUSPECTED, Told.FAILED);
    private static final int WHOLE_LOG_SECONDS = 3600;
    /** Half of the heartbeat interval of the sample's group: later than that, the protocol counts it as the agent's own delay. */
    private static final Duration DELAY = Duration.ofMillis(100);
    /** From the silence to the application's hearing of it. */
    private static final Duration SUSPICION = Duration.ofSeconds(2);

    private static final Duration LATE_LOOK = Duration.ofMillis(500);

    final TestCluster.Ground ground;
    final SampleWorkload workload;
    final GroupWatch watch;
    final MemberView view;

    TestGroup(TestCluster.Ground ground, String namespace, int members) {
        this(ground, namespace, members, item -> {});
    }

    /** The same, each of its objects changed first. */
    TestGroup(TestCluster.Ground ground, String namespace, int members, Consumer<HasMetadata> change) {
        this(ground, namespace, members, SampleWorkload.Owner.DEPLOYMENT, change);
    }

    /** The same, and another owner makes the pods. */
    TestGroup(
            TestCluster.Ground ground,
            String namespace,
            int members,
            SampleWorkload.Owner owner,
            Consumer<HasMetadata> change) {
        this.ground = ground;
        this.workload = new SampleWorkload(ground.site().client(), ground.root(), namespace, owner);
        // What an earlier run left is not what this one is about.
        workload.delete();
        workload.apply(members, change);
        this.watch = new GroupWatch(ground.site().client(), namespace, SampleWorkload.NAME);
        this.view = new MemberView(ground.site().client(), namespace);
    }

    Trial trial() {
        return new Trial(ground.cluster(), workload, view, watch);
    }

    /** Waits until the group is whole and every member's application has heard of this epoch. */
    GroupState awaitWhole(int members) {
        try {
            GroupState whole = watch.await("whole with " + members, state -> state.isWhole(members), PATIENCE);
            assertThat(workload.pods()).hasSize(members);
            return whole;
        } catch (CommandFailure late) {
            throw new CommandFailure(
                    late.getMessage() + PodReport.of(ground.site().client(), workload.namespace()), late);
        }
    }

    List<SampleLog> logs(List<MemberPod> pods) {
        return view.logs(pods, WHOLE_LOG_SECONDS);
    }

    /** Bad news that these applications heard in this epoch. */
    List<Told> badNews(List<MemberPod> pods, long epoch) {
        return logs(pods).stream()
                .flatMap(log -> log.told().stream())
                .filter(notice -> notice.epoch() == epoch && BAD_NEWS.contains(notice.event()))
                .toList();
    }

    /**
     * Asserts that since this epoch was whole nobody burnt it and nobody was suspected, by status and by applications. Where this
     * machine's kernel kept an agent of the group from running for longer than half a heartbeat's interval just before, somebody
     * was silent, and to suspect is right whatever the test does: it is printed, since it tells of the machine.
     */
    void assertUndisturbed(GroupState since) {
        List<Told> ofTheMachine = new ArrayList<>();
        List<Told> ofTheGroup = new ArrayList<>();
        for (Told told : badNews(workload.pods(), since.epoch())) {
            Optional<ProcessorWaits.Starved> starved =
                    told.event().equals(Told.SUSPECTED) ? starved(told) : Optional.empty();
            starved.ifPresent(agent -> System.out.println(workload.namespace() + ": told of a suspicion where "
                    + Duration.ofNanos(agent.nanos()).toMillis() + " ms passed before the agent of " + agent.pod()
                    + " was given a processor: " + told));
            (starved.isPresent() ? ofTheMachine : ofTheGroup).add(told);
        }
        assertThat(ofTheGroup).as("bad news").isEmpty();
        assertThat(watch.states())
                .filteredOn(state -> state.arrivedNanos() >= since.arrivedNanos())
                .allSatisfy(state -> {
                    assertThat(state.epoch()).isEqualTo(since.epoch());
                    assertThat(state.fuse()).isEqualTo(GroupState.INTACT);
                    if (ofTheMachine.isEmpty()) {
                        assertThat(state.suspected()).isZero();
                    }
                });
    }

    /** Whoever hears of it may be late, too, and so may whoever looks at the waits: both by what the machine makes them wait. */
    private Optional<ProcessorWaits.Starved> starved(Told told) {
        return ground.waits()
                .worst(workload.namespace(), told.atNanos() - SUSPICION.toNanos(), told.atNanos() + LATE_LOOK.toNanos())
                .filter(agent -> agent.nanos() >= DELAY.toNanos());
    }

    @Override
    public void close() {
        watch.close();
        workload.delete();
    }
}
