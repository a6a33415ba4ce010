package dev.fusebox.core.member;

import static dev.fusebox.core.member.LoneMember.EPOCH;
import static dev.fusebox.core.member.LoneMember.list;
import static dev.fusebox.core.member.LoneMember.peer;
import static dev.fusebox.core.member.VirtualGroup.m;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fusebox.core.fuse.FuseState;
import dev.fusebox.core.message.Evidence;
import dev.fusebox.core.message.Message;
import dev.fusebox.core.message.Message.Burn;
import dev.fusebox.core.message.Message.EpochList;
import dev.fusebox.core.message.Message.Reliable;
import dev.fusebox.core.roster.GroupEpoch;
import dev.fusebox.core.roster.Roster;
import dev.fusebox.core.roster.RosterMember;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** If any live member is told, every live member is told, once; and nobody says Intact after it was told. */
class PromiseTest {
    @Test
    void aBurnIsKeptThenToldThenPassedOnBeforeAnythingElse() {
        LoneMember lone = LoneMember.formed(4);
        List<Effect> effects = lone.give(new Input.Signalled("g", "test"));
        List<String> order = new ArrayList<>();
        for (Effect effect : effects) {
            switch (effect) {
                case Effect.Persist persist ->
                    order.add("keep " + persist.state().groups().get(0).fuse());
                case Effect.Tell tell -> order.add("tell");
                case Effect.Send send -> order.add("send");
                default -> {}
            }
        }
        assertThat(order).startsWith("keep BURNT", "tell", "send", "send", "send");
        assertThat(lone.sent(Reliable.class)).hasSize(3).allMatch(r -> r.payload() instanceof Burn);
    }

    @Test
    void aBurnWaitsForNoOtherMessage() {
        LoneMember lone = LoneMember.formed(3);
        lone.talking.clear();
        for (int i = 1; i <= 100; i++) {
            lone.receive(peer(1), lone.vote(peer(1), peer(2), i, 0));
        }
        List<Effect> effects = lone.give(new Input.Signalled("g", "test"));
        assertThat(effects.stream().filter(Effect.Send.class::isInstance).findFirst())
                .hasValueSatisfying(e -> assertThat(((Effect.Send) e).message()).isInstanceOf(Reliable.class));
    }

    @Test
    void aPeerThatStillShowsABurntEpochIsToldAgainAlsoWhileOtherThingsWait() {
        LoneMember lone = LoneMember.formed(3);
        lone.give(new Input.Signalled("g", "test"));
        lone.run(500);
        lone.talking.clear();
        lone.give(new Input.Leaving("something else that waits"));
        assertThat(lone.member.settled()).isFalse();
        lone.log.clear();
        lone.receive(peer(1), list(false, 0, EPOCH));
        assertThat(lone.sentTo(Reliable.class, Set.of(peer(1))))
                .filteredOn(r -> r.payload() instanceof Burn)
                .hasSize(1);
        lone.log.clear();
        lone.receive(peer(1), list(false, 0, EPOCH));
        assertThat(lone.sentTo(Reliable.class, Set.of(peer(1))))
                .as("it waits already")
                .isEmpty();
    }

    @Test
    void aTombstoneIsShownToWhoeverStillShowsTheEpochAfterTheNextHasBegun() {
        LoneMember lone = LoneMember.formed(3);
        lone.give(new Input.Signalled("g", "test"));
        lone.run(100);
        lone.talking.clear();
        lone.give(new Input.RosterReceived(LoneMember.roster(new GroupEpoch("g", 2), 1, 3)));
        lone.log.clear();
        lone.receive(peer(1), list(false, 0, EPOCH));
        assertThat(lone.sentTo(Reliable.class, Set.of(peer(1))))
                .singleElement()
                .satisfies(r -> assertThat(((Burn) r.payload()).groupEpoch()).isEqualTo(EPOCH));
    }

    @Test
    void anEpochThatAPeerHasNeverShownIsFormingThereAndOneThatItHasShownIsBurnt() {
        LoneMember lone = new LoneMember(Identity.insecure(LoneMember.SELF), KeptState.NONE);
        lone.give(new Input.RosterReceived(LoneMember.roster(2)));
        lone.give(new Input.StreamOpened(peer(1)));
        lone.receive(peer(1), LoneMember.hello(peer(1), 1));
        lone.receive(peer(1), list(false, 0));
        assertThat(lone.view().fuse()).isEqualTo(FuseState.FORMING);
        lone.receive(peer(1), list(false, 0, EPOCH));
        lone.run(1);
        assertThat(lone.view().fuse()).isEqualTo(FuseState.INTACT);
        lone.receive(peer(1), list(false, 0));
        assertThat(lone.view().fuse()).isEqualTo(FuseState.BURNT);
    }

    @Test
    void anEpochShownInANewSessionByWhoDidNotKeepItIsLost() {
        LoneMember lone = LoneMember.formed(3);
        lone.talking.clear();
        lone.give(new Input.StreamClosed(peer(1)));
        lone.give(new Input.StreamOpened(peer(1)));
        lone.receive(peer(1), LoneMember.hello(peer(1), 2));
        assertThat(lone.view().fuse()).isEqualTo(FuseState.INTACT);
        lone.receive(peer(1), list(false, 0, EPOCH));
        assertThat(lone.view().fuse()).isEqualTo(FuseState.BURNT);
    }

    @Test
    void aRosterThatComesLateStillHearsThatItsEpochBurnt() {
        VirtualGroup group = new VirtualGroup(3, 3, 2).formed();
        group.give(0, new Input.Signalled("g", "first life"));
        group.run(1_000);
        Roster second = group.roster(2, 1, 0, 1, 2);
        group.give(0, new Input.RosterReceived(second));
        group.give(1, new Input.RosterReceived(second));
        group.run(20);
        group.give(0, new Input.Signalled("g", "second life"));
        group.run(200);
        group.give(2, new Input.RosterReceived(second));
        group.run(3_000);
        for (int i = 0; i < 3; i++) {
            assertThat(group.burns(i))
                    .as("m%d", i)
                    .extracting(b -> b.groupEpoch().epoch())
                    .containsExactly(1L, 2L);
        }
    }

    @Test
    void aBaseMemberThatLeavesWhileTheGroupFormsIsNotWaitedFor() {
        VirtualGroup group = new VirtualGroup(4, 4, 2);
        group.node(2).dead = true;
        Roster roster = group.roster(1, 1, 0, 1, 2, 3);
        for (int i : new int[] {0, 1, 3}) {
            group.give(i, new Input.RosterReceived(roster));
        }
        group.run(3_000);
        assertThat(group.fuse(0)).isEqualTo(FuseState.FORMING);
        for (int i : new int[] {0, 1, 3}) {
            group.give(
                    i,
                    new Input.FactReported(new GroupEpoch("g", 1), m(2), Input.FactReported.Fact.POD_LEFT, "deleted"));
        }
        group.run(100);
        for (int i : new int[] {0, 1, 3}) {
            assertThat(group.fuse(i)).isEqualTo(FuseState.INTACT);
        }
        group.run(20_000);
        for (int i : new int[] {0, 1, 3}) {
            assertThat(group.burns(i)).isEmpty();
        }
    }

    @Test
    void aMemberThatLeavesByItselfWhileTheGroupFormsIsNotWaitedForEither() {
        VirtualGroup group = new VirtualGroup(4, 4, 2);
        Roster roster = group.roster(1, 1, 0, 1, 2, 3);
        group.node(3).dead = true;
        for (int i : new int[] {0, 1, 2}) {
            group.give(i, new Input.RosterReceived(roster));
        }
        group.run(2_000);
        group.give(2, new Input.Leaving("never mind"));
        group.run(500);
        group.kill(2);
        group.restart(3);
        group.give(3, new Input.RosterReceived(roster));
        group.run(6_000);
        for (int i : new int[] {0, 1}) {
            assertThat(group.burns(i)).isEmpty();
        }
    }

    private static LoneMember forming(Roster roster) {
        LoneMember lone = new LoneMember(Identity.insecure(LoneMember.SELF), KeptState.NONE);
        lone.give(new Input.RosterReceived(roster));
        lone.greet(peer(1));
        lone.talking.add(peer(1));
        return lone;
    }

    @Test
    void nobodyJudgesBeforeTheFuseHasFormed() {
        LoneMember lone = forming(LoneMember.roster(3));
        lone.give(new Input.LifelineClosed());
        lone.run(1_000);
        assertThat(lone.view().fuse()).isEqualTo(FuseState.FORMING);
        assertThat(lone.told(Notice.MemberFailed.class)).isEmpty();
        lone.greet(peer(2));
        lone.run(10);
        assertThat(lone.told(Notice.FuseIntact.class)).hasSize(1);
        assertThat(lone.told(Notice.MemberFailed.class)).hasSize(1);
        assertThat(lone.view().fuse()).isEqualTo(FuseState.BURNT);
    }

    @Test
    void aJoinerOfALaterRevisionIsNotWaitedForWhileTheGroupForms() {
        Roster base = LoneMember.roster(2);
        List<RosterMember> members = new ArrayList<>(base.members());
        members.add(new RosterMember(peer(2), "m2", "m2:1", "n2", "", 2));
        LoneMember lone = forming(new Roster(EPOCH, 2, members, base.detection(), base.fate(), base.burnOnLeave()));
        lone.run(10);
        assertThat(lone.view().fuse()).isEqualTo(FuseState.INTACT);
    }

    @Test
    void theSameSeedGivesTheSameRunMessageByMessage() {
        assertThat(run(17)).isEqualTo(run(17)).isNotEqualTo(run(18));
    }

    private static List<String> run(long seed) {
        VirtualGroup group = new VirtualGroup(6, 3, seed);
        List<String> messages = new ArrayList<>();
        group.onSend((at, from, to, message) -> messages.add(at + " " + from + " " + to + " " + message));
        group.formed();
        group.lose((from, to) -> Set.of(from, to).equals(Set.of(m(0), m(1))));
        group.run(3_000);
        group.pause(2);
        group.run(3_000);
        return messages;
    }

    /** Messages are lost at random in a group that has no fault: nobody is removed by ten per cent, and nothing runs hot. */
    @ParameterizedTest
    @ValueSource(ints = {3, 6})
    void tenPerCentLossRemovesNobody(int members) {
        VirtualGroup group = new VirtualGroup(members, members, 5).formed();
        Random random = new Random(9);
        group.lose((from, to) -> random.nextInt(10) == 0);
        group.run(120_000);
        for (int i = 0; i < members; i++) {
            assertThat(group.burns(i)).isEmpty();
            assertThat(group.notices(i, Notice.MemberFailed.class)).isEmpty();
        }
    }

    @Test
    void wakeUpsStayFewInCalmAndAfterADeath() {
        VirtualGroup group = new VirtualGroup(8, 8, 5).formed();
        int before = group.node(0).wakeUps;
        group.run(10_000);
        assertThat(group.node(0).wakeUps - before).isLessThan(10 * 40);
        group.kill(3);
        group.run(5_000);
        before = group.node(0).wakeUps;
        group.run(10_000);
        assertThat(group.node(0).wakeUps - before).isLessThan(10 * 50);
    }

    @Test
    void aCutOffMemberTakesTheWeightOffItsVotes() {
        VirtualGroup group = new VirtualGroup(6, 6, 5).formed();
        List<Evidence.Vote> before = new ArrayList<>();
        List<Evidence.Vote> after = new ArrayList<>();
        group.onSend((at, from, to, message) -> {
            if (from.equals(m(2))
                    && message instanceof Message.Reliable reliable
                    && reliable.payload() instanceof Evidence e
                    && e.statement() instanceof Evidence.Vote vote) {
                (group.burns(2).isEmpty() && vote.weight() > 0 ? before : after).add(vote);
            }
        });
        group.lose((from, to) -> to.equals(m(2)));
        group.run(1_500);
        assertThat(before).isNotEmpty();
        assertThat(after).isNotEmpty().allMatch(v -> v.weight() == 0);
    }

    @Test
    void aListOfEpochsThatWasOvertakenBurnsNothing() {
        LoneMember lone = LoneMember.formed(3);
        EpochList now = list(false, 0, EPOCH);
        lone.receive(peer(1), new EpochList(now.entries(), false, false, 0, 1_000));
        lone.receive(peer(1), new EpochList(List.of(), false, false, 0, 999));
        assertThat(lone.view().fuse()).isEqualTo(FuseState.INTACT);
        lone.receive(peer(1), new EpochList(List.of(), false, false, 0, 1_001));
        assertThat(lone.view().fuse()).isEqualTo(FuseState.BURNT);
    }
}
