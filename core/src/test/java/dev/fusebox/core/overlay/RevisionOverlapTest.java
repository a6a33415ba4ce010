package dev.fusebox.core.overlay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fusebox.core.roster.GroupEpoch;
import dev.fusebox.core.roster.MemberId;
import dev.fusebox.core.roster.RosterMember;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Forty members; the new revision has a joiner and lacks m0. */
class RevisionOverlapTest {
    private static final GroupEpoch EPOCH = new GroupEpoch("ns/group", 3);

    private final List<RosterMember> all = Groups.members(41, i -> i);
    private final MemberId left = all.getFirst().id();
    private final MemberId joiner = all.getLast().id();
    private final WatchGraph previous = new WatchGraph(EPOCH, all.subList(0, 40), 5);
    private final WatchGraph current = new WatchGraph(EPOCH, all.subList(1, 41), 5);
    private final Set<MemberId> acknowledged = new HashSet<>();
    private final RevisionOverlap overlap = new RevisionOverlap(current, previous, acknowledged::contains);

    @Test
    void thePreviousObserversCountBesideTheNewOnes() {
        for (RosterMember subject : all.subList(1, 40)) {
            Set<MemberId> expected = new LinkedHashSet<>(current.observersOf(subject.id()));
            expected.addAll(previous.observersOf(subject.id()));
            expected.remove(left);
            assertThat(overlap.observersOf(subject.id())).containsExactlyElementsOf(expected);
        }
        assertThat(all).anyMatch(m -> overlap.observersOf(m.id()).size() > 5);
    }

    @Test
    void anObserverThatAcknowledgedWatchesByTheNewGraphAlone() {
        for (RosterMember member : all) {
            acknowledged.add(member.id());
            assertThat(overlap.subjectsOf(member.id())).isEqualTo(current.subjectsOf(member.id()));
        }
        for (RosterMember member : all) {
            assertThat(overlap.observersOf(member.id())).isEqualTo(current.observersOf(member.id()));
        }
    }

    @Test
    void observersAndSubjectsAreTwoViewsOfTheSameEdges() {
        all.stream().filter(m -> m.id().value().endsWith("3")).forEach(m -> acknowledged.add(m.id()));
        for (RosterMember a : all) {
            for (RosterMember b : all) {
                assertThat(overlap.observersOf(b.id()).contains(a.id()))
                        .as("%s watches %s", a.id(), b.id())
                        .isEqualTo(overlap.subjectsOf(a.id()).contains(b.id()));
            }
        }
    }

    @Test
    void whoIsNoLongerInTheRosterNeitherWatchesNorIsWatched() {
        assertThat(previous.observersOf(left)).isNotEmpty();
        assertThat(overlap.observersOf(left)).isEmpty();
        assertThat(overlap.subjectsOf(left)).isEmpty();
    }

    @Test
    void aJoinerIsWatchedByTheNewGraphAlone() {
        assertThat(overlap.observersOf(joiner))
                .isEqualTo(current.observersOf(joiner))
                .hasSize(5);
    }
}
