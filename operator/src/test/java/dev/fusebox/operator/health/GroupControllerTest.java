package dev.fusebox.operator.health;

import static dev.fusebox.operator.health.VirtualCluster.groupReport;
import static dev.fusebox.operator.health.VirtualCluster.uid;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fusebox.proto.v1.FuseState;
import dev.fusebox.proto.v1.OperatorMessage;
import dev.fusebox.proto.v1.ReportedFact;
import dev.fusebox.proto.v1.Roster;
import dev.fusebox.proto.v1.RosterMember;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class GroupControllerTest {
    @Test
    void formsOnceAllSelectedAgentsAreAttached() {
        VirtualCluster cluster = new VirtualCluster().pods(3);
        assertThat(cluster.run(100).fuse()).isEqualTo(Fuse.NONE);
        cluster.attachAll();
        assertThat(cluster.run(100).life()).isEqualTo(new GroupState.Life(1, Fuse.FORMING));
        cluster.run(100);
        Roster roster = cluster.rosters(0).get(0);
        assertThat(roster.getMembersList()).extracting(RosterMember::getId).containsExactly(uid(0), uid(1), uid(2));
        assertThat(roster.getMembersList()).allMatch(m -> m.getJoinedRevision() == 1);
        assertThat(roster.getMembers(0).getAddress()).isEqualTo("198.19.0.0:7946");
    }

    @Test
    void formsWithoutTheLastPodOnlyAfterTwoSecondsOfNoChange() {
        VirtualCluster cluster = new VirtualCluster().pods(3);
        cluster.attach(0);
        cluster.attach(1);
        cluster.run(100);
        assertThat(cluster.run(1_900).fuse()).isEqualTo(Fuse.NONE);
        assertThat(cluster.run(200).fuse()).isEqualTo(Fuse.FORMING);
    }

    @Test
    void neverFormsBelowMinMembers() {
        VirtualCluster cluster = new VirtualCluster().pods(3);
        cluster.attach(0);
        assertThat(cluster.run(60_000).fuse()).isEqualTo(Fuse.NONE);
        assertThat(cluster.state().waitingFor()).isEqualTo("1 of at least 2 members are ready");
    }

    @Test
    void noAgentHearsOfAnEpochThatIsNotWritten() {
        VirtualCluster cluster = new VirtualCluster().pods(3).attachAll();
        cluster.apiServer = false;
        cluster.run(100);
        cluster.run(10_000);
        assertThat(cluster.state().fuse()).isEqualTo(Fuse.FORMING);
        assertThat(cluster.pushes).isEmpty();
        cluster.apiServer = true;
        cluster.run(100);
        cluster.run(100);
        assertThat(cluster.rosters(2)).hasSize(1);
    }

    @Test
    void isIntactWhenEveryFirstMemberSaysSo() {
        VirtualCluster cluster = new VirtualCluster().pods(3).attachAll();
        cluster.run(100);
        cluster.report(0, 1, FuseState.INTACT);
        cluster.report(1, 1, FuseState.INTACT);
        assertThat(cluster.run(100).fuse()).isEqualTo(Fuse.FORMING);
        cluster.report(2, 1, FuseState.INTACT);
        assertThat(cluster.run(100).fuse()).isEqualTo(Fuse.INTACT);
    }

    @Test
    void aLifeIsConfirmedWhenItIsWritten() {
        VirtualCluster cluster = VirtualCluster.intact(3);
        assertThat(cluster.controller.isConfirmed()).isTrue();
        cluster.apiServer = false;
        cluster.report(0, 1, FuseState.BURNT);
        cluster.run(10);
        assertThat(cluster.controller.isConfirmed()).isFalse();
        cluster.apiServer = true;
        cluster.run(10);
        assertThat(cluster.controller.isConfirmed()).isTrue();
    }

    @Test
    void aSettledGroupIsLeftInPeace() {
        VirtualCluster cluster = VirtualCluster.intact(3);
        GroupState before = cluster.state();
        cluster.pushes.clear();
        for (int i = 0; i < 100; i++) {
            cluster.run(200);
        }
        assertThat(cluster.pushes).isEmpty();
        assertThat(cluster.state()).isEqualTo(before);
    }

    @Test
    void oneReportOfABurnIsEnoughAndTheNextEpochWaitsUntilItIsWritten() {
        VirtualCluster cluster = VirtualCluster.intact(3);
        cluster.apiServer = false;
        cluster.report(0, 1, FuseState.BURNT);
        assertThat(cluster.run(10).life()).isEqualTo(new GroupState.Life(1, Fuse.BURNT));
        assertThat(cluster.state().incidents()).hasSize(1);
        assertThat(cluster.state().incidents().get(0).cause()).isEqualTo("Unreachable cart-1");
        cluster.report(1, 1, FuseState.BURNT);
        cluster.report(2, 1, FuseState.BURNT);
        assertThat(cluster.run(20_000).life()).isEqualTo(new GroupState.Life(1, Fuse.BURNT));
        assertThat(cluster.state().incidents().get(0).notifiedMembers()).isEqualTo(3);
        cluster.apiServer = true;
        cluster.run(10);
        assertThat(cluster.run(10).life()).isEqualTo(new GroupState.Life(2, Fuse.FORMING));
    }

    @Test
    void aFrozenMemberIsLeftOutOfTheNextEpochAndJoinsWhenItKnowsOfTheBurn() {
        VirtualCluster cluster = VirtualCluster.intact(3);
        cluster.report(0, 1, FuseState.BURNT);
        cluster.report(2, 1, FuseState.BURNT);
        cluster.run(10);
        cluster.run(10);
        assertThat(cluster.run(1_500).fuse()).isEqualTo(Fuse.BURNT);
        cluster.run(1_000);
        assertThat(cluster.state().life()).isEqualTo(new GroupState.Life(2, Fuse.FORMING));
        assertThat(cluster.state().roster()).containsExactly(uid(0), uid(2));
        cluster.run(5_000);
        assertThat(cluster.state().roster()).containsExactly(uid(0), uid(2));
        cluster.report(1, 1, FuseState.BURNT);
        cluster.run(10);
        assertThat(cluster.state().roster()).containsExactly(uid(0), uid(1), uid(2));
        assertThat(cluster.state().epoch()).isEqualTo(2);
    }

    @Test
    void aMemberWhoseApplicationFailedWaitsOutside() {
        VirtualCluster cluster = new VirtualCluster().pods(3).attachAll();
        cluster.applicationFailed(1);
        cluster.run(100);
        cluster.run(2_100);
        assertThat(cluster.state().roster()).containsExactly(uid(0), uid(2));
    }

    @Test
    void aNewPodJoinsByAHigherRevisionOfTheSameEpoch() {
        VirtualCluster cluster = VirtualCluster.intact(3);
        cluster.pod(3, true, false);
        cluster.attach(3);
        cluster.run(100);
        Roster roster = cluster.rosters(0).get(1);
        assertThat(roster.getRevision()).isEqualTo(2);
        assertThat(roster.getGroupEpoch().getEpoch()).isEqualTo(1);
        assertThat(roster.getMembersList())
                .filteredOn(m -> m.getJoinedRevision() == 2)
                .extracting(RosterMember::getId)
                .containsExactly(uid(3));
        assertThat(cluster.state().fuse()).isEqualTo(Fuse.INTACT);
    }

    @Test
    void aPodWithoutAnAgentIsNamedAndNotInTheRoster() {
        VirtualCluster cluster = new VirtualCluster().pods(2);
        cluster.pod(2, false, false);
        cluster.attachAll();
        cluster.run(100);
        cluster.run(2_100);
        assertThat(cluster.state().withoutAgent()).containsExactly("cart-2");
        assertThat(cluster.state().roster()).containsExactly(uid(0), uid(1));
    }

    @Test
    void anEndingPodIsReportedAsLeftOnceAndLeavesTheRoster() {
        VirtualCluster cluster = VirtualCluster.intact(3);
        cluster.pushes.clear();
        cluster.pod(1, true, true);
        cluster.run(10);
        cluster.run(10);
        assertThat(facts(cluster)).hasSize(3).allMatch(f -> f.getKind() == ReportedFact.Kind.POD_LEFT);
        assertThat(cluster.rosters(0).get(0).getMembersList())
                .extracting(RosterMember::getId)
                .containsExactly(uid(0), uid(2));
        assertThat(cluster.state().fuse()).isEqualTo(Fuse.INTACT);
    }

    @Test
    void aPodThatVanishesWithoutEndingIsReportedAsGone() {
        VirtualCluster cluster = VirtualCluster.intact(3);
        cluster.pushes.clear();
        cluster.pods.remove(uid(1));
        cluster.run(10);
        assertThat(facts(cluster)).isNotEmpty().allMatch(f -> f.getKind() == ReportedFact.Kind.POD_GONE);
    }

    @Test
    void aPodThatWasNeverInTheEpochVanishesUnnoticed() {
        VirtualCluster cluster = VirtualCluster.intact(3);
        cluster.pod(3, false, false);
        cluster.run(10);
        cluster.pods.remove(uid(3));
        cluster.run(10);
        assertThat(facts(cluster)).isEmpty();
    }

    @Test
    void whenAllMembersLeftThereIsNoBurnAndTheNextEpochHasAHigherNumber() {
        VirtualCluster cluster = VirtualCluster.intact(2);
        cluster.pod(0, true, true);
        cluster.pod(1, true, true);
        assertThat(cluster.run(10).fuse()).isEqualTo(Fuse.NONE);
        cluster.pods.clear();
        cluster.run(10);
        cluster.pods(2).attachAll();
        cluster.run(10);
        assertThat(cluster.run(2_100).life()).isEqualTo(new GroupState.Life(2, Fuse.FORMING));
        assertThat(cluster.state().incidents()).isEmpty();
    }

    @Test
    void anOperatorThatWasAwayDuringABurnHearsOfIt() {
        VirtualCluster cluster = new VirtualCluster(new GroupState.Life(7, Fuse.INTACT)).pods(3);
        for (int i = 0; i < 3; i++) {
            cluster.attach(i, groupReport(7, 4, FuseState.BURNT));
        }
        cluster.run(10);
        assertThat(cluster.state().life()).isEqualTo(new GroupState.Life(7, Fuse.BURNT));
        assertThat(cluster.state().incidents()).hasSize(1);
        cluster.run(2_100);
        assertThat(cluster.run(10).life()).isEqualTo(new GroupState.Life(8, Fuse.FORMING));
    }

    @Test
    void anOperatorThatRestartsChangesNothingWhileAgentsComeBack() {
        VirtualCluster cluster = new VirtualCluster(new GroupState.Life(7, Fuse.INTACT)).pods(3);
        cluster.attach(0, groupReport(7, 4, FuseState.INTACT));
        cluster.run(1_000);
        assertThat(cluster.pushes).isEmpty();
        cluster.attach(1, groupReport(7, 4, FuseState.INTACT));
        cluster.attach(2, groupReport(7, 4, FuseState.INTACT));
        cluster.run(1_000);
        assertThat(cluster.state().life()).isEqualTo(new GroupState.Life(7, Fuse.INTACT));
        cluster.pod(3, true, false);
        cluster.attach(3);
        cluster.run(10);
        assertThat(cluster.rosters(3).get(0).getRevision()).isEqualTo(5);
        assertThat(cluster.rosters(3).get(0).getMembersList())
                .filteredOn(m -> m.getJoinedRevision() == 1)
                .hasSize(3);
    }

    @Test
    void anEpochNumberThatAgentsKnowIsNeverUsedAgain() {
        VirtualCluster cluster = new VirtualCluster().pods(2);
        cluster.attach(0, groupReport(9, 1, FuseState.BURNT));
        cluster.attach(1, groupReport(9, 1, FuseState.BURNT));
        cluster.run(10);
        cluster.run(5_100);
        cluster.run(2_100);
        assertThat(cluster.run(10).epoch()).isEqualTo(10);
    }

    private static List<ReportedFact> facts(VirtualCluster cluster) {
        return cluster.pushes.stream()
                .map(Push::message)
                .filter(OperatorMessage::hasFact)
                .map(OperatorMessage::getFact)
                .toList();
    }

    @Test
    void anOperatorThatRestartsIsNotMisledByTombstonesOfOlderEpochs() {
        VirtualCluster cluster = new VirtualCluster(new GroupState.Life(2, Fuse.INTACT)).pods(3);
        for (int i = 0; i < 3; i++) {
            cluster.attach(
                    i,
                    VirtualCluster.groupReport(2, 1, FuseState.INTACT),
                    VirtualCluster.groupReport(1, 1, FuseState.BURNT));
        }
        cluster.run(100);
        cluster.run(10_000);
        assertThat(cluster.state().life()).isEqualTo(new GroupState.Life(2, Fuse.INTACT));
        assertThat(cluster.state().roster()).hasSize(3);
        assertThat(cluster.state().incidents()).isEmpty();
    }

    @Test
    void aMemberThatWasCutOffIsCountedWhenItTellsEpochsLater() {
        VirtualCluster cluster = VirtualCluster.intact(3);
        cluster.report(0, 1, FuseState.BURNT);
        cluster.report(1, 1, FuseState.BURNT);
        cluster.run(100);
        cluster.run(100);
        cluster.run(3_000);
        cluster.run(100);
        assertThat(cluster.state().epoch()).isEqualTo(2);
        assertThat(cluster.state().incidents().get(0).notifiedMembers()).isEqualTo(2);
        cluster.attach(2, VirtualCluster.groupReport(1, 1, FuseState.BURNT));
        cluster.run(100);
        assertThat(cluster.state().incidents().get(0).notifiedMembers()).isEqualTo(3);
    }

    @Test
    void whoWasToldStaysCountedWhenItsPodIsGone() {
        VirtualCluster cluster = VirtualCluster.intact(3);
        for (int i = 0; i < 3; i++) {
            cluster.report(i, 1, FuseState.BURNT);
        }
        cluster.run(100);
        assertThat(cluster.state().incidents().get(0).notifiedMembers()).isEqualTo(3);
        cluster.pods.remove(VirtualCluster.uid(2));
        cluster.book.forget(VirtualCluster.uid(2));
        cluster.run(100);
        assertThat(cluster.state().incidents().get(0).notifiedMembers()).isEqualTo(3);
    }

    @Test
    void aDeletedNodeIsToldToEveryMember() {
        VirtualCluster cluster = VirtualCluster.intact(3);
        cluster.pushes.clear();
        cluster.controller.nodesGone(Set.of("node1"));
        cluster.run(100);
        cluster.run(100);
        assertThat(cluster.pushes)
                .filteredOn(p -> p.message().hasFact())
                .extracting(p -> p.uid() + " " + p.message().getFact().getMember() + " "
                        + p.message().getFact().getKind())
                .containsExactlyInAnyOrder("uid-0 uid-1 NODE_GONE", "uid-1 uid-1 NODE_GONE", "uid-2 uid-1 NODE_GONE");
    }
}
