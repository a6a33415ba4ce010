package dev.fusebox.operator.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fusebox.operator.roster.GroupSpec;
import dev.fusebox.operator.roster.TestingSpec;
import dev.fusebox.proto.v1.FuseState;
import java.util.List;
import org.junit.jupiter.api.Test;

/** With whom, and when, a group forms anew after a burn. */
class ReformTest {
    @Test
    void whoIsProbedInVainIsNotWaitedForInTheNextEpochAndIsInTheOneAfterItIsReached() {
        VirtualCluster cluster = VirtualCluster.intact(4);
        List.of(0, 1, 2).forEach(observer -> {
            cluster.vote(observer, 3, 1);
            cluster.accuse(observer, 3, 1);
        });
        cluster.run(100);
        for (int i = 0; i < 4; i++) {
            cluster.report(i, 1, FuseState.BURNT);
        }
        for (int i = 0; i < 40; i++) {
            List.of(0, 1, 2).forEach(observer -> cluster.probes(observer, 3, false));
            cluster.run(100);
        }
        assertThat(cluster.state().epoch()).isEqualTo(2);
        assertThat(cluster.state().roster())
                .containsExactly(VirtualCluster.uid(0), VirtualCluster.uid(1), VirtualCluster.uid(2));

        for (int i = 0; i < 4; i++) {
            cluster.report(i, 2, FuseState.INTACT);
        }
        List.of(0, 1, 2).forEach(observer -> cluster.probes(observer, 3, true));
        cluster.run(100);
        assertThat(cluster.state().roster()).contains(VirtualCluster.uid(3));
    }

    private static GroupSpec manual(String resume) {
        return new TestingSpec().manual(resume).spec();
    }

    @Test
    void underReformManualTheNextEpochWaitsForAPersonsNewWord() {
        VirtualCluster cluster = VirtualCluster.intact(3);
        cluster.controller.spec(manual("seen-1"));
        cluster.run(100);
        for (int i = 0; i < 3; i++) {
            cluster.report(i, 1, FuseState.BURNT);
        }
        for (int i = 0; i < 100; i++) {
            cluster.run(100);
        }
        assertThat(cluster.state().epoch()).isEqualTo(1);
        assertThat(cluster.state().waitingFor()).contains("fusebox.dev/resume");
        cluster.controller.spec(manual("seen-2"));
        for (int i = 0; i < 30; i++) {
            cluster.run(100);
        }
        assertThat(cluster.state().epoch()).isEqualTo(2);
    }
}
