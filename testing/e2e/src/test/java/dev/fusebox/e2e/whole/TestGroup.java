package dev.fusebox.e2e.whole;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fusebox.e2e.cluster.MemberPod;
import dev.fusebox.e2e.cluster.SampleWorkload;
import dev.fusebox.e2e.observe.GroupState;
import dev.fusebox.e2e.observe.GroupWatch;
import dev.fusebox.e2e.observe.MemberView;
import dev.fusebox.e2e.observe.SampleLog;
import dev.fusebox.e2e.observe.Told;
import dev.fusebox.e2e.trial.Trial;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** The sample's group in a namespace of its own, watched; the namespace goes when this is closed. */
final class TestGroup implements AutoCloseable {
    static final Duration PATIENCE = Duration.ofSeconds(90);

    private static final Set<String> BAD_NEWS = Set.of(Told.BURNT, Told.SUSPECTED, Told.FAILED);
    private static final int WHOLE_LOG_SECONDS = 3600;

    final TestCluster.Ground ground;
    final SampleWorkload workload;
    final GroupWatch watch;
    final MemberView view;

    TestGroup(TestCluster.Ground ground, String namespace, int members) {
        this.ground = ground;
        this.workload = new SampleWorkload(ground.site().client(), ground.root(), namespace);
        workload.apply(members);
        this.watch = new GroupWatch(ground.site().client(), namespace, SampleWorkload.NAME);
        this.view = new MemberView(ground.site().client(), namespace);
    }

    Trial trial() {
        return new Trial(ground.cluster(), workload, view, watch);
    }

    /** Waits until the group is whole and every member's application has heard of this epoch. */
    GroupState awaitWhole(int members) {
        GroupState whole = watch.await("whole with " + members, state -> state.isWhole(members), PATIENCE);
        assertThat(workload.pods()).hasSize(members);
        return whole;
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

    /** Asserts that since this epoch was whole nobody burnt it and nobody was suspected, by status and by applications. */
    void assertUndisturbed(GroupState since) {
        assertThat(watch.states())
                .filteredOn(state -> state.arrivedNanos() >= since.arrivedNanos())
                .allSatisfy(state -> {
                    assertThat(state.epoch()).isEqualTo(since.epoch());
                    assertThat(state.fuse()).isEqualTo(GroupState.INTACT);
                    assertThat(state.suspected()).isZero();
                });
        assertThat(badNews(workload.pods(), since.epoch())).isEmpty();
    }

    @Override
    public void close() {
        watch.close();
        workload.delete();
    }
}
