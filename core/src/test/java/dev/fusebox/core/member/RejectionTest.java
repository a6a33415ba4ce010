package dev.fusebox.core.member;

import static dev.fusebox.core.member.LoneMember.EPOCH;
import static dev.fusebox.core.member.LoneMember.SELF;
import static dev.fusebox.core.member.LoneMember.hello;
import static dev.fusebox.core.member.LoneMember.list;
import static dev.fusebox.core.member.LoneMember.peer;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fusebox.core.fuse.Cause;
import dev.fusebox.core.fuse.FuseState;
import dev.fusebox.core.message.Evidence;
import dev.fusebox.core.message.LifeProof;
import dev.fusebox.core.message.Message;
import dev.fusebox.core.message.Message.Burn;
import dev.fusebox.core.message.Message.Heartbeat;
import dev.fusebox.core.message.Message.Hello;
import dev.fusebox.core.message.Message.HelpRequest;
import dev.fusebox.core.message.Message.HelpResult;
import dev.fusebox.core.message.Message.ProbeQuery;
import dev.fusebox.core.message.Message.ProbeReply;
import dev.fusebox.core.message.Message.Reliable;
import dev.fusebox.core.message.Proof;
import dev.fusebox.core.overlay.StableHash;
import dev.fusebox.core.roster.GroupEpoch;
import dev.fusebox.core.roster.MemberId;
import dev.fusebox.core.roster.Session;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What does not fit is counted by its reason and changes nothing. The member is in epoch 2 of a group of four. */
class RejectionTest {
    private static final GroupEpoch NOW = new GroupEpoch("g", 2);
    private static final GroupEpoch EARLIER = EPOCH;
    private static final GroupEpoch LATER = new GroupEpoch("g", 3);
    private static final GroupEpoch UNKNOWN = new GroupEpoch("other", 1);
    private static final MemberId STRANGER = new MemberId("stranger");

    /** An input and the reason for which it is refused. */
    record Refused(String name, Input input, Counter reason) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static LoneMember member() {
        LoneMember lone = new LoneMember(Identity.insecure(SELF), KeptState.NONE);
        lone.digest = StableHash.of(NOW);
        lone.give(new Input.RosterReceived(LoneMember.roster(NOW, 3, 4)));
        for (int i = 1; i < 4; i++) {
            lone.give(new Input.StreamOpened(peer(i)));
            lone.receive(peer(i), hello(peer(i), 5));
            lone.receive(peer(i), list(false, 0, NOW));
            lone.talking.add(peer(i));
        }
        lone.run(3_000);
        lone.receive(peer(1), withdrawal(10));
        lone.log.clear();
        return lone;
    }

    private static Evidence vote(GroupEpoch epoch, MemberId observer, MemberId subject, long incarnation) {
        return new Evidence(epoch, observer, subject, 11, incarnation, new Evidence.Vote(1, 9_000, 1));
    }

    private static Evidence withdrawal(long sequence) {
        return new Evidence(NOW, peer(1), peer(2), sequence, 0, new Evidence.Withdrawal());
    }

    private static Reliable burn(GroupEpoch groupEpoch) {
        return new Reliable(1, 1, new Burn(groupEpoch, Cause.of(Cause.Kind.SIGNAL, List.of(), peer(1), "x")));
    }

    private static Refused from1(String name, Message message, Counter reason) {
        return new Refused(name, new Input.Received(peer(1), message), reason);
    }

    static Stream<Refused> inputs() {
        Session session = new Session(5, 1);
        ProbeReply reply = new ProbeReply(77, 0, Proof.NONE);
        ProbeQuery elsewhere = new ProbeQuery(peer(1), peer(2), 5, OptionalLong.empty());
        ProbeQuery strange = new ProbeQuery(STRANGER, SELF, 5, OptionalLong.of(0));
        HelpRequest strangeHelp = new HelpRequest(NOW, STRANGER, 5, 100, OptionalLong.empty());
        HelpRequest oldHelp = new HelpRequest(EARLIER, peer(2), 5, 100, OptionalLong.empty());
        return Stream.of(
                new Refused("not decodable", new Input.Malformed(peer(1)), Counter.DROPPED_MALFORMED),
                new Refused(
                        "from a stranger",
                        new Input.Received(STRANGER, new Heartbeat(1, 0, 0, false, 0)),
                        Counter.DROPPED_STRANGER),
                from1("vote in an unknown group", vote(UNKNOWN, peer(1), peer(2), 0), Counter.DROPPED_UNKNOWN_GROUP),
                from1("vote in an earlier epoch", vote(EARLIER, peer(1), peer(2), 0), Counter.DROPPED_WRONG_EPOCH),
                from1("vote in a later epoch", vote(LATER, peer(1), peer(2), 0), Counter.DROPPED_WRONG_EPOCH),
                from1("vote of another in its name", vote(NOW, peer(3), peer(2), 0), Counter.DROPPED_STRANGER),
                from1("vote about a stranger", vote(NOW, peer(1), STRANGER, 0), Counter.DROPPED_STRANGER),
                from1(
                        "vote about an incarnation to come",
                        vote(NOW, peer(1), peer(2), 2_000),
                        Counter.DROPPED_OUT_OF_RANGE),
                from1(
                        "vote about an own incarnation to come",
                        vote(NOW, peer(1), SELF, 1),
                        Counter.DROPPED_OUT_OF_RANGE),
                from1("statement that is older than the last", withdrawal(10), Counter.DROPPED_STALE),
                from1(
                        "heartbeat of an incarnation to come",
                        new Heartbeat(999, 2_000, 0, false, 0),
                        Counter.DROPPED_OUT_OF_RANGE),
                from1("burn of an unknown group", burn(UNKNOWN), Counter.DROPPED_UNKNOWN_GROUP),
                from1("burn of an earlier epoch", burn(EARLIER), Counter.DROPPED_WRONG_EPOCH),
                from1("burn of a later epoch", burn(LATER), Counter.DROPPED_WRONG_EPOCH),
                from1("answer to nothing", reply, Counter.DROPPED_STALE),
                from1("help for a stranger", strangeHelp, Counter.DROPPED_WRONG_EPOCH),
                from1("help in an earlier epoch", oldHelp, Counter.DROPPED_WRONG_EPOCH),
                from1(
                        "help result without the answer it speaks of",
                        new HelpResult(5, peer(2), HelpResult.Outcome.ANSWERED, Optional.empty()),
                        Counter.DROPPED_UNPROVEN),
                new Refused(
                        "fresh probe of a stranger",
                        new Input.FreshProbeReceived(1, strange),
                        Counter.DROPPED_STRANGER),
                new Refused(
                        "fresh probe for somebody else",
                        new Input.FreshProbeReceived(1, elsewhere),
                        Counter.DROPPED_STRANGER),
                new Refused(
                        "roster of an earlier epoch",
                        new Input.RosterReceived(LoneMember.roster(EARLIER, 9, 2)),
                        Counter.DROPPED_STALE),
                new Refused(
                        "roster of an earlier revision",
                        new Input.RosterReceived(LoneMember.roster(NOW, 2, 2)),
                        Counter.DROPPED_STALE),
                new Refused(
                        "fact about an earlier epoch",
                        new Input.FactReported(EARLIER, peer(1), Input.FactReported.Fact.POD_GONE, ""),
                        Counter.DROPPED_WRONG_EPOCH),
                from1(
                        "hello for somebody else",
                        new Hello(1, peer(1), peer(2), session, 0, 0),
                        Counter.DROPPED_STRANGER),
                from1("hello of somebody else", new Hello(1, peer(2), SELF, session, 0, 0), Counter.DROPPED_STRANGER),
                from1("hello of an earlier session", hello(peer(1), 4), Counter.DROPPED_STALE),
                from1(
                        "hello of an earlier protocol",
                        new Hello(0, peer(1), SELF, session, 0, 0),
                        Counter.DROPPED_STALE),
                from1(
                        "hello with an incarnation to come",
                        new Hello(1, peer(1), SELF, session, 2_000, 0),
                        Counter.DROPPED_OUT_OF_RANGE));
    }

    @ParameterizedTest
    @MethodSource("inputs")
    void isCountedAndChangesNothing(Refused refused) {
        LoneMember lone = member();
        GroupView before = lone.view();
        List<Effect> effects = lone.give(refused.input);
        assertThat(effects).contains(new Effect.Count(refused.reason));
        List<Effect> rest = new ArrayList<>(effects);
        rest.removeIf(e -> e instanceof Effect.Count
                || e instanceof Effect.Drop
                || (e instanceof Effect.Send send && send.message() instanceof Message.Ack));
        assertThat(rest).isEmpty();
        assertThat(lone.view()).isEqualTo(before);
    }

    @Test
    void anythingBeforeAHelloIsDropped() {
        LoneMember lone = member();
        lone.talking.clear();
        lone.give(new Input.StreamClosed(peer(1)));
        lone.give(new Input.StreamOpened(peer(1)));
        GroupView before = lone.view();
        assertThat(lone.receive(peer(1), vote(NOW, peer(1), peer(2), 0)))
                .contains(new Effect.Count(Counter.DROPPED_STALE));
        assertThat(lone.view()).isEqualTo(before);
    }

    @Test
    void aBurnOfALaterEpochDoesNotKeepItsRosterOut() {
        LoneMember lone = member();
        lone.receive(peer(1), burn(LATER));
        lone.give(new Input.RosterReceived(LoneMember.roster(LATER, 1, 4)));
        assertThat(lone.view().groupEpoch()).isEqualTo(LATER);
        assertThat(lone.view().fuse()).isEqualTo(FuseState.INTACT);
    }

    @Test
    void aVoteRaisesNoIncarnationSoThatItsSubjectCanStillRefute() {
        LoneMember lone = member();
        lone.receive(peer(1), vote(NOW, peer(1), peer(2), 900));
        lone.log.clear();
        lone.talking.remove(peer(3));
        lone.give(new Input.StreamClosed(peer(3)));
        lone.talking.remove(peer(2));
        lone.give(new Input.StreamClosed(peer(2)));
        lone.run(400);
        assertThat(lone.effects(Effect.Report.class))
                .filteredOn(r -> r.evidence().subject().equals(peer(2)))
                .isNotEmpty()
                .allMatch(r -> r.evidence().incarnation() == 0);
    }

    @Test
    void evidenceOfOneEpochIsNoEvidenceInTheNext() {
        LoneMember lone = member();
        lone.receive(peer(1), vote(NOW, peer(1), peer(2), 0));
        assertThat(lone.told(Notice.MemberSuspected.class)).hasSize(1);
        lone.give(new Input.RosterReceived(LoneMember.roster(LATER, 1, 4)));
        assertThat(lone.view().members()).allMatch(m -> m.votes() == 0);
    }

    @Test
    void whatANewSessionOfAnObserverSaysStandsAlone() {
        LoneMember lone = member();
        lone.receive(peer(1), vote(NOW, peer(1), peer(2), 0));
        lone.give(new Input.StreamClosed(peer(1)));
        lone.give(new Input.StreamOpened(peer(1)));
        lone.receive(peer(1), hello(peer(1), 6));
        assertThat(lone.view().members()).allMatch(m -> m.votes() == 0);
        assertThat(lone.receive(peer(1), new Evidence(NOW, peer(1), peer(2), 1, 0, new Evidence.Vote(1, 9_000, 1))))
                .doesNotContain(new Effect.Count(Counter.DROPPED_STALE));
    }

    /** An identity that proves, and to which words are not enough. */
    private static Identity strict() {
        return new Identity() {
            @Override
            public MemberId self() {
                return SELF;
            }

            @Override
            public Proof prove(MemberId asker, long nonce, long incarnation) {
                return new Proof("aa");
            }

            @Override
            public boolean verifies(MemberId subject, LifeProof life) {
                return life.proof().equals(new Proof("bb")) && life.asker().equals(SELF);
            }

            @Override
            public Proof sign(Evidence statement) {
                return Proof.NONE;
            }

            @Override
            public boolean signed(Evidence statement) {
                return false;
            }
        };
    }

    @Test
    void aVouchWithoutTheProofOfItsSubjectIsNoVouch() {
        LoneMember lone = LoneMember.formed(4, strict());
        lone.receive(peer(1), lone.vote(peer(1), peer(2), 1, 0));
        LifeProof words = new LifeProof(peer(3), 5, 7, new Proof("aa"));
        lone.log.clear();
        lone.receive(peer(3), new Evidence(EPOCH, peer(3), peer(2), 1, 0, new Evidence.Vouch(words)));
        assertThat(lone.counted(Counter.DROPPED_UNPROVEN)).isEqualTo(1);
        assertThat(lone.told(Notice.MemberRefuted.class)).isEmpty();
        assertThat(lone.view().members())
                .filteredOn(m -> m.member().id().equals(peer(2)))
                .allMatch(m -> m.votes() == 1);
    }

    @Test
    void anAnswerWithoutItsProofIsNoAnswer() {
        LoneMember lone = LoneMember.formed(3, strict());
        lone.talking.remove(peer(2));
        lone.log.clear();
        lone.give(new Input.StreamClosed(peer(2)));
        ProbeQuery probe = lone.effects(Effect.SendFreshProbe.class).get(0).query();
        lone.give(new Input.FreshProbeAnswered(peer(2), new ProbeReply(probe.nonce(), 0, Proof.NONE)));
        Optional<ProbeReply> forged = Optional.of(new ProbeReply(probe.nonce(), 0, new Proof("aa")));
        lone.receive(peer(1), new HelpResult(probe.nonce(), peer(2), HelpResult.Outcome.ANSWERED, forged));
        assertThat(lone.counted(Counter.DROPPED_UNPROVEN)).isEqualTo(2);
        lone.run(110);
        assertThat(lone.effects(Effect.Report.class))
                .singleElement()
                .satisfies(r -> assertThat(r.evidence().statement()).isInstanceOf(Evidence.Vote.class));
        lone.run(100);
        List<Effect.SendFreshProbe> probes = lone.effects(Effect.SendFreshProbe.class);
        long nonce = probes.get(probes.size() - 1).query().nonce();
        lone.give(new Input.FreshProbeAnswered(peer(2), new ProbeReply(nonce, 0, new Proof("bb"))));
        List<Effect.Report> reports = lone.effects(Effect.Report.class);
        assertThat(reports.get(reports.size() - 1).evidence().statement()).isNotInstanceOf(Evidence.Vote.class);
    }

    @Test
    void whatIsPassedOnWithoutTheSignatureOfItsObserverIsNotBelieved() {
        LoneMember lone = LoneMember.formed(66, strict());
        lone.log.clear();
        lone.receive(peer(1), lone.vote(peer(2), peer(3), 1, 0).flood());
        assertThat(lone.counted(Counter.DROPPED_STRANGER)).isEqualTo(1);
        assertThat(lone.view().members()).allMatch(m -> m.votes() == 0);
    }

    @Test
    void anAcknowledgementThatIsPassedOnWithoutTheJoinersSignatureIsNotBelieved() {
        LoneMember lone = LoneMember.formed(4, strict());
        lone.log.clear();
        lone.receive(peer(1), new Evidence(EPOCH, peer(2), peer(2), 1, 0, new Evidence.Acknowledgement(9)));
        assertThat(lone.counted(Counter.DROPPED_STRANGER)).isEqualTo(1);
        lone.receive(peer(2), new Evidence(EPOCH, peer(2), peer(2), 1, 0, new Evidence.Acknowledgement(9)));
        assertThat(lone.counted(Counter.DROPPED_STRANGER)).isEqualTo(1);
        assertThat(lone.counted(Counter.DROPPED_STALE)).isZero();
    }

    /** Somebody who knows the question answers it for its subject, with an incarnation that this can never have reached. */
    @Test
    void anAnswerOfAnIncarnationToComeIsNoAnswer() {
        LoneMember lone = LoneMember.formed(3);
        lone.talking.remove(peer(2));
        lone.log.clear();
        lone.give(new Input.StreamClosed(peer(2)));
        long nonce = lone.effects(Effect.SendFreshProbe.class).get(0).query().nonce();
        ProbeReply reply = new ProbeReply(nonce, 2_000, Proof.NONE);
        lone.give(new Input.FreshProbeAnswered(peer(2), reply));
        lone.receive(peer(1), new HelpResult(nonce, peer(2), HelpResult.Outcome.ANSWERED, Optional.of(reply)));
        assertThat(lone.counted(Counter.DROPPED_OUT_OF_RANGE)).isEqualTo(2);
        lone.run(110);
        assertThat(lone.effects(Effect.Report.class))
                .singleElement()
                .satisfies(r -> assertThat(r.evidence().statement()).isInstanceOf(Evidence.Vote.class));
    }

    @Test
    void aVouchOfAnIncarnationToComeRefutesNothing() {
        LoneMember lone = LoneMember.formed(4);
        lone.receive(peer(1), lone.vote(peer(1), peer(2), 1, 0));
        lone.log.clear();
        LifeProof life = new LifeProof(peer(3), 5, 2_000, Proof.NONE);
        lone.receive(peer(3), new Evidence(EPOCH, peer(3), peer(2), 1, 0, new Evidence.Vouch(life)));
        assertThat(lone.counted(Counter.DROPPED_OUT_OF_RANGE)).isEqualTo(1);
        assertThat(lone.told(Notice.MemberRefuted.class)).isEmpty();
    }
}
