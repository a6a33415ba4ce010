package dev.fusebox.core.member;

import static dev.fusebox.core.member.LoneMember.EPOCH;
import static dev.fusebox.core.member.LoneMember.SELF;
import static dev.fusebox.core.member.LoneMember.peer;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fusebox.core.message.Message.EpochList;
import dev.fusebox.core.message.Message.Heartbeat;
import dev.fusebox.core.overlay.StableHash;
import dev.fusebox.core.roster.MemberId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** An interval of 200 ms. */
class HeartbeatsTest {
    private static final long MS = 1_000_000L;

    private static List<Long> timesMillis(LoneMember lone, MemberId to) {
        List<Long> times = new ArrayList<>();
        for (LoneMember.Sent sent : lone.log) {
            if (sent.effect() instanceof Effect.Send send
                    && send.to().equals(to)
                    && send.message() instanceof Heartbeat) {
                times.add(sent.atNanos() / MS);
            }
        }
        return times;
    }

    private static List<Long> gaps(List<Long> times) {
        List<Long> gaps = new ArrayList<>();
        for (int i = 1; i < times.size(); i++) {
            gaps.add(times.get(i) - times.get(i - 1));
        }
        return gaps;
    }

    @Test
    void goToEachObserverOncePerIntervalWithALittleJitterAndAtMostAQuarterEarly() {
        LoneMember lone = LoneMember.formed(6);
        lone.log.clear();
        lone.run(100_000);
        for (int i = 1; i < 6; i++) {
            List<Long> gaps = gaps(timesMillis(lone, peer(i)));
            assertThat(gaps).allMatch(gap -> gap >= 139 && gap <= 262);
            assertThat(gaps.stream().mapToLong(g -> g).average().orElseThrow()).isBetween(195.0, 205.0);
            assertThat(Set.copyOf(gaps)).hasSizeGreaterThan(10);
        }
    }

    @Test
    void areNumberedFromOneWithoutAGapForEachReceiver() {
        LoneMember lone = new LoneMember(Identity.insecure(SELF), KeptState.NONE);
        lone.give(new Input.RosterReceived(LoneMember.roster(3)));
        lone.greet(peer(1));
        lone.greet(peer(2));
        lone.talking.addAll(Set.of(peer(1), peer(2)));
        lone.run(5_000);
        for (int i = 1; i < 3; i++) {
            List<Heartbeat> beats = lone.sentTo(Heartbeat.class, Set.of(peer(i)));
            for (int k = 0; k < beats.size(); k++) {
                assertThat(beats.get(k).sequence()).isEqualTo(k + 1);
            }
        }
    }

    @Test
    void aLateOneIsNotMadeUpFor() {
        LoneMember lone = LoneMember.formed(2);
        lone.log.clear();
        for (int i = 0; i < 200; i++) {
            lone.now = Math.max(lone.now, lone.member.nextDeadlineNanos()) + (i % 5 == 0 ? 240 : 0) * MS;
            lone.give(new Input.TimerFired());
            lone.beat(peer(1));
        }
        assertThat(gaps(timesMillis(lone, peer(1)))).allMatch(gap -> gap >= 139);
    }

    @Test
    void aSuspicionCostsOneMoreAndLeavesThePhasesApart() {
        LoneMember calm = LoneMember.formed(6);
        LoneMember accused = LoneMember.formed(6);
        accused.receive(peer(1), accused.vote(peer(1), SELF, 1, 0));
        for (LoneMember lone : List.of(calm, accused)) {
            lone.run(400);
            lone.log.clear();
            lone.run(400);
        }
        assertThat(moments(accused)).hasSizeGreaterThanOrEqualTo(moments(calm).size() - 1);
    }

    private static Set<Long> moments(LoneMember lone) {
        Set<Long> moments = new TreeSet<>();
        for (int i = 1; i < 6; i++) {
            moments.addAll(timesMillis(lone, peer(i)));
        }
        return moments;
    }

    @Test
    void showInTheirDigestWhatIsNotBurntAndNothingElse() {
        LoneMember lone = LoneMember.formed(3);
        lone.log.clear();
        lone.run(300);
        assertThat(lone.sent(Heartbeat.class)).isNotEmpty().allMatch(h -> h.epochsDigest() == StableHash.of(EPOCH));
        lone.give(new Input.Signalled("g", "test"));
        lone.log.clear();
        lone.run(300);
        assertThat(lone.sent(Heartbeat.class)).isNotEmpty().allMatch(h -> h.epochsDigest() == StableHash.of());
    }

    @Test
    void aDigestThatDiffersLeadsToAnExchangeOfListsAtMostOncePerInterval() {
        LoneMember lone = LoneMember.formed(2);
        lone.log.clear();
        lone.run(2_000);
        assertThat(lone.sent(EpochList.class)).isEmpty();
        lone.digest = 4_711;
        lone.run(2_000);
        assertThat(lone.sent(EpochList.class)).hasSizeBetween(8, 11);
    }
}
