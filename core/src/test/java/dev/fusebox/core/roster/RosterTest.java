package dev.fusebox.core.roster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RosterTest {
    private static RosterMember member(String id) {
        return new RosterMember(new MemberId(id), id, id + ":7946", "n", "", 1);
    }

    private static Roster roster(long epoch, long revision, List<RosterMember> members) {
        return new Roster(
                new GroupEpoch("g", epoch), revision, members, DetectionSettings.DEFAULTS, Fate.NOTIFY, false);
    }

    @ParameterizedTest
    @CsvSource({
        "1, 2, 1, 1, true",
        "1, 1, 1, 1, false",
        "1, 1, 1, 2, false",
        "2, 1, 1, 9, true",
        "1, 9, 2, 1, false",
    })
    void aLaterEpochOrRevisionIsNewer(long epoch, long revision, long otherEpoch, long otherRevision, boolean newer) {
        assertThat(roster(epoch, revision, List.of()).isNewerThan(roster(otherEpoch, otherRevision, List.of())))
                .isEqualTo(newer);
    }

    @Test
    void numbersItsMembersInTheOrderOfTheirIds() {
        Roster roster = roster(1, 1, List.of(member("c"), member("a"), member("b")));
        assertThat(IntStream.range(0, 3).mapToObj(n -> roster.byNumber(n).id().value()))
                .containsExactly("a", "b", "c");
        assertThat(roster.numberOf(new MemberId("c"))).isEqualTo(2);
        assertThat(roster.numberOf(new MemberId("d"))).isEqualTo(Roster.NOBODY);
        assertThat(roster.members()).first().isEqualTo(member("c"));
    }

    @Test
    void equalsWhatSaysTheSame() {
        List<RosterMember> members = List.of(member("a"), member("b"));
        assertThat(roster(1, 1, members)).isEqualTo(roster(1, 1, members)).hasSameHashCodeAs(roster(1, 1, members));
        assertThat(roster(1, 1, members)).isNotEqualTo(roster(1, 2, members));
        assertThat(roster(1, 1, members)).isNotEqualTo(roster(1, 1, List.of(member("a"))));
    }

    @Test
    void findsItsMembers() {
        Roster roster = roster(1, 1, List.of(member("a"), member("b")));
        assertThat(roster.member(new MemberId("b"))).contains(member("b"));
        assertThat(roster.member(new MemberId("c"))).isEmpty();
    }

    @Test
    void aMemberThatStandsTwiceIsRefused() {
        List<RosterMember> twice = List.of(member("a"), member("b"), member("a"));
        assertThatThrownBy(() -> roster(1, 1, twice)).hasMessage("member a stands twice in g#1");
    }

    @Test
    void moreThanAThousandMembersAreRefused() {
        List<RosterMember> members =
                IntStream.range(0, 1_001).mapToObj(i -> member("m" + i)).toList();
        assertThat(roster(1, 1, members.subList(0, 1_000)).members()).hasSize(1_000);
        assertThatThrownBy(() -> roster(1, 1, members)).hasMessage("a group has at most 1000 members, not 1001");
    }

    @Test
    void numbersBelowOneAreRefused() {
        assertThatThrownBy(() -> roster(1, 0, List.of())).hasMessageContaining("revision is at least 1, not 0");
        assertThatThrownBy(() -> roster(0, 1, List.of())).hasMessageContaining("epoch is at least 1, not 0");
        assertThatThrownBy(() -> new RosterMember(new MemberId("a"), "a", "a:1", "n", "", 0))
                .hasMessageContaining("joinedRevision is at least 1");
        assertThatThrownBy(() -> new Session(0, 5)).hasMessageContaining("counter is at least 1");
    }

    @Test
    void namesHaveBounds() {
        assertThatThrownBy(() -> new MemberId("")).hasMessageContaining("1 to 63 characters");
        assertThatThrownBy(() -> new MemberId("x".repeat(64))).hasMessageContaining("1 to 63 characters");
        assertThat(new MemberId("x".repeat(63)).value()).hasSize(63);
        assertThatThrownBy(() -> new GroupEpoch("", 1)).hasMessageContaining("1 to 317 characters");
        assertThatThrownBy(() -> new GroupEpoch("x".repeat(318), 1)).hasMessageContaining("1 to 317 characters");
    }

    @Test
    void sessionsAreOrderedByTheirCounterAlone() {
        assertThat(new Session(1, 9).isBefore(new Session(2, 1))).isTrue();
        assertThat(new Session(2, 1).isBefore(new Session(1, 9))).isFalse();
        assertThat(new Session(2, 1).isBefore(new Session(2, 9))).isFalse();
    }
}
