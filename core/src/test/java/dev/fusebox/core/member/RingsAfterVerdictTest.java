package dev.fusebox.core.member;

import static dev.fusebox.core.member.Input.FactReported.Fact.POD_GONE;
import static dev.fusebox.core.member.VirtualGroup.m;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fusebox.core.message.Evidence;
import dev.fusebox.core.message.Message.Heartbeat;
import dev.fusebox.core.message.Message.Reliable;
import dev.fusebox.core.overlay.WatchGraph;
import dev.fusebox.core.roster.MemberId;
import dev.fusebox.core.roster.Roster;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** After a verdict the rings skip that member: those that remain are watched as well as before. */
class RingsAfterVerdictTest {
    @Test
    void whoeverWasWatchedByTheDeadIsWatchedByAnother() {
        VirtualGroup group = new VirtualGroup(12, 12, 3).formed();
        group.kill(3);
        group.run(5_000);
        Map<MemberId, Set<MemberId>> observers = new TreeMap<>();
        group.onSend((at, from, to, message) -> {
            if (message instanceof Heartbeat) {
                observers.computeIfAbsent(from, f -> new TreeSet<>()).add(to);
            }
        });
        group.run(1_000);
        for (int i = 0; i < 12; i++) {
            if (i != 3) {
                assertThat(observers.get(m(i)))
                        .as("observers of m%d", i)
                        .hasSizeGreaterThanOrEqualTo(5)
                        .doesNotContain(m(3));
            }
        }
    }

    /**
     * Some convict a member on a word that reached nobody else: so they watch members that do not know that they do, send them no
     * heartbeats, and in a large group keep no stream with them.
     */
    @ParameterizedTest
    @ValueSource(ints = {12, 100})
    void whoWatchesByVerdictsThatItsSubjectsDoNotShareAccusesNobody(int members) {
        VirtualGroup group = new VirtualGroup(members, members, 3);
        Roster roster = group.roster(1, 1, VirtualGroup.upTo(members));
        group.formed(roster);
        WatchGraph graph = new WatchGraph(
                roster.groupEpoch(), roster.members(), roster.detection().observersPerMember());
        WatchGraph without = graph.without(m(3));
        List<Integer> misled = IntStream.range(0, members)
                .filter(i -> i != 3 && !graph.subjectsOf(m(i)).containsAll(without.subjectsOf(m(i))))
                .boxed()
                .toList();
        List<Evidence> votes = new ArrayList<>();
        group.onSend((at, from, to, message) -> {
            if (message instanceof Reliable reliable
                    && reliable.payload() instanceof Evidence evidence
                    && evidence.isVote()) {
                votes.add(evidence);
            }
        });
        assertThat(misled).isNotEmpty();
        misled.forEach(i -> group.give(i, new Input.FactReported(roster.groupEpoch(), m(3), POD_GONE, "it says")));
        group.run(5_000);
        assertThat(votes).isEmpty();
    }
}
