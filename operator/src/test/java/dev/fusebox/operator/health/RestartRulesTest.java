package dev.fusebox.operator.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fusebox.operator.roster.GroupSpec;
import dev.fusebox.operator.roster.Owner;
import dev.fusebox.operator.roster.RemediationPolicy;
import dev.fusebox.operator.roster.TestingPod;
import dev.fusebox.operator.roster.TestingPolicy;
import dev.fusebox.operator.roster.TestingSpec;
import dev.fusebox.proto.v1.Fate;
import dev.fusebox.proto.v1.Roster;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What members may do to their own pods is told to each of them, within the epoch. */
class RestartRulesTest {
    private static GroupSpec enforcing(String... pauses) {
        return new TestingSpec()
                .fate(Fate.RESTART_CONTAINERS)
                .policy(new TestingPolicy(RemediationPolicy.Mode.ENFORCE)
                        .paused(pauses)
                        .policy())
                .spec();
    }

    private static boolean mayRestart(VirtualCluster cluster, int number) {
        List<Roster> sent = cluster.rosters(number);
        return sent.get(sent.size() - 1).getRestartRule().getAllowed();
    }

    @Test
    void whatMembersMayDoReachesThemWithinTheEpoch() {
        VirtualCluster cluster = VirtualCluster.intact(3);
        assertThat(mayRestart(cluster, 0)).isFalse();
        cluster.controller.spec(enforcing());
        cluster.run(100);
        assertThat(mayRestart(cluster, 0)).isTrue();
        cluster.controller.spec(enforcing("upgrade"));
        cluster.run(100);
        assertThat(mayRestart(cluster, 0)).isFalse();
        assertThat(cluster.state().epoch()).as("no new epoch for that").isEqualTo(1);
    }

    @Test
    void aPodThatOptedOutOrWhoseOwnerRestartsItsGroupIsToldNotToRestart() {
        VirtualCluster cluster = VirtualCluster.intact(4);
        cluster.controller.spec(enforcing());
        cluster.pods.computeIfPresent(
                VirtualCluster.uid(0),
                (uid, pod) ->
                        TestingPod.like(pod).owner(Owner.NONE).excluded(true).fact());
        cluster.pods.computeIfPresent(VirtualCluster.uid(1), (uid, pod) -> TestingPod.like(pod)
                .owner(new Owner("leaderworkerset.x-k8s.io/v1", "LeaderWorkerSet", "l", "u"))
                .excluded(false)
                .fact());
        cluster.pods.computeIfPresent(VirtualCluster.uid(2), (uid, pod) -> TestingPod.like(pod)
                .owner(new Owner("jobset.x-k8s.io/v1alpha2", "JobSet", "j", "u"))
                .excluded(false)
                .fact());
        cluster.pods.computeIfPresent(VirtualCluster.uid(3), (uid, pod) -> TestingPod.like(pod)
                .owner(new Owner("example.com/v1", "JobSet", "j", "u"))
                .excluded(false)
                .fact());
        cluster.run(100);
        assertThat(List.of(
                        mayRestart(cluster, 0), mayRestart(cluster, 1), mayRestart(cluster, 2), mayRestart(cluster, 3)))
                .containsExactly(false, false, false, true);
    }

    @Test
    void theStateCarriesThePolicyInForce() {
        VirtualCluster cluster = VirtualCluster.intact(3);
        assertThat(cluster.state().remediation()).isEqualTo(RemediationView.EMPTY);
        cluster.controller.spec(enforcing("upgrade"));
        cluster.controller.remediation(new RemediationView(
                RemediationPolicy.DEFAULT, List.of(), Set.of(), Map.of(), Optional.empty(), true, List.of()));
        cluster.run(100);
        assertThat(cluster.state().remediation().stormActive()).isTrue();
        assertThat(cluster.state().remediation().policy().pauseRequests()).containsExactly("upgrade");
    }
}
