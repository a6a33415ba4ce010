package dev.fusebox.core.member;

import static dev.fusebox.core.member.LoneMember.EPOCH;
import static dev.fusebox.core.member.LoneMember.SELF;
import static dev.fusebox.core.member.LoneMember.list;
import static dev.fusebox.core.member.LoneMember.peer;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fusebox.core.fuse.Cause;
import dev.fusebox.core.fuse.FuseState;
import dev.fusebox.core.message.Message.EpochList;
import dev.fusebox.core.message.Message.Heartbeat;
import dev.fusebox.core.message.Message.Hello;
import dev.fusebox.core.message.Message.HelpRequest;
import dev.fusebox.core.message.Message.HelpResult;
import dev.fusebox.core.message.Message.ProbeReply;
import dev.fusebox.core.message.Message.Reliable;
import dev.fusebox.core.message.Proof;
import dev.fusebox.core.roster.GroupEpoch;
import dev.fusebox.core.roster.Session;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** An agent that comes back with what it kept on disk. */
class RestartTest {
    private static KeptState kept(FuseState fuse, GroupEpoch... tombstones) {
        Optional<Cause> cause = fuse == FuseState.BURNT
                ? Optional.of(Cause.of(Cause.Kind.SIGNAL, List.of(), SELF, "before"))
                : Optional.empty();
        KeptState.KeptGroup group = new KeptState.KeptGroup(LoneMember.roster(3), fuse, cause);
        return new KeptState(41, 6, List.of(group), List.of(tombstones));
    }

    private static LoneMember restarted(KeptState kept) {
        LoneMember lone = new LoneMember(Identity.insecure(SELF), kept);
        for (int i = 1; i < 3; i++) {
            lone.give(new Input.StreamOpened(peer(i)));
            lone.receive(peer(i), LoneMember.hello(peer(i), 1));
        }
        return lone;
    }

    @Test
    void beginsANewSessionAndKeepsItsIncarnationAndSaysSoOnDiskFirst() {
        LoneMember lone = restarted(kept(FuseState.INTACT));
        assertThat(lone.member.session().counter()).isEqualTo(42);
        assertThat(lone.log.get(0).effect()).isInstanceOf(Effect.Persist.class);
        assertThat(lone.effects(Effect.Persist.class).get(0).state().bootCounter())
                .isEqualTo(42);
        Hello hello = lone.sent(Hello.class).get(0);
        assertThat(hello.session().counter()).isEqualTo(42);
        assertThat(hello.incarnation()).isEqualTo(6);
    }

    @Test
    void anIntactEpochIsNotSaidToBeHealthyBeforeAPeerConfirmsIt() {
        LoneMember lone = restarted(kept(FuseState.INTACT));
        lone.receive(peer(1), list(true, 0, EPOCH));
        lone.receive(peer(2), list(false, 0, EPOCH));
        lone.run(400);
        assertThat(lone.sent(Heartbeat.class)).isEmpty();
        List<EpochList> questions = lone.sent(EpochList.class);
        lone.receive(peer(1), list(false, questions.get(questions.size() - 1).nonce(), EPOCH));
        lone.run(100);
        assertThat(lone.sent(Heartbeat.class)).isNotEmpty();
        assertThat(lone.view().fuse()).isEqualTo(FuseState.INTACT);
    }

    @Test
    void itsListsSayThatItKnewTheEpochBefore() {
        LoneMember lone = restarted(kept(FuseState.INTACT));
        assertThat(lone.sent(EpochList.class)).isNotEmpty().allMatch(l -> l.entries().stream()
                .allMatch(EpochList.Entry::kept));
    }

    @Test
    void aBurntEpochStaysBurntIsNotToldAgainAndIsShownToNobody() {
        LoneMember lone = restarted(kept(FuseState.BURNT, EPOCH));
        lone.run(1_000);
        assertThat(lone.view().fuse()).isEqualTo(FuseState.BURNT);
        assertThat(lone.view().cause().orElseThrow().detail()).isEqualTo("before");
        assertThat(lone.told(Notice.FuseBurnt.class)).isEmpty();
        assertThat(lone.sent(EpochList.class)).allMatch(l -> l.entries().isEmpty());
    }

    @Test
    void anEpochThatBurntBeforeTheRestartIsNotTakenAgain() {
        KeptState tombstoneOnly = new KeptState(41, 6, List.of(), List.of(EPOCH));
        LoneMember lone = new LoneMember(Identity.insecure(SELF), tombstoneOnly);
        lone.give(new Input.RosterReceived(LoneMember.roster(3)));
        assertThat(lone.member.views(lone.now)).isEmpty();
        assertThat(lone.counted(Counter.DROPPED_WRONG_EPOCH)).isEqualTo(1);
    }

    @Test
    void whatBurnsIsKeptAsATombstone() {
        LoneMember lone = LoneMember.formed(3);
        lone.give(new Input.Signalled("g", "test"));
        List<Effect.Persist> states = lone.effects(Effect.Persist.class);
        assertThat(states.get(states.size() - 1).state().tombstones()).containsExactly(EPOCH);
    }

    @Test
    void aPeerThatRestartedGetsWhatItHasNotAcknowledgedUnderNewNumbers() {
        LoneMember lone = LoneMember.formed(2);
        lone.talking.clear();
        lone.give(new Input.Signalled("g", "test"));
        lone.give(new Input.StreamClosed(peer(1)));
        lone.give(new Input.StreamOpened(peer(1)));
        lone.log.clear();
        lone.receive(peer(1), new Hello(1, peer(1), SELF, new Session(2, 7), 0, 0));
        assertThat(lone.sent(Reliable.class)).extracting(Reliable::sequence).containsExactly(1L);
    }

    /** A helper says within 80 % of the round what it found. */
    @Test
    void aHelperAnswersWhateverItFinds() {
        LoneMember lone = LoneMember.formed(4);
        lone.log.clear();
        for (long nonce = 1; nonce <= 3; nonce++) {
            lone.receive(peer(1), new HelpRequest(EPOCH, peer(2), nonce, 100, OptionalLong.empty()));
        }
        lone.receive(peer(2), new ProbeReply(1, 0, Proof.NONE));
        lone.give(new Input.FreshProbeRefused(peer(2), 2));
        lone.run(79);
        assertThat(lone.sentTo(HelpResult.class, Set.of(peer(1))))
                .extracting(HelpResult::outcome)
                .containsExactly(HelpResult.Outcome.ANSWERED, HelpResult.Outcome.REFUSED);
        lone.run(2);
        assertThat(lone.sentTo(HelpResult.class, Set.of(peer(1))))
                .extracting(HelpResult::outcome)
                .endsWith(HelpResult.Outcome.CANNOT_TELL);
        lone.receive(peer(2), new ProbeReply(3, 0, Proof.NONE));
        assertThat(lone.sent(HelpResult.class)).hasSize(3);
    }
}
