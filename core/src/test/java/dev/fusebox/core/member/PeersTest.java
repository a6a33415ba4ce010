package dev.fusebox.core.member;

import static dev.fusebox.core.member.LoneMember.EPOCH;
import static dev.fusebox.core.member.LoneMember.SELF;
import static dev.fusebox.core.member.LoneMember.hello;
import static dev.fusebox.core.member.LoneMember.list;
import static dev.fusebox.core.member.LoneMember.peer;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fusebox.core.fuse.Cause;
import dev.fusebox.core.fuse.FuseState;
import dev.fusebox.core.link.ReliableLink;
import dev.fusebox.core.message.Evidence;
import dev.fusebox.core.message.Message;
import dev.fusebox.core.message.Message.Ack;
import dev.fusebox.core.message.Message.Burn;
import dev.fusebox.core.message.Message.Heartbeat;
import dev.fusebox.core.message.Message.Hello;
import dev.fusebox.core.message.Message.Reliable;
import dev.fusebox.core.overlay.WatchGraph;
import dev.fusebox.core.roster.GroupEpoch;
import dev.fusebox.core.roster.MemberId;
import dev.fusebox.core.roster.Roster;
import dev.fusebox.core.roster.RosterMember;
import dev.fusebox.core.roster.Session;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PeersTest {
    private static final long MS = 1_000_000L;

    private static List<Long> dialsMillis(LoneMember lone) {
        return lone.log.stream()
                .filter(s -> s.effect() instanceof Effect.Dial)
                .map(s -> s.atNanos() / MS)
                .toList();
    }

    @Test
    void theSmallerIdDialsAndSaysHelloOnceTheStreamStands() {
        LoneMember lone = new LoneMember(Identity.insecure(SELF), KeptState.NONE);
        List<Effect> effects = lone.give(new Input.RosterReceived(LoneMember.roster(3)));
        assertThat(effects).contains(new Effect.Dial(peer(1), "m1:1"), new Effect.Dial(peer(2), "m2:1"));
        assertThat(lone.give(new Input.StreamOpened(peer(1))))
                .filteredOn(e -> e instanceof Effect.Send send && send.message() instanceof Hello)
                .hasSize(1);
    }

    @Test
    void theLargerIdWaitsToBeDialled() {
        Roster roster = LoneMember.roster(2);
        LoneMember larger = new LoneMember(Identity.insecure(peer(1)), KeptState.NONE);
        larger.give(new Input.RosterReceived(roster));
        larger.run(5_000);
        assertThat(dialsMillis(larger)).isEmpty();
    }

    @Test
    void aDialThatFailsIsRepeatedWithExponentialBackOffUpToTwoSeconds() {
        LoneMember lone = new LoneMember(Identity.insecure(SELF), KeptState.NONE);
        lone.give(new Input.RosterReceived(LoneMember.roster(2)));
        List<Long> gaps = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            long before = dialsMillis(lone).get(dialsMillis(lone).size() - 1);
            lone.give(new Input.StreamClosed(peer(1)));
            int dials = dialsMillis(lone).size();
            for (int step = 0; step < 2_100 && dialsMillis(lone).size() == dials; step += 10) {
                lone.run(10);
            }
            gaps.add(dialsMillis(lone).get(dialsMillis(lone).size() - 1) - before);
        }
        assertThat(gaps.get(0)).isLessThanOrEqualTo(110);
        assertThat(gaps).allMatch(gap -> gap <= 2_010);
        assertThat(gaps.subList(6, 60).stream().mapToLong(g -> g).average().orElseThrow())
                .isBetween(700.0, 1_300.0);
    }

    @Test
    void aDialWithoutAnAnswerIsGivenUpAfterTwoSeconds() {
        LoneMember lone = new LoneMember(Identity.insecure(SELF), KeptState.NONE);
        lone.give(new Input.RosterReceived(LoneMember.roster(2)));
        lone.run(1_990);
        assertThat(lone.effects(Effect.Drop.class)).isEmpty();
        lone.run(20);
        assertThat(lone.effects(Effect.Drop.class)).containsExactly(new Effect.Drop(peer(1)));
        lone.run(110);
        assertThat(dialsMillis(lone)).hasSize(2);
    }

    @Test
    void aStreamThatIsSilentForTwoSecondsIsDroppedAndOpenedAgain() {
        LoneMember lone = LoneMember.formed(3);
        lone.beat(peer(2));
        lone.talking.remove(peer(2));
        lone.log.clear();
        lone.run(1_990);
        assertThat(lone.effects(Effect.Drop.class)).isEmpty();
        lone.run(20);
        assertThat(lone.effects(Effect.Drop.class)).containsExactly(new Effect.Drop(peer(2)));
        lone.run(200);
        assertThat(lone.effects(Effect.Dial.class)).contains(new Effect.Dial(peer(2), "m2:1"));
    }

    /** Whom this member does not watch says nothing to it for hours; what it is told then, it has two seconds to acknowledge. */
    @Test
    void aStreamOnWhichNothingWasDueIsNotSilent() {
        LoneMember lone = LoneMember.formed(16);
        WatchGraph graph = new WatchGraph(
                EPOCH,
                LoneMember.roster(16).members(),
                LoneMember.roster(16).detection().observersPerMember());
        MemberId quiet = LoneMember.roster(16).members().stream()
                .map(RosterMember::id)
                .filter(id -> !id.equals(SELF) && !graph.subjectsOf(SELF).contains(id))
                .findFirst()
                .orElseThrow();
        lone.talking.remove(quiet);
        lone.run(10_000);
        MemberId dead = graph.subjectsOf(SELF).iterator().next();
        lone.talking.remove(dead);
        lone.log.clear();
        lone.give(new Input.StreamClosed(dead));
        lone.run(150);
        assertThat(lone.sentTo(Evidence.class, Set.of(quiet))).isNotEmpty();
        lone.run(1_900);
        assertThat(lone.effects(Effect.Drop.class)).doesNotContain(new Effect.Drop(quiet));
        lone.run(150);
        assertThat(lone.effects(Effect.Drop.class)).contains(new Effect.Drop(quiet));
    }

    /** It hears nothing of this peer's acknowledgements for seconds, and sends again ever more rarely; then the first comes. */
    @Test
    void anAcknowledgementBringsForwardWhatIsSentAgain() {
        LoneMember lone = LoneMember.formed(3);
        lone.talking.remove(peer(1));
        lone.log.clear();
        lone.give(new Input.Signalled("g", "enough"));
        lone.give(new Input.Leaving("for good"));
        long burn =
                lone.sentTo(Message.Reliable.class, Set.of(peer(1))).getFirst().sequence();
        for (int i = 0; i < 60; i++) {
            lone.run(100);
            lone.beat(peer(1));
        }
        lone.receive(peer(1), new Message.Ack(burn));
        lone.log.clear();
        lone.run(201);
        assertThat(lone.sentTo(Message.Reliable.class, Set.of(peer(1))))
                .singleElement()
                .satisfies(again -> assertThat(again.payload()).isInstanceOf(Message.Leave.class));
    }

    @Test
    void anotherAddressInTheRosterMovesTheStream() {
        LoneMember lone = LoneMember.formed(3);
        List<RosterMember> members = new ArrayList<>(LoneMember.roster(3).members());
        members.set(2, new RosterMember(peer(2), "m2", "elsewhere:9", "n2", "", 1));
        Roster old = LoneMember.roster(3);
        lone.log.clear();
        lone.give(new Input.RosterReceived(
                new Roster(EPOCH, 2, members, old.detection(), old.fate(), old.burnOnLeave())));
        assertThat(lone.effects(Effect.Drop.class)).containsExactly(new Effect.Drop(peer(2)));
        lone.run(110);
        assertThat(lone.effects(Effect.Dial.class)).containsExactly(new Effect.Dial(peer(2), "elsewhere:9"));
    }

    @Test
    void whoIsInNoRosterAnyMoreIsDropped() {
        LoneMember lone = LoneMember.formed(3);
        lone.log.clear();
        lone.give(new Input.RosterReceived(LoneMember.roster(EPOCH, 2, 2)));
        assertThat(lone.effects(Effect.Drop.class)).containsExactly(new Effect.Drop(peer(2)));
    }

    /** At most the last + 1000, + 1 for each second that has begun since. */
    @ParameterizedTest
    @CsvSource({"0, 1001, true", "0, 1002, false", "10, 1011, true", "10, 1012, false", "10, 9223372036854775807, false"
    })
    void anIncarnationMayRunAheadOnlySoFar(long seconds, long incarnation, boolean believed) {
        LoneMember lone = LoneMember.formed(3);
        lone.give(new Input.StreamClosed(peer(2)));
        lone.give(new Input.StreamOpened(peer(2)));
        lone.receive(peer(2), hello(peer(2), 2));
        lone.receive(peer(2), list(false, 0, EPOCH));
        lone.run(seconds * 1_000);
        lone.log.clear();
        lone.receive(peer(2), new Heartbeat(100_000, incarnation, 0, false, lone.digest));
        assertThat(lone.counted(Counter.DROPPED_OUT_OF_RANGE)).isEqualTo(believed ? 0 : 1);
    }

    @Test
    void aBurnIsSentAgainUntilItIsAcknowledgedAndOverANewStreamAtOnce() {
        LoneMember lone = LoneMember.formed(2);
        lone.talking.clear();
        lone.log.clear();
        lone.give(new Input.Signalled("g", "test"));
        assertThat(lone.sent(Reliable.class)).hasSize(1);
        lone.run(1_000);
        assertThat(lone.sent(Reliable.class)).hasSizeBetween(2, 10);
        lone.give(new Input.StreamClosed(peer(1)));
        lone.log.clear();
        lone.run(500);
        assertThat(lone.sent(Reliable.class)).isEmpty();
        lone.give(new Input.StreamOpened(peer(1)));
        lone.receive(peer(1), hello(peer(1), 1));
        assertThat(lone.sent(Burn.class)).hasSize(1);
        assertThat(lone.member.settled()).isFalse();
        long newest = lone.sent(Reliable.class).stream()
                .mapToLong(Reliable::sequence)
                .max()
                .orElseThrow();
        lone.receive(peer(1), new Ack(newest));
        assertThat(lone.member.settled()).isTrue();
        lone.log.clear();
        lone.run(1_500);
        assertThat(lone.sent(Burn.class)).isEmpty();
    }

    @Test
    void aBurnThatIsHeardTwiceIsToldOnceAndAcknowledgedTwice() {
        LoneMember lone = LoneMember.formed(3);
        Reliable burn = new Reliable(1, 1, new Burn(EPOCH, Cause.of(Cause.Kind.SIGNAL, List.of(), peer(1), "x")));
        lone.log.clear();
        lone.receive(peer(1), burn);
        lone.receive(peer(1), burn);
        assertThat(lone.told(Notice.FuseBurnt.class)).hasSize(1);
        assertThat(lone.sentTo(Ack.class, Set.of(peer(1)))).hasSize(2);
    }

    /** One side had the other in its roster all the time; the other side forgot it and met it again. */
    @Test
    void whatIsSaidAfterOneSideForgotTheOtherArrives() {
        VirtualGroup group = new VirtualGroup(3, 3, 5).formed();
        group.give(0, new Input.Signalled(VirtualGroup.GROUP, "first"));
        group.give(1, new Input.Signalled(VirtualGroup.GROUP, "first"));
        group.run(1_000);
        Roster without1 = group.roster(2, 1, 0, 2);
        group.give(0, new Input.RosterReceived(without1));
        group.give(2, new Input.RosterReceived(without1));
        group.run(3_000);
        Roster together = group.roster(3, 1, 0, 1, 2);
        for (int i = 0; i < 3; i++) {
            group.give(i, new Input.RosterReceived(together));
        }
        group.run(5_000);
        assertThat(group.fuse(0)).isEqualTo(FuseState.INTACT);
        group.give(0, new Input.Signalled(VirtualGroup.GROUP, "second"));
        group.run(300);
        assertThat(group.burns(1)).last().satisfies(b -> assertThat(b.cause().detail())
                .isEqualTo("second"));
        assertThat(group.node(0).member.settled()).isTrue();
        assertThat(group.node(1).member.settled()).isTrue();
    }

    @Test
    void aLinkThatBeginsAnewWithinASessionNumbersFromOneAgain() {
        LoneMember lone = LoneMember.formed(4);
        lone.receive(peer(1), new Reliable(1, 1, lone.vote(peer(1), peer(2), 1, 0)));
        assertThat(lone.view().members()).anyMatch(m -> m.votes() == 1);
        lone.give(new Input.StreamClosed(peer(1)));
        lone.give(new Input.StreamOpened(peer(1)));
        lone.receive(peer(1), new Hello(Peers.PROTOCOL_VERSION, peer(1), SELF, new Session(1, 1), 0, 9));
        Evidence takenBack = new Evidence(EPOCH, peer(1), peer(2), 2, 0, new Evidence.Withdrawal());
        lone.receive(peer(1), new Reliable(1, 1, takenBack));
        assertThat(lone.view().members()).allMatch(m -> m.votes() == 0);
    }

    @Test
    void whatAFullLinkCannotTakeIsCounted() {
        int groups = ReliableLink.WINDOW + 3;
        LoneMember lone = new LoneMember(Identity.insecure(SELF), KeptState.NONE);
        for (int i = 0; i < groups; i++) {
            lone.give(new Input.RosterReceived(LoneMember.roster(new GroupEpoch("g" + i, 1), 1, 2)));
        }
        for (int i = 0; i < groups; i++) {
            lone.give(new Input.GroupRemoved("g" + i));
        }
        assertThat(lone.counted(Counter.DROPPED_QUEUE_FULL)).isEqualTo(3);
    }
}
