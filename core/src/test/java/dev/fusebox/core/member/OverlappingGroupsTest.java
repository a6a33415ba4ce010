package dev.fusebox.core.member;

import static dev.fusebox.core.member.VirtualGroup.m;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fusebox.core.fuse.FuseState;
import dev.fusebox.core.message.Message.Heartbeat;
import dev.fusebox.core.roster.DetectionSettings;
import dev.fusebox.core.roster.Fate;
import dev.fusebox.core.roster.GroupEpoch;
import dev.fusebox.core.roster.Roster;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Groups left = {m0, m1, m2} and right = {m0, m3, m4} share a member; some tests have both over the same members. */
class OverlappingGroupsTest {
    private static final GroupEpoch LEFT = new GroupEpoch("left", 1);
    private static final GroupEpoch RIGHT = new GroupEpoch("right", 1);

    private static DetectionSettings interval(int milliseconds) {
        return new DetectionSettings(milliseconds, 8_000, 5, 3, Math.max(250, milliseconds), 30, false);
    }

    private static VirtualGroup overlapping(long seed) {
        VirtualGroup group = new VirtualGroup(5, 5, seed);
        group.formed(group.roster(LEFT, 1, DetectionSettings.DEFAULTS, Fate.NOTIFY, 0, 1, 2));
        return group.formed(group.roster(RIGHT, 1, DetectionSettings.DEFAULTS, Fate.NOTIFY, 0, 3, 4));
    }

    private static List<Notice.FuseBurnt> burns(VirtualGroup group, int number, GroupEpoch groupEpoch) {
        return group.burns(number).stream()
                .filter(b -> b.groupEpoch().equals(groupEpoch))
                .toList();
    }

    private static void assertCalm(VirtualGroup group, GroupEpoch groupEpoch, int... members) {
        for (int i : members) {
            assertThat(burns(group, i, groupEpoch)).isEmpty();
            assertThat(group.view(i, groupEpoch.group()).fuse()).isEqualTo(FuseState.INTACT);
            assertThat(group.notices(i, Notice.MemberSuspected.class))
                    .noneMatch(s -> s.groupEpoch().equals(groupEpoch));
        }
    }

    @Test
    void aDeathBurnsOnlyTheGroupsOfTheDead() {
        VirtualGroup group = overlapping(1);
        group.kill(1);
        group.run(60_000);
        assertThat(burns(group, 0, LEFT)).hasSize(1);
        assertThat(burns(group, 2, LEFT)).hasSize(1);
        assertCalm(group, RIGHT, 0, 3, 4);
    }

    @Test
    void theDeathOfTheSharedMemberBurnsBoth() {
        VirtualGroup group = overlapping(1);
        group.kill(0);
        group.run(3_000);
        for (int i : new int[] {1, 2}) {
            assertThat(burns(group, i, LEFT)).hasSize(1);
        }
        for (int i : new int[] {3, 4}) {
            assertThat(burns(group, i, RIGHT)).hasSize(1);
        }
    }

    @Test
    void aSignalBurnsTheGroupThatItNames() {
        VirtualGroup group = overlapping(1);
        group.give(0, new Input.Signalled("right", "test"));
        group.run(10_000);
        assertThat(burns(group, 3, RIGHT)).hasSize(1);
        assertCalm(group, LEFT, 0, 1, 2);
    }

    @Test
    void aGroupThatBurntWhileTheMemberStoodStillDoesNotSilenceItInTheOther() {
        VirtualGroup group = overlapping(2);
        group.kill(1);
        group.pause(0);
        group.run(450);
        group.resume(0);
        group.run(2_000);
        assertThat(group.count(0, Counter.OWN_STALLS)).isEqualTo(1);
        assertThat(burns(group, 0, LEFT)).hasSize(1);
        int suspicions = group.count(3, Counter.SUSPICIONS_RAISED);
        List<Heartbeat> heartbeats = new ArrayList<>();
        group.onSend((at, from, to, message) -> {
            if (from.equals(m(0)) && to.equals(m(3)) && message instanceof Heartbeat beat) {
                heartbeats.add(beat);
            }
        });
        group.run(10_000);
        assertThat(heartbeats).hasSizeBetween(45, 60);
        assertThat(group.count(3, Counter.SUSPICIONS_RAISED)).isEqualTo(suspicions);
        assertThat(burns(group, 3, RIGHT)).isEmpty();
    }

    @Test
    void leavingOneGroupIsNoLeaveOfTheOther() {
        VirtualGroup group = overlapping(1);
        group.give(0, new Input.GroupRemoved("left"));
        group.run(60_000);
        assertCalm(group, RIGHT, 0, 3, 4);
        assertThat(burns(group, 1, LEFT)).isEmpty();
        group.kill(1);
        group.run(3_000);
        assertThat(burns(group, 2, LEFT)).hasSize(1);
        assertCalm(group, RIGHT, 0, 3, 4);
    }

    @Test
    void aPairInTwoGroupsExchangesOneStreamOfHeartbeatsAtTheShorterInterval() {
        VirtualGroup group = new VirtualGroup(3, 3, 1);
        group.formed(group.roster(LEFT, 1, interval(1_000), Fate.NOTIFY, 0, 1, 2));
        group.formed(group.roster(RIGHT, 1, interval(200), Fate.NOTIFY, 0, 1));
        List<Heartbeat> shared = new ArrayList<>();
        List<Heartbeat> single = new ArrayList<>();
        group.onSend((at, from, to, message) -> {
            if (message instanceof Heartbeat beat && from.equals(m(0))) {
                (to.equals(m(1)) ? shared : single).add(beat);
            }
        });
        group.run(100_000);
        assertThat(shared).hasSizeBetween(480, 530);
        assertThat(single).hasSizeBetween(96, 106);
        assertCalm(group, LEFT, 0, 1, 2);
        assertCalm(group, RIGHT, 0, 1);
    }

    @Test
    void aGroupWithAShorterIntervalThatComesLaterIsServedAtOnce() {
        for (int seed = 0; seed < 10; seed++) {
            VirtualGroup group = new VirtualGroup(3, 3, seed);
            group.formed(group.roster(LEFT, 1, interval(10_000), Fate.NOTIFY, 0, 1, 2));
            int before = group.count(0, Counter.PROBE_ROUNDS);
            Roster fast = group.roster(RIGHT, 1, interval(200), Fate.NOTIFY, 0, 1, 2);
            group.formed(fast);
            assertThat(group.count(0, Counter.PROBE_ROUNDS)).as("seed %d", seed).isEqualTo(before);
            assertCalm(group, RIGHT, 0, 1, 2);
        }
    }
}
