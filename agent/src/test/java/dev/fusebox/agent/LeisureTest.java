package dev.fusebox.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fusebox.core.fuse.FuseState;
import dev.fusebox.core.member.KeptState;
import dev.fusebox.core.member.KeptState.KeptGroup;
import dev.fusebox.core.roster.DetectionSettings;
import dev.fusebox.core.roster.Fate;
import dev.fusebox.core.roster.GroupEpoch;
import dev.fusebox.core.roster.MemberId;
import dev.fusebox.core.roster.Roster;
import dev.fusebox.core.roster.RosterMember;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class LeisureTest {
    @Test
    void whoIsInNoGroupRehearsesBeforeItSaysThatItIsThere() {
        assertThat(Leisure.of(KeptState.NONE)).isEqualTo(Leisure.BEFORE_ALL);
    }

    @Test
    void whoseGroupsHaveAllBurntRehearsesBeforeTheOperatorCountsOnIt() {
        assertThat(Leisure.of(kept(FuseState.BURNT, FuseState.BURNT))).isEqualTo(Leisure.BEFORE_THE_OPERATOR);
    }

    @Test
    void whoIsMissedComesBackAtOnce() {
        assertThat(Leisure.of(kept(FuseState.BURNT, FuseState.INTACT))).isEqualTo(Leisure.NONE);
        assertThat(Leisure.of(kept(FuseState.FORMING))).isEqualTo(Leisure.NONE);
    }

    private static KeptState kept(FuseState... fuses) {
        List<KeptGroup> groups = Stream.of(fuses)
                .map(fuse -> new KeptGroup(roster(), fuse, Optional.empty()))
                .toList();
        return new KeptState(1, 1, groups, List.of());
    }

    private static Roster roster() {
        RosterMember self = new RosterMember(new MemberId("a"), "pod-a", "127.0.0.1:7946", "n1", "", 1);
        return new Roster(
                new GroupEpoch("shop/g", 1),
                1,
                List.of(self),
                new DetectionSettings(200, 8_000, 5, 3, 250, 30, false),
                Fate.NOTIFY,
                false);
    }
}
