package dev.fusebox.core.member;

import static dev.fusebox.core.member.LoneMember.EPOCH;
import static dev.fusebox.core.member.LoneMember.SELF;
import static dev.fusebox.core.member.LoneMember.peer;
import static dev.fusebox.core.member.VirtualGroup.m;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fusebox.core.message.Evidence;
import dev.fusebox.core.message.Evidence.Acknowledgement;
import dev.fusebox.core.message.Message.Reliable;
import dev.fusebox.core.overlay.WatchGraph;
import dev.fusebox.core.roster.MemberId;
import dev.fusebox.core.roster.Roster;
import dev.fusebox.core.roster.RosterMember;
import dev.fusebox.core.time.Nanos;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A joiner's acknowledgement reaches all who are to watch it, though it reached one of them only. */
class ArrivalTest {
    /** A later revision of a group of so many, to which that one has come. */
    private static Roster joined(int members, MemberId joiner, long revision) {
        Roster first = LoneMember.roster(members);
        List<RosterMember> entries = new ArrayList<>();
        for (RosterMember entry : first.members()) {
            long since = entry.id().equals(joiner) ? 2 : 1;
            entries.add(new RosterMember(entry.id(), entry.name(), entry.address(), entry.node(), entry.zone(), since));
        }
        return new Roster(EPOCH, revision, entries, first.detection(), first.fate(), false);
    }

    private static List<Evidence> acknowledgements(LoneMember lone) {
        return lone.sent(Evidence.class).stream()
                .filter(evidence -> evidence.statement() instanceof Acknowledgement)
                .toList();
    }

    private static LoneMember joiner(int members) {
        LoneMember lone = new LoneMember(Identity.insecure(SELF), KeptState.NONE);
        lone.give(new Input.RosterReceived(joined(members, SELF, 2)));
        for (int i = 1; i < members; i++) {
            lone.talking.add(peer(i));
            lone.greet(peer(i));
        }
        return lone;
    }

    @Test
    void aJoinerSaysOnceToEachThatItTakesPart() {
        LoneMember lone = joiner(6);
        assertThat(acknowledgements(lone)).hasSize(5).allSatisfy(evidence -> {
            assertThat(evidence.observer()).isEqualTo(SELF);
            assertThat(evidence.subject()).isEqualTo(SELF);
            assertThat(evidence.statement()).isEqualTo(new Acknowledgement(2));
        });
        lone.log.clear();
        lone.give(new Input.RosterReceived(joined(6, SELF, 3)));
        lone.run(2_000);
        assertThat(acknowledgements(lone)).isEmpty();
    }

    @Test
    void aFounderNeedNotAndInALargeGroupNeighboursTellEachOther() {
        assertThat(acknowledgements(LoneMember.formed(6))).isEmpty();
        assertThat(acknowledgements(joiner(66))).isEmpty();
    }

    /** This member and those beside it, as m9 comes. */
    private static LoneMember others() {
        LoneMember lone = LoneMember.formed(9);
        lone.give(new Input.RosterReceived(joined(10, peer(9), 2)));
        lone.log.clear();
        return lone;
    }

    private static Evidence word(MemberId observer, MemberId subject) {
        return new Evidence(EPOCH, observer, subject, 1, 0, new Acknowledgement(2));
    }

    @Test
    void whoeverHearsItFirstPassesItOnToThoseThatAreToWatchTheJoiner() {
        LoneMember lone = others();
        lone.receive(peer(1), word(peer(9), peer(9)));
        assertThat(lone.told(Notice.MemberJoined.class))
                .singleElement()
                .satisfies(joined -> assertThat(joined.subject()).isEqualTo(peer(9)));
        Set<MemberId> told = new TreeSet<>();
        for (int i = 1; i < 10; i++) {
            if (!lone.sentTo(Evidence.class, Set.of(peer(i))).isEmpty()) {
                told.add(peer(i));
            }
        }
        Roster roster = joined(10, peer(9), 2);
        Set<MemberId> watchers = new TreeSet<>(
                new WatchGraph(EPOCH, roster.members(), roster.detection().observersPerMember()).observersOf(peer(9)));
        watchers.removeAll(Set.of(SELF, peer(1)));
        assertThat(told).isEqualTo(watchers);
        lone.log.clear();
        lone.receive(peer(2), word(peer(9), peer(9)));
        assertThat(acknowledgements(lone)).isEmpty();
        assertThat(lone.counted(Counter.DROPPED_STALE)).isEqualTo(1);
    }

    @Test
    void nobodyAcknowledgesForAnother() {
        LoneMember lone = others();
        lone.receive(peer(1), word(peer(1), peer(9)));
        assertThat(lone.counted(Counter.DROPPED_OUT_OF_RANGE)).isEqualTo(1);
        assertThat(lone.told(Notice.MemberJoined.class)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {8, 32})
    void aJoinerThatDiesWhenOneMemberHasHeardItIsMissedByAll(int founders) {
        VirtualGroup group = new VirtualGroup(founders, founders, 4);
        Roster first = group.roster(1, 1, VirtualGroup.upTo(founders));
        group.formed(first);
        MemberId joiner = m(founders);
        group.add(founders);
        List<RosterMember> members = new ArrayList<>(first.members());
        members.add(group.entry(founders, 2));
        Roster second =
                new Roster(first.groupEpoch(), 2, members, first.detection(), first.fate(), first.burnOnLeave());
        group.lose((from, to) -> from.equals(joiner) && !to.equals(m(0)));
        boolean[] heard = new boolean[1];
        group.onSend((at, from, to, message) -> heard[0] |= from.equals(joiner)
                && to.equals(m(0))
                && message instanceof Reliable reliable
                && reliable.payload() instanceof Evidence);
        for (int i = 0; i <= founders; i++) {
            group.give(i, new Input.RosterReceived(second));
        }
        while (!heard[0]) {
            group.run(1);
        }
        group.run(2);
        group.kill(founders);
        group.lose((from, to) -> from.equals(joiner) || to.equals(joiner));
        long died = group.now();
        group.run(1_500);
        for (int i = 0; i < founders; i++) {
            assertThat(group.burntAtNanos(i) - died).isLessThan(Nanos.ofMillis(1_300));
        }
    }
}
