package dev.fusebox.operator.leader;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Two replicas, a and b, over one Lease; their clocks began at different times and never agree. */
class CandidateTest {
    private final TestingLease lease = new TestingLease();
    private final TestingReplica a = new TestingReplica("a", lease, 1_000_000_000L);
    private final TestingReplica b = new TestingReplica("b", lease, -777_000_000_000L);

    /** Both look once, every two seconds, for so long. */
    private void live(int seconds) {
        for (int second = 0; second < seconds; second += 2) {
            a.passes(2);
            b.passes(2);
            a.candidate.round();
            b.candidate.round();
            assertThat(a.leadership.isLeader() && b.leadership.isLeader()).isFalse();
        }
    }

    private void aLeads() {
        a.candidate.round();
        b.candidate.round();
        assertThat(a.told).containsExactly("leading 1");
        assertThat(b.told).containsExactly("following");
    }

    @Test
    void beforeAnythingIsKnownNobodyLeads() {
        assertThat(a.leadership.role()).isEqualTo(Role.UNDECIDED);
        lease.away = true;
        a.candidate.round();
        assertThat(a.leadership.role()).isEqualTo(Role.UNDECIDED);
        assertThat(a.leadership.isLeader()).isFalse();
    }

    @Test
    void theFirstLeadsAndTheOtherKnowsWhere() {
        aLeads();
        assertThat(a.leadership.isLeader()).isTrue();
        assertThat(b.leadership.isLeader()).isFalse();
        assertThat(b.leadership.leaderAddress()).contains("a:7443");
    }

    @Test
    void itGoesOnLeadingUnderTheSameNumber() {
        aLeads();
        long since = a.leadership.sinceNanos();
        live(600);
        assertThat(a.leadership.isLeader()).isTrue();
        assertThat(a.leadership.term()).isEqualTo(1);
        assertThat(a.leadership.sinceNanos()).isEqualTo(since);
        assertThat(a.told).containsExactly("leading 1");
    }

    @Test
    void aLeaderThatVanishesIsFollowedAfterTheWholeDurationAndNotBefore() {
        aLeads();
        int seconds = 0;
        while (!b.leadership.isLeader()) {
            seconds++;
            b.passes(1);
            b.candidate.round();
            if (seconds > 5) {
                assertThat(b.leadership.leaderAddress()).as("not worth trying").isEmpty();
            }
        }
        assertThat(seconds).isEqualTo(15);
        assertThat(b.told).containsExactly("following", "leading 2");
    }

    @Test
    void aLeaderStopsByItsClockAloneAlsoIfItsLoopHangs() {
        aLeads();
        a.passes(9.9);
        assertThat(a.leadership.isLeader()).isTrue();
        a.passes(0.1);
        assertThat(a.leadership.isLeader()).isFalse();
    }

    @Test
    void aPausedLeaderThatWakesUpDoesNotLead() {
        aLeads();
        a.passes(20);
        b.passes(20);
        b.candidate.round();
        assertThat(b.told).contains("leading 2");
        assertThat(a.leadership.isLeader()).isFalse();
        a.candidate.round();
        assertThat(a.told).containsExactly("leading 1", "following");
        assertThat(a.leadership.leaderAddress()).contains("b:7443");
    }

    @Test
    void whileTheApiServerIsAwayNobodyWritesAndAfterItTheSameOneGoesOn() {
        aLeads();
        lease.away = true;
        live(12);
        assertThat(a.told).containsExactly("leading 1", "suspended");
        assertThat(a.leadership.role()).isEqualTo(Role.SUSPENDED);
        live(600);
        assertThat(b.leadership.isLeader()).isFalse();
        lease.away = false;
        a.candidate.round();
        assertThat(a.told).containsExactly("leading 1", "suspended", "resumed");
        assertThat(a.leadership.sinceNanos()).as("its warm-up begins anew").isEqualTo(a.nowNanos);
    }

    @Test
    void orTheOtherIfThatIsFasterAndTheFirstFollows() {
        aLeads();
        lease.away = true;
        live(60);
        lease.away = false;
        b.candidate.round();
        a.candidate.round();
        assertThat(b.leadership.isLeader()).isTrue();
        assertThat(a.told).containsExactly("leading 1", "suspended", "following");
    }

    @Test
    void whoEndsGivesTheLeaseBackAndTheOtherTakesItAtItsNextLook() {
        aLeads();
        a.candidate.close();
        assertThat(a.leadership.isLeader()).isFalse();
        b.passes(2);
        b.candidate.round();
        assertThat(b.told).containsExactly("following", "leading 2");
    }

    @Test
    void whoDoesNotLeadGivesNothingBack() {
        aLeads();
        b.candidate.close();
        live(30);
        assertThat(a.told).containsExactly("leading 1");
    }

    @Test
    void twoThatClaimAtOnceAreToldApartByTheApiServer() {
        lease.beforeWrite = () -> {
            lease.beforeWrite = () -> {};
            b.candidate.round();
        };
        a.candidate.round();
        assertThat(b.leadership.isLeader()).isTrue();
        assertThat(a.leadership.isLeader()).isFalse();
        assertThat(a.told).containsExactly("following");
    }

    @Test
    void aRenewalWhoseAnswerWasLostIsStillItsOwn() {
        aLeads();
        lease.loseAnswers = true;
        a.passes(2);
        a.candidate.round();
        lease.loseAnswers = false;
        a.passes(2);
        a.candidate.round();
        a.passes(2);
        a.candidate.round();
        assertThat(a.told).containsExactly("leading 1");
        assertThat(a.leadership.isLeader()).isTrue();
    }

    @Test
    void aRenewalWhoseAnswerWasLostAddsNoTime() {
        aLeads();
        lease.loseAnswers = true;
        for (int i = 0; i < 5; i++) {
            a.passes(2);
            a.candidate.round();
        }
        assertThat(a.leadership.isLeader()).isFalse();
    }

    @Test
    void aNumberIsNeverUsedTwiceEvenIfTheLeaseIsDeleted() {
        aLeads();
        lease.stored = Optional.empty();
        live(8);
        assertThat(a.told).containsExactly("leading 1", "following");
        assertThat(b.told).containsExactly("following", "leading 2");
    }

    @Test
    void aContainerThatWasRestartedTakesItsLeaseBackAtOnceUnderANewNumber() {
        aLeads();
        TestingReplica again = new TestingReplica("a", lease, 0);
        again.candidate.round();
        assertThat(again.told).containsExactly("leading 2");
    }

    @Test
    void whateverHappensThereAreNeverTwoAndNoNumberTwice() {
        for (int seed = 0; seed < 300; seed++) {
            Random random = new Random(seed);
            TestingLease shared = new TestingLease();
            TestingReplica[] replicas = {
                new TestingReplica("a", shared, random.nextLong(1L << 50)),
                new TestingReplica("b", shared, -random.nextLong(1L << 50)),
                new TestingReplica("c", shared, 0)
            };
            long lastTerm = 0;
            for (int step = 0; step < 400; step++) {
                // Clocks run up to 10 % too fast or too slow; rounds are left out, answers lost, the API server away.
                double seconds = random.nextDouble() * 2;
                for (int i = 0; i < replicas.length; i++) {
                    replicas[i].passes(seconds * (0.9 + 0.1 * i));
                }
                shared.away = random.nextInt(10) == 0 || step % 100 > 80;
                shared.loseAnswers = random.nextInt(10) == 0;
                TestingReplica one = replicas[random.nextInt(replicas.length)];
                int toldBefore = one.told.size();
                one.candidate.round();
                int leaders = 0;
                for (TestingReplica replica : replicas) {
                    leaders += replica.leadership.isLeader() ? 1 : 0;
                }
                assertThat(leaders).as("leaders, seed %d, step %d", seed, step).isLessThanOrEqualTo(1);
                for (String line : one.told.subList(toldBefore, one.told.size())) {
                    if (line.startsWith("leading")) {
                        long term = Long.parseLong(line.substring("leading ".length()));
                        assertThat(term).as("term, seed %d", seed).isGreaterThan(lastTerm);
                        lastTerm = term;
                    }
                }
            }
            assertThat(lastTerm).as("somebody led, seed %d", seed).isPositive();
        }
    }
}
