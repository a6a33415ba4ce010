package dev.fusebox.core.member;

import static dev.fusebox.core.member.VirtualGroup.m;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fusebox.core.cut.VerdictKind;
import dev.fusebox.core.fuse.Cause;
import dev.fusebox.core.fuse.FuseState;
import dev.fusebox.core.roster.GroupEpoch;
import dev.fusebox.core.roster.MemberId;
import dev.fusebox.core.roster.Roster;
import dev.fusebox.core.roster.RosterMember;
import dev.fusebox.core.time.Nanos;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MemberTest {
    private static final int SEEDS = 5;

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 5, 6, 8, 16})
    void aGroupFormsAndNothingHappensInTenQuietMinutes(int members) {
        VirtualGroup group = new VirtualGroup(members, members, 1).formed();
        group.run(600_000);
        for (int i = 0; i < members; i++) {
            assertThat(group.fuse(i)).isEqualTo(FuseState.INTACT);
            assertThat(group.notices(i, Notice.FuseIntact.class)).hasSize(1);
            assertThat(group.notices(i, Notice.MemberSuspected.class)).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({"2,2", "3,3", "6,3", "6,6", "8,8", "16,16"})
    void whenAMemberIsKilledAllOthersAreToldOnceAndSoon(int members, int nodes) {
        for (int seed = 0; seed < SEEDS; seed++) {
            VirtualGroup group = new VirtualGroup(members, nodes, seed).formed();
            group.run(seed * 13L);
            group.kill(1);
            assertAllToldOnceWithin(group, members, Set.of(m(1)), 350);
        }
    }

    @ParameterizedTest
    @CsvSource({"2,2", "3,3", "6,3", "6,6", "8,8", "16,16"})
    void whenAMemberHangsAllOthersAreToldOnceAndItLearnsItWhenItWakes(int members, int nodes) {
        for (int seed = 0; seed < SEEDS; seed++) {
            VirtualGroup group = new VirtualGroup(members, nodes, seed).formed();
            group.run(seed * 13L);
            group.pause(1);
            assertAllToldOnceWithin(group, members, Set.of(m(1)), 900);
            group.resume(1);
            group.run(3_000);
            assertThat(group.burns(1)).hasSize(1);
        }
    }

    @ParameterizedTest
    @CsvSource({"2,2", "3,3", "6,3", "6,6", "8,8", "16,16"})
    void whenAMemberIsCutOffBothSidesAreToldOnce(int members, int nodes) {
        for (int seed = 0; seed < SEEDS; seed++) {
            VirtualGroup group = new VirtualGroup(members, nodes, seed).formed();
            group.run(seed * 13L);
            group.cut(Set.of(m(1)));
            assertAllToldOnceWithin(group, members, Set.of(), 1_400);
            group.heal();
            group.run(20_000);
            for (int i = 0; i < members; i++) {
                assertThat(group.burns(i)).hasSize(1);
            }
        }
    }

    @Test
    void whenANodeIsCutOffBothSidesAreToldOnce() {
        for (int seed = 0; seed < SEEDS; seed++) {
            VirtualGroup group = new VirtualGroup(6, 3, seed).formed();
            group.cut(Set.of(m(1), m(4)));
            assertAllToldOnceWithin(group, 6, Set.of(), 1_400);
        }
    }

    @Test
    void everyPartitionOfUpToSixTellsBothSidesOnce() {
        for (int members = 2; members <= 6; members++) {
            for (int mask = 1; mask < (1 << members) - 1; mask++) {
                VirtualGroup group = new VirtualGroup(members, members, mask).formed();
                Set<MemberId> component = new HashSet<>();
                for (int i = 0; i < members; i++) {
                    if ((mask & (1 << i)) != 0) {
                        component.add(m(i));
                    }
                }
                group.cut(component);
                assertAllToldOnceWithin(group, members, Set.of(), 3_500);
            }
        }
    }

    @Test
    void oneBadLinkIsNamedAndNobodyIsConvicted() {
        VirtualGroup group = new VirtualGroup(6, 3, 7).formed();
        group.lose((from, to) -> Set.of(from, to).equals(Set.of(m(0), m(1))));
        group.run(60_000);
        for (int i = 0; i < 6; i++) {
            assertThat(group.burns(i)).isEmpty();
            assertThat(group.notices(i, Notice.MemberFailed.class)).isEmpty();
        }
        assertThat(group.notices(0, Notice.LinkDegraded.class))
                .contains(new Notice.LinkDegraded(new GroupEpoch("g", 1), m(1), List.of(m(0))));
    }

    @Test
    void aDeafMemberIsIsolatedAndNobodyElseIsAccusedByTheOthers() {
        VirtualGroup group = new VirtualGroup(8, 8, 3).formed();
        group.lose((from, to) -> to.equals(m(2)));
        group.run(5_000);
        for (int i = 0; i < 8; i++) {
            assertThat(group.burns(i)).hasSize(1);
            if (i != 2) {
                assertThat(group.notices(i, Notice.MemberFailed.class))
                        .allMatch(f -> f.verdict().subject().equals(m(2)));
            }
        }
    }

    @Test
    void aSignalTellsEveryoneAtOnce() {
        VirtualGroup group = new VirtualGroup(6, 3, 5).formed();
        group.give(3, new Input.Signalled("g", "out of memory"));
        assertThat(group.node(3).kept.groups().get(0).fuse()).isEqualTo(FuseState.BURNT);
        assertAllToldOnceWithin(group, 6, Set.of(), 10);
        assertThat(group.burns(0).get(0).cause().kind()).isEqualTo(Cause.Kind.SIGNAL);
    }

    @Test
    void aClosedLifelineIsAFailureToldWithinItsGrace() {
        VirtualGroup group = new VirtualGroup(6, 3, 5).formed();
        group.give(3, new Input.LifelineOpened());
        group.give(3, new Input.LifelineClosed());
        assertAllToldOnceWithin(group, 6, Set.of(), 120);
        assertThat(group.burns(0).get(0).cause().verdict()).contains(VerdictKind.APPLICATION_FAILED);
    }

    @Test
    void aPlannedLeaveIsNoFailureWhateverClosesAfterIt() {
        VirtualGroup group = new VirtualGroup(6, 3, 5).formed();
        group.give(3, new Input.LifelineClosed());
        group.run(50);
        group.give(3, new Input.Leaving("scaled down"));
        group.give(3, new Input.Terminating());
        group.run(1_000);
        assertThat(group.node(3).member.settled()).isTrue();
        group.kill(3);
        group.run(30_000);
        for (int i = 0; i < 6; i++) {
            assertThat(group.burns(i)).isEmpty();
            if (i != 3) {
                assertThat(group.notices(i, Notice.MemberLeft.class)).hasSize(1);
                assertThat(group.notices(i, Notice.MemberSuspected.class)).isEmpty();
            }
        }
    }

    @Test
    void terminationThatNobodyPlannedIsAFailure() {
        VirtualGroup group = new VirtualGroup(3, 3, 5).formed();
        group.give(0, new Input.Terminating());
        group.run(200);
        assertThat(group.burns(1)).isEmpty();
        assertAllToldOnceWithin(group, 3, Set.of(), 100);
    }

    @Test
    void aLateOperatorReportOfAPlannedEndStopsTheTerminationClock() {
        VirtualGroup group = new VirtualGroup(3, 3, 5).formed();
        group.give(0, new Input.Terminating());
        group.run(200);
        group.give(
                0, new Input.FactReported(new GroupEpoch("g", 1), m(0), Input.FactReported.Fact.POD_LEFT, "deleted"));
        group.run(5_000);
        assertThat(group.burns(1)).isEmpty();
    }

    @Test
    void whatOnlyKubernetesKnowsBurns() {
        VirtualGroup group = new VirtualGroup(3, 3, 5).formed();
        group.give(
                0,
                new Input.FactReported(
                        new GroupEpoch("g", 1), m(2), Input.FactReported.Fact.CONTAINER_RESTARTED, "app"));
        assertAllToldOnceWithin(group, 3, Set.of(), 10);
        assertThat(group.burns(1).get(0).cause().verdict()).contains(VerdictKind.REPORTED);
    }

    @Test
    void aJoinerMakesNoNoiseAndIsWatchedFromItsAcknowledgementOn() {
        VirtualGroup group = new VirtualGroup(5, 3, 11);
        Roster first = group.roster(1, 1, 0, 1, 2, 3);
        for (int i = 0; i < 4; i++) {
            group.give(i, new Input.RosterReceived(first));
        }
        group.run(5_000);
        Roster second = withJoiner(group, first, 4, 2);
        for (int i = 0; i < 5; i++) {
            group.give(i, new Input.RosterReceived(second));
            group.run(40);
        }
        group.run(5_000);
        for (int i = 0; i < 5; i++) {
            assertThat(group.fuse(i)).isEqualTo(FuseState.INTACT);
            assertThat(group.notices(i, Notice.MemberSuspected.class)).isEmpty();
        }
        group.kill(4);
        assertAllToldOnceWithin(group, 5, Set.of(m(4)), 350);
    }

    @Test
    void aJoinerThatNeverAnswersIsMissingAfterItsGraceAndBurnsNothing() {
        VirtualGroup group = new VirtualGroup(3, 3, 11);
        Roster first = group.roster(1, 1, 0, 1, 2);
        for (int i = 0; i < 3; i++) {
            group.give(i, new Input.RosterReceived(first));
        }
        group.run(5_000);
        group.add(3);
        group.node(3).dead = true;
        Roster second = withJoiner(group, first, 3, 2);
        for (int i = 0; i < 3; i++) {
            group.give(i, new Input.RosterReceived(second));
        }
        group.run(29_000);
        assertThat(group.notices(0, Notice.MemberMissing.class)).isEmpty();
        group.run(2_000);
        assertThat(group.notices(0, Notice.MemberMissing.class)).hasSize(1);
        group.run(60_000);
        for (int i = 0; i < 3; i++) {
            assertThat(group.burns(i)).isEmpty();
            assertThat(group.fuse(i)).isEqualTo(FuseState.INTACT);
        }
    }

    @Test
    void aJoinerThatDiesAfterItsAcknowledgementIsNoticed() {
        VirtualGroup group = new VirtualGroup(4, 4, 11);
        Roster first = group.roster(1, 1, 0, 1, 2);
        for (int i = 0; i < 3; i++) {
            group.give(i, new Input.RosterReceived(first));
        }
        group.run(5_000);
        Roster second = withJoiner(group, first, 3, 2);
        for (int i = 0; i < 4; i++) {
            group.give(i, new Input.RosterReceived(second));
        }
        group.run(4);
        assertThat(group.notices(0, Notice.MemberJoined.class)).hasSize(3);
        group.pause(3);
        assertAllToldOnceWithin(group, 4, Set.of(m(3)), 1_500);
    }

    @Test
    void aGroupThatCannotFormBurnsAfterItsTimeoutAndNotBefore() {
        VirtualGroup group = new VirtualGroup(3, 3, 2);
        group.node(2).dead = true;
        Roster roster = group.roster(1, 1, 0, 1, 2);
        group.give(0, new Input.RosterReceived(roster));
        group.give(1, new Input.RosterReceived(roster));
        group.run(9_900);
        assertThat(group.burns(0)).isEmpty();
        group.run(200);
        assertThat(group.burns(0)).hasSize(1);
        assertThat(group.burns(0).get(0).cause().kind()).isEqualTo(Cause.Kind.NOT_FORMED);
    }

    @Test
    void anAgentThatIsBackBeforeAVerdictResumesItsEpoch() {
        VirtualGroup group = new VirtualGroup(3, 3, 2).formed();
        group.kill(1);
        group.run(60);
        group.restart(1);
        group.run(10_000);
        for (int i = 0; i < 3; i++) {
            assertThat(group.burns(i)).isEmpty();
            assertThat(group.fuse(i)).isEqualTo(FuseState.INTACT);
        }
        assertThat(group.node(1).member.session().counter()).isEqualTo(2);
    }

    @Test
    void anAgentThatLostItsStateBurnsTheEpoch() {
        VirtualGroup group = new VirtualGroup(3, 3, 2).formed();
        group.kill(1);
        group.node(1).kept = KeptState.NONE;
        group.run(60);
        group.restart(1);
        group.give(1, new Input.RosterReceived(group.roster(1, 1, 0, 1, 2)));
        group.run(3_000);
        for (int i = 0; i < 3; i++) {
            assertThat(group.burns(i)).hasSize(1);
        }
    }

    @Test
    void aRestartedAgentThatMissedABurnHearsOfItAndNeverSaysIntact() {
        VirtualGroup group = new VirtualGroup(3, 3, 2).formed();
        group.kill(1);
        group.run(5_000);
        group.restart(1);
        group.run(2_000);
        assertThat(group.burns(1)).hasSize(1);
        assertThat(group.notices(1, Notice.FuseIntact.class)).hasSize(1);
    }

    @Test
    void aBurntEpochStaysBurntAndTheNextOneForms() {
        VirtualGroup group = new VirtualGroup(3, 3, 2).formed();
        group.give(0, new Input.Signalled("g", "test"));
        group.run(1_000);
        group.give(0, new Input.RosterReceived(group.roster(1, 5, 0, 1, 2)));
        group.run(1_000);
        assertThat(group.fuse(0)).isEqualTo(FuseState.BURNT);
        for (int i = 0; i < 3; i++) {
            group.give(i, new Input.RosterReceived(group.roster(2, 1, 0, 1, 2)));
        }
        group.run(1_000);
        for (int i = 0; i < 3; i++) {
            assertThat(group.fuse(i)).isEqualTo(FuseState.INTACT);
            assertThat(group.burns(i)).hasSize(1);
        }
    }

    @Test
    void aMemberThatMissedABurnIsToldWhenTheNextEpochBegins() {
        VirtualGroup group = new VirtualGroup(3, 3, 2).formed();
        group.lose((from, to) -> true);
        group.give(0, new Input.RosterReceived(group.roster(2, 1, 0, 1, 2)));
        assertThat(group.burns(0)).hasSize(1);
        assertThat(group.fuse(0)).isEqualTo(FuseState.FORMING);
    }

    @Test
    void aRemovedGroupIsNoFailure() {
        VirtualGroup group = new VirtualGroup(3, 3, 2).formed();
        for (int i = 0; i < 3; i++) {
            group.give(i, new Input.GroupRemoved("g"));
            group.run(2_000);
        }
        group.run(40_000);
        for (int i = 0; i < 3; i++) {
            assertThat(group.burns(i)).isEmpty();
            assertThat(group.node(i).member.views(group.now())).isEmpty();
        }
    }

    @Test
    void pausesOfHalfASecondInTurnBurnOnlyWhatTheyMust() {
        VirtualGroup group = new VirtualGroup(6, 3, 2).formed();
        group.pause(0);
        group.run(350);
        group.resume(0);
        group.run(10_000);
        for (int i = 0; i < 6; i++) {
            assertThat(group.burns(i)).isEmpty();
            assertThat(group.fuse(i)).isEqualTo(FuseState.INTACT);
        }
    }

    private static Roster withJoiner(VirtualGroup group, Roster first, int joiner, long revision) {
        List<RosterMember> members = new ArrayList<>(first.members());
        members.add(group.entry(joiner, revision));
        return new Roster(first.groupEpoch(), revision, members, first.detection(), first.fate(), first.burnOnLeave());
    }

    private static void assertAllToldOnceWithin(
            VirtualGroup group, int members, Set<MemberId> except, long milliseconds) {
        long start = group.now();
        group.run(milliseconds + 5_000);
        for (int i = 0; i < members; i++) {
            if (!except.contains(m(i))) {
                assertThat(group.burns(i)).as("burns told to m%d", i).hasSize(1);
                assertThat(Nanos.toMillis(group.burntAtNanos(i) - start))
                        .as("milliseconds until m%d was told", i)
                        .isLessThanOrEqualTo(milliseconds);
            }
        }
    }
}
