package dev.fusebox.core.member;

import static dev.fusebox.core.member.FakeSurroundings.HELPER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fusebox.core.detect.PhiAccrual;
import dev.fusebox.core.message.Evidence.LossVote;
import dev.fusebox.core.message.Evidence.LossWithdrawal;
import dev.fusebox.core.message.Evidence.Vote;
import dev.fusebox.core.message.Evidence.Vouch;
import dev.fusebox.core.message.Evidence.Withdrawal;
import dev.fusebox.core.message.LifeProof;
import dev.fusebox.core.message.Message.HelpResult;
import dev.fusebox.core.message.Message.ProbeReply;
import dev.fusebox.core.message.Proof;
import dev.fusebox.core.roster.MemberId;
import dev.fusebox.core.time.Nanos;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A watch whose detector hears heartbeats. */
class SubjectWatchTest {
    private static final long MS = 1_000_000L;
    private static final MemberId SUBJECT = new MemberId("x");

    private final FakeSurroundings around = new FakeSurroundings();
    private long now = 1_000 * MS;
    private long sequence;
    private final SubjectWatch watch = new SubjectWatch(around, SUBJECT, new PhiAccrual(200 * MS, 8, now), true, now);

    /** Lets time pass, waking the watch at its own deadlines. */
    private void run(long milliseconds) {
        long end = now + milliseconds * MS;
        watch.advance(now);
        while (watch.nextDeadlineNanos(now) <= end) {
            now = Math.max(now + MS / 10, watch.nextDeadlineNanos(now));
            watch.advance(now);
        }
        now = Math.max(now, end);
    }

    private void heartbeats(int count) {
        for (int i = 0; i < count; i++) {
            run(200);
            watch.heartbeat(++sequence, life(LifeProof.ofHeartbeat(sequence)), now);
        }
    }

    private void othersVote() {
        around.suspected = true;
        watch.voteHeard(now);
    }

    private static LifeProof life(long nonce) {
        return new LifeProof(new MemberId("me"), nonce, 0, Proof.NONE);
    }

    private boolean answer(long nonce) {
        return watch.answered(new ProbeReply(nonce, 0, Proof.NONE), life(nonce), now);
    }

    private long lastNonce() {
        return around.probes.get(around.probes.size() - 1);
    }

    @Test
    void aRegularSubjectIsLeftAlone() {
        heartbeats(24);
        assertThat(around.probes).isEmpty();
        assertThat(around.stated).isEmpty();
    }

    @Test
    void theRoundTripIsMeasuredWhileAllIsWellAndNotByWhatASuspicionAsks() {
        heartbeats(25);
        assertThat(around.probes).hasSize(1);
        now += 3 * MS;
        assertThat(answer(lastNonce())).isTrue();
        assertThat(around.roundTripsMillis).containsExactly(3L);
        run(600);
        assertThat(around.probes).hasSizeGreaterThan(1);
        answer(lastNonce());
        assertThat(around.roundTripsMillis).containsExactly(3L);
    }

    @Test
    void anOutageIsNotARoundTrip() {
        heartbeats(25);
        long askedBefore = lastNonce();
        run(2_000);
        assertThat(answer(askedBefore)).isTrue();
        assertThat(around.roundTripsMillis).isEmpty();
    }

    @Test
    void nothingIsMeasuredOnAStreamThatIsStillCatchingUp() {
        heartbeats(10);
        run(6_000);
        int asked = around.probes.size();
        heartbeats(20);
        assertThat(around.probes).hasSize(asked);
        heartbeats(10);
        assertThat(around.probes).hasSize(asked + 1);
    }

    @Test
    void silenceStartsARoundAndARoundWithoutAnswerAVote() {
        heartbeats(10);
        run(600);
        assertThat(around.probes).isNotEmpty();
        assertThat(around.stated).isNotEmpty().allMatch(Vote.class::isInstance);
        Vote vote = (Vote) around.stated.get(0);
        assertThat(vote.nonce()).isEqualTo(around.probes.get(0));
        assertThat(vote.weight()).isEqualTo(1);
        assertThat(vote.levelMilli()).isGreaterThan(8_000);
    }

    @Test
    void whoSendsHeartbeatsDuringARoundIsNotVotedAgainst() {
        heartbeats(10);
        watch.streamBroken(now);
        run(50);
        assertThat(around.probes).isNotEmpty();
        watch.heartbeat(++sequence, life(LifeProof.ofHeartbeat(sequence)), now);
        run(100);
        assertThat(around.stated).isEmpty();
    }

    @Test
    void aBrokenStreamStartsARoundAtOnce() {
        heartbeats(10);
        watch.streamBroken(now);
        watch.advance(now);
        assertThat(around.probes).hasSize(1);
        run(100);
        assertThat(around.stated).singleElement().isInstanceOf(Vote.class);
    }

    @Test
    void refusedByAllIsAVoteAtOnce() {
        heartbeats(10);
        watch.streamBroken(now);
        watch.advance(now);
        watch.refused(lastNonce());
        watch.helped(
                HELPER,
                new HelpResult(lastNonce(), SUBJECT, HelpResult.Outcome.REFUSED, Optional.empty()),
                Optional.empty());
        watch.advance(now);
        assertThat(around.stated).singleElement().isInstanceOf(Vote.class);
    }

    @Test
    void proofOfLifeWithdrawsTheOwnVote() {
        heartbeats(10);
        run(600);
        around.stated.clear();
        watch.heartbeat(++sequence, life(LifeProof.ofHeartbeat(sequence)), now);
        assertThat(around.stated).singleElement().isInstanceOf(Withdrawal.class);
    }

    @Test
    void aVoteOfAnotherIsAnsweredAtOnceByAVouchIfAHeartbeatIsFresh() {
        heartbeats(3);
        now += 249 * MS;
        othersVote();
        assertThat(around.stated).singleElement().isInstanceOf(Vouch.class);
        assertThat(around.probes).isEmpty();
    }

    @Test
    void aVoteOfAnotherIsAnsweredAfterARoundOfOnesOwnIfNoneIs() {
        heartbeats(3);
        now += 251 * MS;
        othersVote();
        watch.advance(now);
        assertThat(around.stated).isEmpty();
        assertThat(around.probes).hasSize(1);
        now += 3 * MS;
        answer(lastNonce());
        watch.advance(now);
        assertThat(around.stated).singleElement().isInstanceOf(Vouch.class);
    }

    /** One lost segment holds up a stream for longer than a round. */
    @Test
    void aQuestionIsRepeatedPastTheStreamThatBroughtNoAnswer() {
        around.wantedHelpers = 3;
        heartbeats(10);
        now += 140 * MS;
        watch.linkInDoubt(true, now);
        run(90);
        assertThat(around.probes).hasSize(4).containsOnly(lastNonce());
        assertThat(around.freshPaths).containsExactly(false, true, true, true);
    }

    @Test
    void nobodyVouchesForASubjectThatNeverSaidAnything() {
        othersVote();
        assertThat(around.stated).isEmpty();
        now += 200 * MS;
        othersVote();
        assertThat(around.stated).isEmpty();
    }

    @Test
    void aMemberThatMayNotVoteVouchesOnlyAfterARoundOfItsOwn() {
        heartbeats(3);
        around.weight = Optional.empty();
        othersVote();
        assertThat(around.stated).isEmpty();
        watch.advance(now);
        answer(lastNonce());
        watch.advance(now);
        assertThat(around.stated).singleElement().isInstanceOf(Vouch.class);
    }

    @Test
    void theVouchIsRepeatedEachThirdOfItsLifeWhileTheVoteStands() {
        heartbeats(3);
        othersVote();
        for (int i = 0; i < 10; i++) {
            run(100);
            watch.heartbeat(++sequence, life(LifeProof.ofHeartbeat(sequence)), now);
        }
        assertThat(around.stated).hasSize(4).allMatch(Vouch.class::isInstance);
        around.suspected = false;
        for (int i = 0; i < 10; i++) {
            run(100);
            watch.heartbeat(++sequence, life(LifeProof.ofHeartbeat(sequence)), now);
        }
        assertThat(around.stated).hasSize(4);
    }

    @Test
    void anAnswerThroughAHelperOnlyIsABadLinkAndNoVote() {
        heartbeats(10);
        watch.streamBroken(now);
        run(250);
        assertThat(around.stated).singleElement().isInstanceOf(Vote.class);
        long nonce = lastNonce();
        ProbeReply reply = new ProbeReply(nonce, 0, Proof.NONE);
        watch.helped(
                HELPER,
                new HelpResult(nonce, SUBJECT, HelpResult.Outcome.ANSWERED, Optional.of(reply)),
                Optional.of(life(nonce)));
        watch.advance(now);
        assertThat(watch.linkBad()).isTrue();
        assertThat(around.stated.get(around.stated.size() - 1)).isInstanceOf(Withdrawal.class);
        watch.heartbeat(++sequence, life(LifeProof.ofHeartbeat(sequence)), now);
        assertThat(watch.linkBad()).isFalse();
    }

    @Test
    void aStrangerCannotHelp() {
        heartbeats(10);
        watch.streamBroken(now);
        watch.advance(now);
        ProbeReply reply = new ProbeReply(lastNonce(), 0, Proof.NONE);
        watch.helped(
                new MemberId("other"),
                new HelpResult(lastNonce(), SUBJECT, HelpResult.Outcome.ANSWERED, Optional.of(reply)),
                Optional.of(life(lastNonce())));
        watch.advance(now);
        assertThat(watch.linkBad()).isFalse();
    }

    @Test
    void anAnswerCountsOnce() {
        heartbeats(10);
        run(600);
        long nonce = lastNonce();
        assertThat(answer(nonce)).isTrue();
        long life = watch.lastLifeNanos();
        now += 50 * MS;
        assertThat(answer(nonce)).isFalse();
        assertThat(watch.lastLifeNanos()).isEqualTo(life);
    }

    @Test
    void anAnswerToAQuestionNobodyAskedCountsForNothing() {
        heartbeats(10);
        run(600);
        long life = watch.lastLifeNanos();
        assertThat(answer(4_711)).isFalse();
        assertThat(watch.lastLifeNanos()).isEqualTo(life);
    }

    @Test
    void anAnswerFromBeforeAStallCountsForNothing() {
        heartbeats(10);
        run(600);
        long nonce = lastNonce();
        now += 500 * MS;
        watch.ownStall(now);
        assertThat(answer(nonce)).isFalse();
    }

    @Test
    void roundsFollowEachIntervalAndAfterFiveOfTheSameOutcomeEachSecond() {
        heartbeats(10);
        watch.streamBroken(now);
        long start = now / MS;
        run(4_000);
        assertThat(around.roundStartsMillis.stream().map(at -> at - start).toList())
                .containsExactly(0L, 200L, 400L, 600L, 800L, 1_800L, 2_800L, 3_800L);
    }

    @Test
    void afterAVerdictRoundsFollowEachSecond() {
        heartbeats(10);
        around.convicted = true;
        watch.streamBroken(now);
        run(2_500);
        assertThat(around.roundStartsMillis).hasSize(3);
    }

    @Test
    void aHeardVoteStartsARoundAtOnceHoweverSlowTheyHaveBecome() {
        heartbeats(10);
        watch.streamBroken(now);
        run(2_300);
        int rounds = around.roundStartsMillis.size();
        watch.heartbeat(++sequence, life(LifeProof.ofHeartbeat(sequence)), now);
        now += 260 * MS;
        othersVote();
        watch.advance(now);
        assertThat(around.roundStartsMillis).hasSize(rounds + 1);
    }

    @Test
    void failedRoundsInARowAreCountedFromTheDoubtOnAndForgottenWithLife() {
        heartbeats(10);
        watch.streamBroken(now);
        run(450);
        assertThat(watch.failedRounds()).isEqualTo(2);
        watch.linkInDoubt(true, now);
        assertThat(watch.failedRounds()).isZero();
        run(270);
        assertThat(watch.failedRounds()).isEqualTo(2);
        watch.linkInDoubt(true, now);
        assertThat(watch.failedRounds()).as("the doubt goes on").isEqualTo(2);
        watch.heartbeat(++sequence, life(LifeProof.ofHeartbeat(sequence)), now);
        assertThat(watch.failedRounds()).isZero();
    }

    @Test
    void whoMayNotVoteStaysSilent() {
        around.weight = Optional.empty();
        heartbeats(10);
        run(2_000);
        assertThat(around.stated).isEmpty();
    }

    @Test
    void aWatchThatEndsTakesItsVoteBack() {
        heartbeats(10);
        run(600);
        around.stated.clear();
        watch.end(now);
        watch.end(now);
        assertThat(around.stated).singleElement().isInstanceOf(Withdrawal.class);
    }

    @Test
    void askingLastCallsIsAnsweredLikeAnyProbe() {
        heartbeats(10);
        now += 800 * MS;
        watch.lastCall(9, now);
        now += 2 * MS;
        assertThat(answer(9)).isTrue();
        assertThat(watch.lastLifeNanos()).isEqualTo(now);
        assertThat(watch.nextDeadlineNanos(now)).isLessThan(Nanos.NEVER);
    }

    @Test
    void aSubjectMostOfWhoseHeartbeatsAreLostGetsALossVoteUntilTheyArriveAgain() {
        for (int i = 0; i < 15; i++) {
            now += 600 * MS;
            sequence += 3;
            watch.heartbeat(sequence, life(LifeProof.ofHeartbeat(sequence)), now);
        }
        assertThat(around.stated).filteredOn(LossVote.class::isInstance).hasSize(1);
        assertThat(watch.lossySinceNanos()).isLessThan(now);
        heartbeats(30);
        assertThat(around.stated).filteredOn(LossWithdrawal.class::isInstance).hasSize(1);
        assertThat(watch.lossySinceNanos()).isEqualTo(Nanos.NEVER);
    }

    @Test
    void afterAnOwnStallSilenceIsCountedFromItsEnd() {
        heartbeats(10);
        now += 1_000 * MS;
        watch.ownStall(now);
        run(200);
        assertThat(around.probes).isEmpty();
    }
}
