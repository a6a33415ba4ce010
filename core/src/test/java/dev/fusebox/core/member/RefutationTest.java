package dev.fusebox.core.member;

import static dev.fusebox.core.member.LoneMember.EPOCH;
import static dev.fusebox.core.member.LoneMember.SELF;
import static dev.fusebox.core.member.LoneMember.peer;
import static dev.fusebox.core.member.VirtualGroup.m;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fusebox.core.message.Evidence;
import dev.fusebox.core.message.Message.Heartbeat;
import dev.fusebox.core.message.Message.ProbeQuery;
import dev.fusebox.core.message.Message.ProbeReply;
import dev.fusebox.core.message.Proof;
import dev.fusebox.core.overlay.Rings;
import dev.fusebox.core.overlay.WatchGraph;
import dev.fusebox.core.roster.MemberId;
import dev.fusebox.core.roster.Roster;
import dev.fusebox.core.time.Nanos;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RefutationTest {
    private final LoneMember lone = LoneMember.formed(4);
    private long sequence;

    private void accuse(long incarnation) {
        lone.receive(peer(1), lone.vote(peer(1), SELF, ++sequence, incarnation));
    }

    private long incarnation() {
        ProbeQuery query = new ProbeQuery(peer(1), SELF, 5, OptionalLong.empty());
        lone.log.clear();
        lone.receive(peer(1), query);
        List<ProbeReply> replies = lone.sent(ProbeReply.class);
        return replies.get(0).incarnation();
    }

    @Test
    void aSuspectedMemberRaisesItsIncarnationKeepsItAndTellsItsObserversAtOnce() {
        lone.log.clear();
        accuse(0);
        assertThat(lone.effects(Effect.Persist.class))
                .singleElement()
                .satisfies(p -> assertThat(p.state().incarnation()).isEqualTo(1));
        assertThat(lone.sent(Heartbeat.class)).hasSize(3).allMatch(h -> h.incarnation() == 1);
        List<Effect> order = lone.log.stream().map(LoneMember.Sent::effect).toList();
        assertThat(order.indexOf(lone.effects(Effect.Persist.class).get(0)))
                .isLessThan(order.indexOf(lone.effects(Effect.Send.class).get(0)));
    }

    @Test
    void itRaisesItAtMostOnceASecondHoweverOftenItIsSuspected() {
        for (int i = 0; i < 50; i++) {
            accuse(incarnation());
            lone.run(100);
        }
        assertThat(incarnation()).isBetween(4L, 6L);
    }

    @Test
    void aSuspicionOfAnOlderIncarnationIsAnsweredAlready() {
        accuse(0);
        lone.run(5_000);
        accuse(0);
        lone.run(5_000);
        assertThat(incarnation()).isEqualTo(1);
    }

    @Test
    void aProbeThatCarriesASuspicionIsEnoughToTellAllObservers() {
        lone.log.clear();
        lone.receive(peer(1), new ProbeQuery(peer(1), SELF, 5, OptionalLong.of(0)));
        assertThat(lone.sent(Heartbeat.class)).hasSize(3).allMatch(h -> h.incarnation() == 1);
        assertThat(incarnation()).isEqualTo(1);
        lone.run(2_000);
        lone.give(new Input.FreshProbeReceived(3, new ProbeQuery(peer(2), SELF, 6, OptionalLong.of(1))));
        assertThat(incarnation()).isEqualTo(2);
    }

    @Test
    void aProbeWithoutASuspicionRaisesNothing() {
        lone.receive(peer(1), new ProbeQuery(peer(1), SELF, 5, OptionalLong.empty()));
        lone.run(3_000);
        assertThat(incarnation()).isZero();
    }

    @Test
    void aNewIncarnationOfASubjectVoidsTheVotesAboutItsOlderOnes() {
        lone.receive(peer(1), lone.vote(peer(1), peer(3), 1, 0));
        assertThat(lone.told(Notice.MemberSuspected.class)).hasSize(1);
        lone.incarnations.put(peer(3), 1L);
        lone.beat(peer(3));
        assertThat(lone.told(Notice.MemberRefuted.class)).hasSize(1);
        assertThat(lone.view().members()).allMatch(m -> m.votes() == 0);
    }

    @Test
    void whoKnowsARefutationPassesItOnToEveryoneThatVoteReached() {
        lone.incarnations.put(peer(3), 7L);
        lone.beat(peer(3));
        lone.talking.remove(peer(3));
        lone.run(300);
        lone.log.clear();
        lone.receive(peer(1), lone.vote(peer(1), peer(3), 1, 6));
        assertThat(lone.sent(Evidence.class))
                .hasSize(3)
                .allMatch(e ->
                        e.subject().equals(peer(3)) && e.incarnation() == 7 && e.statement() instanceof Evidence.Vouch);
    }

    private static Evidence voteOfNoWeight(MemberId subject, long sequence) {
        return new Evidence(EPOCH, peer(1), subject, sequence, 0, new Evidence.Vote(0, 9_000, sequence));
    }

    /** Whoever found itself deaf goes on saying whom it does not hear: in a large group each answer to that goes to everyone. */
    @Test
    void aVoteOfNoWeightIsNotAnswered() {
        lone.receive(peer(1), voteOfNoWeight(peer(3), 1));
        lone.receive(peer(1), voteOfNoWeight(SELF, 2));
        lone.run(2_000);
        assertThat(lone.sent(Evidence.class)).isEmpty();
        assertThat(incarnation()).isZero();
    }

    @Test
    void aRefutedVoteOfNoWeightIsNotAnswered() {
        lone.incarnations.put(peer(3), 7L);
        lone.beat(peer(3));
        lone.log.clear();
        lone.receive(peer(1), voteOfNoWeight(peer(3), 1));
        assertThat(lone.sent(Evidence.class)).isEmpty();
    }

    @Test
    void noOneVouchesAgainstAVoteThatHasLostItsWeight() {
        lone.receive(peer(1), lone.vote(peer(1), peer(3), 1, 0));
        assertThat(lone.sent(Evidence.class)).hasSize(3);
        lone.receive(peer(1), voteOfNoWeight(peer(3), 2));
        lone.log.clear();
        lone.run(2_000);
        assertThat(lone.sent(Evidence.class)).noneMatch(e -> e.statement() instanceof Evidence.Vouch);
    }

    /** Two liars that answer each other's votes with new ones must not keep everybody busy. */
    @Test
    void votesThatComeFasterThanVouchesHelpAreAnsweredTogether() {
        for (long incarnation : List.of(0L, 6L)) {
            LoneMember member = LoneMember.formed(4);
            member.incarnations.put(peer(3), incarnation == 0 ? 0L : 7L);
            member.run(400);
            member.log.clear();
            for (int i = 1; i <= 100; i++) {
                member.receive(peer(1), member.vote(peer(1), peer(3), i, incarnation));
                member.run(2);
            }
            List<Evidence> vouches = member.sentTo(Evidence.class, Set.of(peer(2))).stream()
                    .filter(e -> e.statement() instanceof Evidence.Vouch)
                    .toList();
            assertThat(vouches).as("votes about incarnation %d", incarnation).hasSizeBetween(4, 5);
        }
    }

    @Test
    void whatIsKeptBackIsTheNewestWordAndIsSaidAsSoonAsItMay() {
        lone.incarnations.put(peer(3), 7L);
        lone.beat(peer(3));
        lone.log.clear();
        lone.receive(peer(1), lone.vote(peer(1), peer(3), 1, 6));
        lone.run(10);
        lone.receive(peer(1), lone.vote(peer(1), peer(3), 2, 6));
        lone.incarnations.put(peer(3), 9L);
        lone.beat(peer(3));
        lone.receive(peer(1), lone.vote(peer(1), peer(3), 3, 8));
        long heard = lone.now;
        lone.run(39);
        assertThat(vouched(7)).isEqualTo(1);
        assertThat(vouched(9)).isZero();
        lone.run(1);
        assertThat(lone.now - heard).isEqualTo(Nanos.ofMillis(40));
        assertThat(vouched(9)).isEqualTo(1);
        lone.run(200);
        assertThat(vouched(7) + vouched(9)).isEqualTo(2);
    }

    private long vouched(long incarnation) {
        return lone.sentTo(Evidence.class, Set.of(peer(2))).stream()
                .filter(e -> e.statement() instanceof Evidence.Vouch vouch
                        && vouch.life().incarnation() == incarnation)
                .count();
    }

    @Test
    void whoSuspectsTheSubjectItselfDoesNotDefendIt() {
        lone.incarnations.put(peer(3), 7L);
        lone.beat(peer(3));
        lone.talking.remove(peer(3));
        lone.give(new Input.StreamClosed(peer(3)));
        lone.run(150);
        lone.log.clear();
        lone.receive(peer(1), lone.vote(peer(1), peer(3), 1, 6));
        assertThat(lone.sent(Evidence.class)).noneMatch(e -> e.statement() instanceof Evidence.Vouch);
    }

    @Test
    void aProbeThatAVoteStartsCarriesTheSuspicionToItsSubject() {
        lone.talking.remove(peer(3));
        lone.run(300);
        lone.log.clear();
        lone.receive(peer(1), lone.vote(peer(1), peer(3), 1, 0));
        List<ProbeQuery> probes = new ArrayList<>(lone.sentTo(ProbeQuery.class, Set.of(peer(3))));
        lone.effects(Effect.SendFreshProbe.class).forEach(p -> probes.add(p.query()));
        assertThat(probes).isNotEmpty().allMatch(p -> p.suspectedIncarnation().equals(OptionalLong.of(0)));
    }

    /** m0 shares its node with m2, and so watches m1 alone. */
    @Test
    void whoHearsItsOnlySubjectThroughOthersIsNotCutOff() {
        for (int seed = 0; seed < 5; seed++) {
            VirtualGroup group = new VirtualGroup(3, 2, seed).formed();
            group.lose((from, to) -> Set.of(from, to).equals(Set.of(m(0), m(1))));
            group.run(30_000);
            for (int i = 0; i < 3; i++) {
                assertThat(group.burns(i)).as("m%d, seed %d", i, seed).isEmpty();
            }
        }
    }

    /** Two liars tell this member alone, or two voters took it back and the word is held up: nobody else knows of their votes. */
    @Test
    void whoAloneHoldsVotesThatNobodyAnswersAsksTheSuspectItself() {
        LoneMember member = LoneMember.formed(8);
        MemberId suspect = notObservedBy(member);
        long first = member.now;
        votesAbout(suspect, member);
        member.run(499);
        assertThat(questions(member, suspect)).isEmpty();
        member.run(1);
        ProbeQuery question = questions(member, suspect).getFirst();
        assertThat(question.suspectedIncarnation()).isEqualTo(OptionalLong.of(0));
        member.give(new Input.FreshProbeAnswered(suspect, new ProbeReply(question.nonce(), 1, Proof.NONE)));
        assertThat(member.told(Notice.MemberRefuted.class)).hasSize(1);
        assertThat(member.sent(Evidence.class))
                .anyMatch(e -> e.subject().equals(suspect) && e.statement() instanceof Evidence.Vouch);
        member.run(3_000);
        assertThat(member.told(Notice.MemberFailed.class)).isEmpty();
        assertThat(member.now - first).isEqualTo(Nanos.ofMillis(3_500));
    }

    @Test
    void aSuspectThatDoesNotAnswerIsAskedFourTimesAndConvicted() {
        LoneMember member = LoneMember.formed(8);
        MemberId suspect = notObservedBy(member);
        votesAbout(suspect, member);
        member.run(1_499);
        assertThat(questions(member, suspect)).hasSize(4);
        assertThat(member.told(Notice.MemberFailed.class)).isEmpty();
        member.run(1);
        assertThat(member.told(Notice.MemberFailed.class)).hasSize(1);
        member.run(3_000);
        assertThat(questions(member, suspect)).hasSize(4);
    }

    private static List<MemberId> observersOf(MemberId subject) {
        Roster roster = LoneMember.roster(8);
        Rings rings = Rings.of(EPOCH, roster.members(), roster.detection().observersPerMember());
        return new WatchGraph(rings, member -> true)
                .observersOf(subject).stream().sorted().toList();
    }

    private static MemberId notObservedBy(LoneMember member) {
        return member.talking.stream()
                .filter(peer -> !observersOf(peer).contains(SELF))
                .findFirst()
                .orElseThrow();
    }

    private static void votesAbout(MemberId suspect, LoneMember member) {
        member.log.clear();
        List<MemberId> voters = observersOf(suspect).subList(0, 2);
        voters.forEach(voter -> member.receive(voter, member.vote(voter, suspect, 1, 0)));
    }

    private static List<ProbeQuery> questions(LoneMember member, MemberId suspect) {
        return member.effects(Effect.SendFreshProbe.class).stream()
                .map(Effect.SendFreshProbe::query)
                .filter(query -> query.subject().equals(suspect))
                .toList();
    }

    /** Two of the observers hear nothing; all others hear the accused well. */
    @Test
    void twoDeafObserversConvictNobodyHealthy() {
        for (int seed = 0; seed < 5; seed++) {
            VirtualGroup group = new VirtualGroup(8, 8, seed).formed();
            Set<MemberId> deaf = Set.of(m(1), m(2));
            group.lose((from, to) -> deaf.contains(to));
            group.run(20_000);
            for (int i = 0; i < 8; i++) {
                assertThat(group.burns(i)).as("m%d, seed %d", i, seed).hasSize(1);
                if (!deaf.contains(m(i))) {
                    assertThat(group.notices(i, Notice.MemberFailed.class))
                            .as("verdicts of m%d, seed %d", i, seed)
                            .allMatch(f -> deaf.contains(f.verdict().subject()));
                }
            }
        }
    }

    @Test
    void bothEndsNameABadLinkBetweenThemAndTheThirdKeepsThemAlive() {
        VirtualGroup group = new VirtualGroup(3, 3, 7).formed();
        group.lose((from, to) -> Set.of(from, to).equals(Set.of(m(0), m(1))));
        group.run(60_000);
        for (int i = 0; i < 3; i++) {
            assertThat(group.burns(i)).isEmpty();
            assertThat(group.notices(i, Notice.MemberFailed.class)).isEmpty();
        }
        assertThat(group.notices(0, Notice.LinkDegraded.class))
                .contains(new Notice.LinkDegraded(EPOCH, m(1), List.of(m(0))));
        assertThat(group.notices(1, Notice.LinkDegraded.class))
                .contains(new Notice.LinkDegraded(EPOCH, m(0), List.of(m(1))));
        group.heal();
        group.run(10_000);
        List<Notice.LinkDegraded> last = group.notices(0, Notice.LinkDegraded.class);
        assertThat(last.get(last.size() - 1).blindObservers()).isEmpty();
    }

    @Test
    void whoHearsANewIncarnationTellsEveryoneThatTheVoteReached() {
        lone.receive(peer(1), lone.vote(peer(1), peer(3), 1, 0));
        lone.log.clear();
        lone.incarnations.put(peer(3), 1L);
        lone.beat(peer(3));
        lone.run(50);
        assertThat(lone.sent(Evidence.class))
                .hasSize(3)
                .allMatch(e ->
                        e.subject().equals(peer(3)) && e.incarnation() == 1 && e.statement() instanceof Evidence.Vouch);
    }
}
