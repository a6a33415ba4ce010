package dev.fusebox.operator.health.judgement;

import static dev.fusebox.operator.health.judgement.Pool.blockedFor;
import static dev.fusebox.operator.health.judgement.Pool.failed;
import static dev.fusebox.operator.health.judgement.Scene.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fusebox.operator.health.judgement.Channels.Lease;
import dev.fusebox.operator.health.judgement.Coordination.NodeLease;
import dev.fusebox.operator.roster.RemediationPolicy.Share;
import dev.fusebox.operator.roster.Tri;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What medik8s NodeHealthCheck is documented to do, each test by its name there: none of its safeties may be missing here. */
class NodeHealthCheckTest {
    @ParameterizedTest
    @CsvSource({
        // nodes, failed, repaired (minHealthy 51% lets 1 of 3, 2 of 5, 4 of 10; ours is stricter, never laxer)
        "2, 1, false",
        "3, 1, true",
        "3, 2, false",
        "5, 3, false",
        "10, 5, false",
        "10, 6, false"
    })
    void minHealthy(int nodes, int failed, boolean repaired) {
        assertThat(failed(nodes, failed, new Share(49, true)).judge().allowed()).isEqualTo(repaired);
    }

    @Test
    void maxUnhealthyIsANumberOrAShareAndAboveItNothingIsRepaired() {
        assertThat(failed(20, 2, new Share(2, false)).judge().allowed()).isTrue();
        assertThat(blockedFor(failed(20, 2, new Share(1, false)), RuleReason.BREAKER_OPEN))
                .isTrue();
        assertThat(failed(20, 2, new Share(10, true)).judge().allowed()).isTrue();
        assertThat(blockedFor(failed(20, 2, new Share(9, true)), RuleReason.BREAKER_OPEN))
                .isTrue();
    }

    @Test
    void maxUnhealthyOfASmallPoolLetsOneBeRepaired() {
        assertThat(failed(3, 1, new Share(25, true)).judge().allowed()).isTrue();
        assertThat(blockedFor(failed(3, 2, new Share(25, true)), RuleReason.BREAKER_OPEN))
                .isTrue();
    }

    @Test
    void pauseRequestsPreventNewRemediation() {
        Scene scene = Scene.ofNode();
        scene.pauses.add("cluster upgrade");
        assertThat(blockedFor(scene, RuleReason.PAUSED)).isTrue();
    }

    @Test
    void pauseRequestsDoNotPreventUndoing() {
        Scene scene = Scene.ofNode();
        scene.pauses.add("cluster upgrade");
        scene.marker = "17-1";
        FlapDelay delay = new FlapDelay();
        delay.observe(true, 0);
        assertThat(Undo.judge(scene.node(), "17-1", Lease.FRESH, delay, 30, 30 * SECOND))
                .isEqualTo(Undo.DUE);
    }

    @Test
    void oneControlPlaneNodeAtATime_hereNever() {
        Scene scene = Scene.ofNode();
        scene.controlPlane = true;
        assertThat(blockedFor(scene, RuleReason.CONTROL_PLANE_NODE)).isTrue();
    }

    @Test
    void leaseHeldByAnotherIsWaitedFor() {
        Scene scene = Scene.ofNode();
        scene.nodeLease = NodeLease.HELD_BY_OTHER;
        assertThat(blockedFor(scene, RuleReason.NODE_LEASE_HELD_BY_OTHER)).isTrue();
        scene.nodeLease = NodeLease.FREE;
        assertThat(blockedFor(scene, RuleReason.NODE_LEASE_NOT_HELD)).isTrue();
        scene.nodeLease = NodeLease.HELD;
        assertThat(scene.judge().allowed()).isTrue();
    }

    @Test
    void excludeFromRemediationLabel() {
        Scene scene = Scene.ofNode();
        scene.nodeExcluded = true;
        assertThat(blockedFor(scene, RuleReason.NODE_EXCLUDED)).isTrue();
    }

    @Test
    void stormCooldownPreventsNewRemediationUntilItHasPassed() {
        Storm storm = new Storm();
        Scene scene = Scene.ofNode();
        storm.observe(3, 2, 60, 0);
        scene.storm = storm.active();
        assertThat(blockedFor(scene, RuleReason.STORM_ACTIVE)).isTrue();
        storm.observe(0, 2, 60, 59 * SECOND);
        scene.storm = storm.active();
        assertThat(blockedFor(scene, RuleReason.STORM_ACTIVE)).isTrue();
        storm.observe(0, 2, 60, 60 * SECOND);
        scene.storm = storm.active();
        assertThat(scene.judge().allowed()).isTrue();
    }

    @Test
    void healthyDelayBeforeANodeCountsAsHealthyAgain() {
        FlapDelay delay = new FlapDelay();
        delay.observe(true, 0);
        assertThat(delay.remainingNanos(300, 299 * SECOND)).isPositive();
        assertThat(delay.remainingNanos(300, 300 * SECOND)).isZero();
    }

    @Test
    void readyFalseOrUnknownAloneIsAGroundThere_hereNeverWithoutPeers() {
        Scene scene = new Scene();
        scene.nodeReady = Tri.FALSE;
        scene.votes.clear();
        scene.probes.clear();
        assertThat(blockedFor(scene, RuleReason.NO_QUORUM)).isTrue();
    }
}
