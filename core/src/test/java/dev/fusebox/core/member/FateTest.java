package dev.fusebox.core.member;

import static dev.fusebox.core.member.VirtualGroup.m;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fusebox.core.cut.VerdictKind;
import dev.fusebox.core.fuse.Cause;
import dev.fusebox.core.fuse.FuseState;
import dev.fusebox.core.roster.DetectionSettings;
import dev.fusebox.core.roster.Fate;
import dev.fusebox.core.roster.GroupEpoch;
import dev.fusebox.core.roster.Roster;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a group's settings make of a verdict. */
class FateTest {
    private static final GroupEpoch EPOCH = new GroupEpoch("g", 1);

    private static VirtualGroup formed(int members, DetectionSettings detection, Fate fate, boolean burnOnLeave) {
        VirtualGroup group = new VirtualGroup(members, members, 3);
        Roster roster = group.roster(EPOCH, 1, detection, fate, VirtualGroup.upTo(members));
        return group.formed(new Roster(EPOCH, 1, roster.members(), detection, fate, burnOnLeave));
    }

    private static VirtualGroup withoutFate(int members) {
        return formed(members, DetectionSettings.DEFAULTS, Fate.NONE, true);
    }

    private static void assertIntact(VirtualGroup group, int... members) {
        for (int i : members) {
            assertThat(group.burns(i)).isEmpty();
            assertThat(group.fuse(i)).isEqualTo(FuseState.INTACT);
        }
    }

    @Test
    void withoutFateADeathIsAVerdictAndNoBurn() {
        VirtualGroup group = withoutFate(4);
        group.kill(3);
        group.run(5_000);
        assertIntact(group, 0, 1, 2);
        for (int i = 0; i < 3; i++) {
            assertThat(group.notices(i, Notice.MemberFailed.class))
                    .singleElement()
                    .satisfies(f -> assertThat(f.verdict().subject()).isEqualTo(m(3)));
        }
    }

    @Test
    void withoutFateNeitherASignalNorALostEpochNorALeaveNorAFailedApplicationBurns() {
        VirtualGroup group = withoutFate(4);
        group.give(0, new Input.Signalled("g", "test"));
        group.run(1_000);
        assertIntact(group, 0, 1, 2, 3);
        group.give(1, new Input.LifelineClosed());
        group.run(1_000);
        assertThat(group.notices(1, Notice.MemberFailed.class)).hasSize(1);
        assertIntact(group, 0, 1, 2, 3);
        group.give(2, new Input.Leaving("test"));
        group.run(1_000);
        assertIntact(group, 0, 1, 2, 3);
        group.kill(3);
        group.node(3).kept = KeptState.NONE;
        group.run(50);
        group.restart(3);
        group.give(
                3, new Input.RosterReceived(group.roster(EPOCH, 1, DetectionSettings.DEFAULTS, Fate.NONE, 0, 1, 2, 3)));
        group.run(2_000);
        assertIntact(group, 0, 1, 2);
    }

    @Test
    void withoutFateTheNextEpochBeginsWithoutABurn() {
        VirtualGroup group = withoutFate(3);
        GroupEpoch next = new GroupEpoch("g", 2);
        Roster roster = group.roster(next, 1, DetectionSettings.DEFAULTS, Fate.NONE, 0, 1, 2);
        for (int i = 0; i < 3; i++) {
            group.give(i, new Input.RosterReceived(roster));
        }
        group.run(2_000);
        assertIntact(group, 0, 1, 2);
        assertThat(group.view(0, "g").groupEpoch()).isEqualTo(next);
    }

    @Test
    void aGroupWithoutFateThatCannotFormSaysSo() {
        VirtualGroup group = new VirtualGroup(3, 3, 2);
        group.node(2).dead = true;
        Roster roster = group.roster(EPOCH, 1, DetectionSettings.DEFAULTS, Fate.NONE, 0, 1, 2);
        group.give(0, new Input.RosterReceived(roster));
        group.give(1, new Input.RosterReceived(roster));
        group.run(10_100);
        assertThat(group.burns(0))
                .singleElement()
                .satisfies(b -> assertThat(b.cause().kind()).isEqualTo(Cause.Kind.NOT_FORMED));
    }

    @Test
    void aLeaveBurnsWhereTheSpecSaysSo() {
        VirtualGroup group = formed(4, DetectionSettings.DEFAULTS, Fate.NOTIFY, true);
        group.give(2, new Input.Leaving("scaled down"));
        group.run(1_000);
        for (int i : new int[] {0, 1, 3}) {
            assertThat(group.burns(i)).hasSize(1);
            assertThat(group.burns(i).get(0).cause().verdict()).contains(VerdictKind.LEFT);
            assertThat(group.notices(i, Notice.MemberFailed.class)).isEmpty();
        }
    }

    @Test
    void aBadLinkBurnsWhereTheSpecSaysSo() {
        DetectionSettings strict = new DetectionSettings(200, 8_000, 5, 3, 250, 30, true);
        VirtualGroup group = formed(4, strict, Fate.NOTIFY, false);
        group.lose((from, to) -> Set.of(from, to).equals(Set.of(m(0), m(1))));
        group.run(5_000);
        for (int i = 0; i < 4; i++) {
            assertThat(group.burns(i)).hasSize(1);
            assertThat(group.burns(i).get(0).cause().verdict()).contains(VerdictKind.LINK_DEGRADED);
        }
    }

    @Test
    void aRecoveredMemberDoesNotUnburnAnythingAndIsTrustedAfterItsHoldDown() {
        VirtualGroup group = formed(3, DetectionSettings.DEFAULTS, Fate.NOTIFY, false);
        group.pause(2);
        group.run(2_000);
        assertThat(group.burns(0)).hasSize(1);
        group.resume(2);
        group.run(28_000);
        assertThat(group.notices(0, Notice.MemberRecovered.class)).isEmpty();
        group.run(5_000);
        assertThat(group.notices(0, Notice.MemberRecovered.class)).hasSize(1);
        for (int i = 0; i < 3; i++) {
            assertThat(group.fuse(i)).isEqualTo(FuseState.BURNT);
            assertThat(group.burns(i)).hasSize(1);
        }
    }

    @Test
    void eachRelapseDoublesTheHoldDown() {
        VirtualGroup group = withoutFate(3);
        group.pause(2);
        group.run(2_000);
        group.resume(2);
        group.run(33_000);
        assertThat(group.notices(0, Notice.MemberRecovered.class)).hasSize(1);
        group.pause(2);
        group.run(2_000);
        group.resume(2);
        group.run(55_000);
        assertThat(group.notices(0, Notice.MemberRecovered.class)).hasSize(1);
        group.run(10_000);
        assertThat(group.notices(0, Notice.MemberRecovered.class)).hasSize(2);
    }

    @Test
    void aMemberWithdrawsThatItIsIsolatedAfterTheSameHoldDown() {
        VirtualGroup group = withoutFate(8);
        group.cut(Set.of(m(7)));
        group.run(3_000);
        assertThat(group.notices(7, Notice.MemberFailed.class))
                .anyMatch(n -> n.verdict().kind() == VerdictKind.ISOLATED);
        group.heal();
        group.run(28_000);
        assertThat(group.notices(7, Notice.MemberRecovered.class))
                .noneMatch(n -> n.subject().equals(m(7)));
        group.run(10_000);
        assertThat(group.notices(7, Notice.MemberRecovered.class))
                .filteredOn(n -> n.subject().equals(m(7)))
                .hasSize(1);
    }
}
