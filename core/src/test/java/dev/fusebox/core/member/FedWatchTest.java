package dev.fusebox.core.member;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fusebox.core.detect.CounterGrowth;
import dev.fusebox.core.detect.Ping;
import dev.fusebox.core.message.Evidence.Vote;
import dev.fusebox.core.message.Evidence.Withdrawal;
import dev.fusebox.core.message.LifeProof;
import dev.fusebox.core.message.Proof;
import dev.fusebox.core.roster.MemberId;
import org.junit.jupiter.api.Test;

/** A watch whose detector is fed by counters or replies: heartbeats are life, but only the detector says how suspicious the subject is. */
class FedWatchTest {
    private static final long MS = 1_000_000L;
    private static final MemberId SUBJECT = new MemberId("x");

    private final FakeSurroundings around = new FakeSurroundings();
    private long now = 1_000 * MS;

    private static LifeProof life(long nonce) {
        return new LifeProof(new MemberId("me"), nonce, 0, Proof.NONE);
    }

    /** Eight rounds without growth are too many. */
    private SubjectWatch counting() {
        return new SubjectWatch(around, SUBJECT, new CounterGrowth(200 * MS, now), false, now);
    }

    @Test
    void whereCountersFeedTheDetectorAHeartbeatIsLifeAndLowersNoLevel() {
        SubjectWatch counting = counting();
        now += 1_000 * MS;
        int level = counting.levelMilli(now);
        counting.heartbeat(7, life(-7), now);
        assertThat(counting.lastLifeNanos()).isEqualTo(now);
        assertThat(counting.levelMilli(now)).isEqualTo(level).isPositive();
        long heard = now;
        now += 200 * MS;
        counting.heartbeat(7, life(-7), now);
        assertThat(counting.lastLifeNanos()).as("a duplicate").isEqualTo(heard);
        counting.senderRestarted(now);
        counting.heartbeat(1, life(-1), now);
        assertThat(counting.lastLifeNanos()).as("a new session").isEqualTo(now);
    }

    @Test
    void aGrowthLowersTheLevelAndIsNoLife() {
        SubjectWatch counting = counting();
        now += 1_000 * MS;
        long life = counting.lastLifeNanos();
        counting.grown(now);
        assertThat(counting.levelMilli(now)).isZero();
        assertThat(counting.lastLifeNanos()).isEqualTo(life);
        around.suspected = true;
        counting.voteHeard(now);
        assertThat(around.stated).as("no word to vouch with").isEmpty();
    }

    @Test
    void aGrowthWithdrawsNoVoteButIsAReasonToAskAgain() {
        SubjectWatch counting = counting();
        now += 2_000 * MS;
        counting.advance(now);
        now += 110 * MS;
        counting.advance(now);
        assertThat(around.stated).singleElement().isInstanceOf(Vote.class);
        int rounds = around.roundStartsMillis.size();
        counting.grown(now);
        now += 200 * MS;
        counting.advance(now);
        assertThat(around.stated).hasSize(1);
        assertThat(around.roundStartsMillis).hasSize(rounds + 1);
    }

    @Test
    void aHeartbeatTakesNoVoteBackWhileTheDetectorSuspects() {
        SubjectWatch counting = counting();
        now += 2_000 * MS;
        counting.advance(now);
        now += 110 * MS;
        counting.advance(now);
        counting.heartbeat(1, life(-1), now);
        assertThat(around.stated).singleElement().isInstanceOf(Vote.class);
        counting.grown(now);
        counting.heartbeat(2, life(-2), now);
        assertThat(around.stated).last().isInstanceOf(Withdrawal.class);
    }

    @Test
    void aReplyInTimeLowersTheLevelAndIsLife() {
        SubjectWatch asking = new SubjectWatch(around, SUBJECT, new Ping(200 * MS, 100 * MS, now), false, now);
        now += 1_000 * MS;
        assertThat(asking.levelMilli(now)).isPositive();
        asking.replied(1, life(5), now);
        assertThat(asking.levelMilli(now)).isZero();
        assertThat(asking.lastLifeNanos()).isEqualTo(now);
    }
}
