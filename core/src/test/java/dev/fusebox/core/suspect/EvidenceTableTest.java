package dev.fusebox.core.suspect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fusebox.core.message.Evidence;
import dev.fusebox.core.message.LifeProof;
import dev.fusebox.core.message.Proof;
import dev.fusebox.core.roster.GroupEpoch;
import dev.fusebox.core.roster.MemberId;
import dev.fusebox.core.suspect.EvidenceTable.Acceptance;
import org.junit.jupiter.api.Test;

class EvidenceTableTest {
    private static final GroupEpoch EPOCH = new GroupEpoch("g", 1);
    private static final MemberId A = new MemberId("a");
    private static final MemberId B = new MemberId("b");
    private static final MemberId X = new MemberId("x");
    private static final MemberId Y = new MemberId("y");
    private static final long SECOND = 1_000_000_000L;

    private final EvidenceTable table = new EvidenceTable();

    static Evidence vote(MemberId observer, MemberId subject, long sequence, long incarnation) {
        return new Evidence(EPOCH, observer, subject, sequence, incarnation, new Evidence.Vote(1, 9_000, sequence));
    }

    static Evidence vouch(MemberId observer, MemberId subject, long sequence, long incarnation) {
        return new Evidence(
                EPOCH,
                observer,
                subject,
                sequence,
                incarnation,
                new Evidence.Vouch(new LifeProof(observer, sequence, incarnation, Proof.NONE)));
    }

    static Evidence withdrawal(MemberId observer, MemberId subject, long sequence) {
        return new Evidence(EPOCH, observer, subject, sequence, 0, new Evidence.Withdrawal());
    }

    @Test
    void theNewestStatementOfAnObserverWinsWhateverOrderTheyCome() {
        assertThat(table.accept(vote(A, X, 5, 0), 0)).isEqualTo(Acceptance.NEWS);
        assertThat(table.accept(vouch(A, X, 4, 0), 1)).isEqualTo(Acceptance.STALE);
        assertThat(table.accept(withdrawal(A, X, 5), 1)).isEqualTo(Acceptance.STALE);
        assertThat(table.voters(X)).containsExactly(A);
        assertThat(table.vouchers(X, 1)).isEmpty();
        assertThat(table.accept(vouch(A, X, 6, 0), 2)).isEqualTo(Acceptance.NEWS);
        assertThat(table.voters(X)).isEmpty();
        assertThat(table.vouchers(X, 2)).containsExactly(A);
    }

    @Test
    void statementsOfOthersAndAboutOthersAreKeptApart() {
        table.accept(vote(A, X, 9, 0), 0);
        assertThat(table.accept(vote(B, X, 1, 0), 0)).isEqualTo(Acceptance.NEWS);
        assertThat(table.accept(vote(A, Y, 1, 0), 0)).isEqualTo(Acceptance.NEWS);
        assertThat(table.voters(X)).containsExactly(A, B);
        assertThat(table.suspects()).containsExactly(X, Y);
        assertThat(table.standingVotesOf(A)).containsExactly(vote(A, X, 9, 0), vote(A, Y, 1, 0));
    }

    @Test
    void aWithdrawalTakesAVoteAndAVouchBack() {
        table.accept(vote(A, X, 1, 0), 0);
        table.accept(withdrawal(A, X, 2), 1);
        assertThat(table.suspects()).isEmpty();
        table.accept(vouch(B, X, 1, 0), 2);
        table.accept(withdrawal(B, X, 2), 3);
        assertThat(table.vouchers(X, 3)).isEmpty();
    }

    @Test
    void aNewerIncarnationVoidsVotesAboutOlderOnes() {
        table.accept(vote(A, X, 1, 3), 0);
        table.sawIncarnation(X, 3, 0);
        assertThat(table.voters(X)).containsExactly(A);
        table.sawIncarnation(X, 4, 0);
        assertThat(table.voters(X)).isEmpty();
        assertThat(table.vote(A, X)).isEmpty();
        assertThat(table.suspects()).isEmpty();
        table.accept(vote(A, X, 2, 4), 1);
        assertThat(table.voters(X)).containsExactly(A);
    }

    @Test
    void aVouchCarriesTheIncarnationOfItsSubject() {
        table.accept(vote(A, X, 1, 0), 0);
        table.accept(vouch(B, X, 1, 1), 0);
        assertThat(table.incarnation(X)).isEqualTo(1);
        assertThat(table.voters(X)).isEmpty();
    }

    @Test
    void aVoteRaisesNoIncarnation() {
        table.accept(vote(A, X, 1, 7), 0);
        assertThat(table.incarnation(X)).isZero();
    }

    @Test
    void theIncarnationNeverFalls() {
        table.sawIncarnation(X, 5, 0);
        table.sawIncarnation(X, 2, 0);
        assertThat(table.incarnation(X)).isEqualTo(5);
    }

    @Test
    void aVouchLivesOneSecond() {
        table.accept(vouch(A, X, 1, 0), 7);
        assertThat(table.vouchers(X, 7 + SECOND - 1)).containsExactly(A);
        assertThat(table.vouchEndsNanos(X, 8)).isEqualTo(7 + SECOND);
        assertThat(table.vouchers(X, 7 + SECOND)).isEmpty();
        assertThat(table.vouchEndsNanos(X, 7 + SECOND)).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void theFirstVoteIsTimedAsLongAsAnyVoteStands() {
        table.accept(vote(A, X, 1, 0), 10);
        table.accept(vote(B, X, 1, 0), 20);
        table.accept(vote(A, X, 2, 0), 30);
        table.accept(withdrawal(A, X, 3), 40);
        assertThat(table.firstVoteNanos(X)).contains(10L);
        table.accept(withdrawal(B, X, 2), 50);
        assertThat(table.firstVoteNanos(X)).isEmpty();
        table.accept(vote(B, X, 3, 0), 60);
        assertThat(table.firstVoteNanos(X)).contains(60L);
    }

    @Test
    void aRefutedSuspicionIsTimedAnewWhenItComesBack() {
        table.accept(vote(A, X, 1, 0), 10);
        table.sawIncarnation(X, 1, 0);
        assertThat(table.firstVoteNanos(X)).isEmpty();
        table.accept(vote(A, X, 2, 1), 30);
        assertThat(table.firstVoteNanos(X)).contains(30L);
    }

    @Test
    void whatAnObserverSaidInAnEarlierSessionIsForgotten() {
        table.accept(vote(A, X, 100, 0), 0);
        table.accept(vouch(A, Y, 101, 0), 0);
        table.accept(vote(B, X, 1, 0), 0);
        table.forgetObserver(A, 1);
        assertThat(table.voters(X)).containsExactly(B);
        assertThat(table.vouchers(Y, 1)).isEmpty();
        assertThat(table.accept(vote(A, X, 1, 0), 2)).isEqualTo(Acceptance.NEWS);
    }

    private static Evidence lossVote(MemberId observer, MemberId subject, long sequence) {
        return new Evidence(EPOCH, observer, subject, sequence, 0, new Evidence.LossVote(1));
    }

    @Test
    void aLossVoteStandsBesideWhatIsSaidAboutReachingTheSubject() {
        table.accept(lossVote(A, X, 1), 0);
        table.accept(vouch(A, X, 2, 1), 0);
        assertThat(table.lossVoters(X)).containsExactly(A);
        assertThat(table.vouchers(X, 0)).containsExactly(A);
        assertThat(table.voters(X)).isEmpty();
        assertThat(table.suspects()).containsExactly(X);
        table.accept(new Evidence(EPOCH, A, X, 3, 0, new Evidence.LossWithdrawal()), 0);
        assertThat(table.lossVoters(X)).isEmpty();
        assertThat(table.suspects()).isEmpty();
    }

    @Test
    void aStatementThatIsKnownIsPassedOnOnceWhenItComesAsAFlood() {
        table.accept(vote(A, X, 1, 0), 0);
        assertThat(table.accept(vote(A, X, 1, 0).flood(), 1)).isEqualTo(Acceptance.FLOODED);
        assertThat(table.accept(vote(A, X, 1, 0).flood(), 2)).isEqualTo(Acceptance.STALE);
        assertThat(table.floodedVoteStands(X)).isTrue();
    }

    @Test
    void onlyAFloodedVoteThatCountsAsksForFloodedAnswers() {
        table.accept(lossVote(A, X, 1).flood(), 0);
        table.accept(new Evidence(EPOCH, B, X, 1, 0, new Evidence.Vote(0, 9_000, 1)).flood(), 0);
        assertThat(table.floodedVoteStands(X)).isFalse();
        table.accept(vote(A, X, 2, 0).flood(), 0);
        assertThat(table.floodedVoteStands(X)).isTrue();
    }

    @Test
    void aProofCountsOnce() {
        LifeProof life = new LifeProof(A, 7, 0, new Proof("ab"));
        table.accept(new Evidence(EPOCH, A, X, 1, 0, new Evidence.Vouch(life)), 0);
        long later = EvidenceTable.VOUCH_LIFE_NANOS - 1;
        assertThat(table.accept(new Evidence(EPOCH, A, X, 2, 0, new Evidence.Vouch(life)), later))
                .isEqualTo(Acceptance.STALE);
        assertThat(table.vouchers(X, later + 1)).isEmpty();
    }

    @Test
    void aProofThatSomebodyElseObtainedRefutesOldVotesAndVouchesForNothing() {
        table.accept(vote(A, X, 1, 0), 0);
        LifeProof life = new LifeProof(B, 7, 1, Proof.NONE);
        table.accept(new Evidence(EPOCH, Y, X, 1, 0, new Evidence.Vouch(life)), 0);
        assertThat(table.voters(X)).isEmpty();
        assertThat(table.vouchers(X, 0)).isEmpty();
        assertThat(table.refutation(X)).contains(life);
    }

    private static Evidence refutation(MemberId observer, long sequence, long incarnation) {
        LifeProof life = new LifeProof(Y, 7, incarnation, Proof.NONE);
        return new Evidence(EPOCH, observer, X, sequence, incarnation, new Evidence.Vouch(life));
    }

    @Test
    void ofAllWhoKnowARefutationOnlyTheFirstHasNews() {
        table.accept(vote(A, X, 1, 0), 0);
        assertThat(table.accept(refutation(B, 1, 1), 1)).isEqualTo(Acceptance.NEWS);
        assertThat(table.accept(refutation(new MemberId("c"), 1, 1), 2)).isEqualTo(Acceptance.STALE);
        assertThat(table.accept(refutation(new MemberId("c"), 2, 2), 3)).isEqualTo(Acceptance.NEWS);
        assertThat(table.accept(vouch(B, X, 2, 2), 4)).as("its own proof").isEqualTo(Acceptance.NEWS);
    }

    @Test
    void aRefutationWithoutNewsTakesBackTheVoteOfWhoSaysIt() {
        table.accept(refutation(B, 1, 1), 0);
        table.accept(vote(A, X, 1, 1), 1);
        assertThat(table.accept(refutation(A, 2, 1), 2)).isEqualTo(Acceptance.NEWS);
        assertThat(table.voters(X)).isEmpty();
    }

    @Test
    void onlyAVoteOfWeightOneAccuses() {
        table.accept(new Evidence(EPOCH, A, X, 1, 0, new Evidence.Vote(0, 9_000, 1)), 0);
        assertThat(table.voters(X)).containsExactly(A);
        assertThat(table.accused(X)).isFalse();
        table.accept(vote(B, X, 1, 0), 1);
        assertThat(table.accused(X)).isTrue();
        table.sawIncarnation(X, 1, 2);
        assertThat(table.accused(X)).isFalse();
    }
}
