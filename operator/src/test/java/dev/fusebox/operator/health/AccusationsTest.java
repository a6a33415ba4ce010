package dev.fusebox.operator.health;

import static dev.fusebox.operator.health.VirtualCluster.uid;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fusebox.proto.v1.FuseState;
import dev.fusebox.proto.v1.VerdictKind;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Whom a group controller believes when members speak against each other. */
class AccusationsTest {
    @Test
    void whoIsAccusedByMoreThanItAccusesIsNotBelieved() {
        VirtualCluster cluster = VirtualCluster.intact(4);
        for (int accuser : new int[] {0, 2, 3}) {
            cluster.accuse(accuser, 1, 1);
            cluster.accuse(1, accuser, 1);
        }
        assertThat(cluster.run(10).suspicions()).extracting(Suspicion::uid).containsExactly(uid(1));
    }

    @Test
    void evidenceOfAnOldEpochIsVoid() {
        VirtualCluster cluster = VirtualCluster.intact(3);
        cluster.accuse(0, 1, 1);
        for (int i = 0; i < 3; i++) {
            cluster.report(i, 1, FuseState.BURNT);
        }
        cluster.run(10);
        assertThat(cluster.state().suspicions()).hasSize(1);
        cluster.run(2_100);
        cluster.run(10);
        assertThat(cluster.state().epoch()).isEqualTo(2);
        assertThat(cluster.state().suspicions()).isEmpty();
    }

    @Test
    void ofTwoSidesThatAccuseEachOtherTheSmallerIsConvictedWhoeverIsHeardFirst() {
        VirtualCluster cluster = VirtualCluster.intact(4);
        List.of(0, 1, 2).forEach(subject -> cluster.accuse(3, subject, 1));
        cluster.run(100);
        // The fuse is burnt: nobody is back merely because the group is intact.
        for (int i = 0; i < 4; i++) {
            cluster.report(i, 1, FuseState.BURNT);
        }
        List.of(0, 1, 2).forEach(observer -> cluster.accuse(observer, 3, 1));
        cluster.run(100);
        // Whoever hears of the smaller side's votes repeats them, without a verdict of its own.
        List.of(0, 1, 2).forEach(observer -> List.of(0, 1, 2).forEach(subject -> {
            if (!observer.equals(subject)) {
                cluster.suspects(observer, subject, 1);
            }
        }));
        cluster.run(100);
        assertThat(cluster.state().cases()).extracting(Case::uid).containsExactly(VirtualCluster.uid(3));
    }

    @Test
    void whatAnApplicationIsLikeOnlyItsOwnAgentSays() {
        VirtualCluster cluster = VirtualCluster.intact(4);
        cluster.accuse(0, 3, 1, VerdictKind.APPLICATION_FAILED);
        cluster.accuse(1, 3, 1);
        cluster.run(100);
        assertThat(cluster.state().cases()).extracting(Case::verdict).containsExactly("Unreachable");

        VirtualCluster other = VirtualCluster.intact(4);
        other.accuse(3, 3, 1, VerdictKind.APPLICATION_FAILED);
        other.accuse(1, 3, 1);
        other.run(100);
        assertThat(other.state().cases()).extracting(Case::verdict).containsExactly("ApplicationFailed");
    }
}
