package dev.fusebox.core.member;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fusebox.core.fuse.ShownEpoch;
import dev.fusebox.core.roster.DetectionSettings;
import dev.fusebox.core.roster.Fate;
import dev.fusebox.core.roster.GroupEpoch;
import dev.fusebox.core.roster.MemberId;
import dev.fusebox.core.roster.Roster;
import dev.fusebox.core.roster.RosterMember;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AcknowledgementsTest {
    private static final GroupEpoch EPOCH = new GroupEpoch("g", 1);
    private static final int LARGE = 70;

    private static MemberId id(int number) {
        return new MemberId("m%02d".formatted(number));
    }

    private static Roster roster(long revision, int from, int to) {
        List<RosterMember> members = IntStream.range(from, to)
                .mapToObj(i -> new RosterMember(id(i), id(i).value(), "host:1", "n" + i, "", 1))
                .toList();
        return new Roster(EPOCH, revision, members, DetectionSettings.DEFAULTS, Fate.NOTIFY, false);
    }

    @Test
    void everybodyElseIsAwaitedAtFirst() {
        Acknowledgements acknowledgements = new Acknowledgements(id(1), roster(1, 0, 3));
        assertThat(acknowledgements.absent()).containsExactly(id(0), id(2));
        assertThat(acknowledgements.revision(id(1))).isEqualTo(1);
        acknowledgements.acknowledged(0, 1);
        acknowledgements.acknowledged(2, 1);
        assertThat(acknowledgements.allCame()).isTrue();
        assertThat(acknowledgements.allUpToDate()).isTrue();
    }

    @Test
    void aNewRevisionFindsTheOthersBehindButThere() {
        Acknowledgements acknowledgements = new Acknowledgements(id(1), roster(1, 0, 3));
        acknowledgements.acknowledged(0, 1);
        acknowledgements.acknowledged(2, 1);
        acknowledgements.revise(roster(2, 1, 4), Set.of());
        assertThat(acknowledgements.absent()).containsExactly(id(3));
        assertThat(acknowledgements.behind()).containsExactly(id(2), id(3));
        assertThat(acknowledgements.revision(id(0))).isZero();
    }

    @Test
    void whoLeftIsNotAwaited() {
        Acknowledgements acknowledgements = new Acknowledgements(id(1), roster(1, 0, 3));
        acknowledgements.expect(Set.of(id(0)));
        assertThat(acknowledgements.absent()).containsExactly(id(2));
        assertThat(acknowledgements.isAbsent(id(0))).isFalse();
    }

    @Test
    void bitsSayWhoAcknowledgedTheRevisionInForceAndBringOnlyNews() {
        Acknowledgements here = new Acknowledgements(id(0), roster(1, 0, LARGE));
        Acknowledgements there = new Acknowledgements(id(69), roster(1, 0, LARGE));
        assertThat(here.bits()).containsExactly(1L, 0L);
        here.acknowledged(65, 1);
        assertThat(here.bits()).containsExactly(1L, 2L);
        assertThat(there.news(new ShownEpoch(EPOCH, 1, false, here.bits()))).containsExactly(0, 65);
        there.acknowledged(65, 1);
        assertThat(there.news(new ShownEpoch(EPOCH, 1, false, here.bits()))).containsExactly(0);
    }

    @Test
    void bitsOfNobodyAreIgnored() {
        Acknowledgements here = new Acknowledgements(id(0), roster(1, 0, LARGE));
        assertThat(here.news(new ShownEpoch(EPOCH, 1, false, List.of(0L, -1L << 6, -1L))))
                .isEmpty();
    }

    @Test
    void inAMeshNobodySpeaksForOthers() {
        Acknowledgements here = new Acknowledgements(id(0), roster(1, 0, 64));
        assertThat(here.bits()).isEmpty();
        assertThat(here.news(new ShownEpoch(EPOCH, 1, false, List.of(-1L)))).isEmpty();
    }
}
