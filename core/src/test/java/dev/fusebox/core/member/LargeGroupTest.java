package dev.fusebox.core.member;

import static dev.fusebox.core.member.VirtualGroup.m;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fusebox.core.cut.VerdictKind;
import dev.fusebox.core.fuse.FuseState;
import dev.fusebox.core.message.Evidence;
import dev.fusebox.core.message.Message;
import dev.fusebox.core.roster.MemberId;
import dev.fusebox.core.roster.Roster;
import dev.fusebox.core.roster.RosterMember;
import dev.fusebox.core.time.Nanos;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Above 64 members nobody talks to everybody: a group forms, votes and burns over neighbours. */
class LargeGroupTest {
    private static final int MEMBERS = 100;

    private final VirtualGroup group = new VirtualGroup(MEMBERS, MEMBERS, 11);

    @Test
    void itFormsThoughEachTalksToFewOnly() {
        Map<MemberId, Set<MemberId>> spokenTo = new HashMap<>();
        group.onSend((at, from, to, message) ->
                spokenTo.computeIfAbsent(from, f -> new HashSet<>()).add(to));
        group.formed();
        for (int i = 0; i < MEMBERS; i++) {
            assertThat(group.fuse(i)).isEqualTo(FuseState.INTACT);
            assertThat(spokenTo.get(m(i))).hasSizeLessThan(50);
        }
    }

    @Test
    void everyoneIsToldOfADeathOnceAndNamesTheDead() {
        group.formed();
        long killed = group.now();
        group.lose((from, to) -> from.equals(m(7)) || to.equals(m(7)));
        group.kill(7);
        group.run(3_000);
        for (int i = 0; i < MEMBERS; i++) {
            if (i != 7) {
                assertThat(group.burns(i)).hasSize(1);
                assertThat(group.burntAtNanos(i) - killed).isLessThan(Nanos.ofMillis(1_000));
                assertThat(group.notices(i, Notice.MemberFailed.class))
                        .singleElement()
                        .satisfies(n -> {
                            assertThat(n.verdict().subject()).isEqualTo(m(7));
                            assertThat(n.verdict().kind()).isEqualTo(VerdictKind.UNREACHABLE);
                            assertThat(n.verdict().uncorroborated()).isFalse();
                        });
            }
        }
    }

    @Test
    void theVotesOfOneDeafMemberStayAmongThoseWhoWatchItsSubjects() {
        group.formed();
        Set<MemberId> reached = new HashSet<>();
        group.onSend((at, from, to, message) -> {
            if (message instanceof Message.Reliable reliable && reliable.payload() instanceof Evidence) {
                reached.add(to);
            }
        });
        group.lose((from, to) -> to.equals(m(7)));
        group.run(600);
        assertThat(reached).isNotEmpty().hasSizeLessThan(40);
        assertThat(group.burns(0)).isEmpty();
    }

    private void join(Roster first, int from, int to) {
        List<RosterMember> members = new ArrayList<>(first.members());
        for (int number = from; number <= to; number++) {
            group.add(number);
            members.add(group.entry(number, 2));
        }
        Roster second =
                new Roster(first.groupEpoch(), 2, members, first.detection(), first.fate(), first.burnOnLeave());
        for (int i = 0; i <= to; i++) {
            group.give(i, new Input.RosterReceived(second));
        }
        group.run(10_000);
        for (int i = 0; i <= to; i++) {
            assertThat(group.fuse(i)).isEqualTo(FuseState.INTACT);
            assertThat(group.burns(i)).isEmpty();
            assertThat(group.notices(i, Notice.MemberMissing.class)).isEmpty();
        }
    }

    /** Whom nobody has heard is in nobody's graph, and keeps no stream with anybody: the two sides must look for each other. */
    @Test
    void aJoinerBecomesOneOfThem() {
        Roster first = group.roster(1, 1, VirtualGroup.upTo(MEMBERS));
        group.formed(first);
        join(first, MEMBERS, MEMBERS);
        group.lose((from, to) -> from.equals(m(MEMBERS)) || to.equals(m(MEMBERS)));
        group.kill(MEMBERS);
        group.run(3_000);
        for (int i = 0; i < MEMBERS; i++) {
            assertThat(group.burns(i)).hasSize(1);
        }
    }

    @Test
    void halfAsManyMayJoinAtOnce() {
        Roster first = group.roster(1, 1, VirtualGroup.upTo(MEMBERS));
        group.formed(first);
        join(first, MEMBERS, MEMBERS + 49);
    }
}
