package dev.fusebox.core.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fusebox.core.detect.GossipCounter.Send;
import dev.fusebox.core.detect.GossipTable.Entry;
import dev.fusebox.core.roster.MemberId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class GossipCounterTest {
    private static final MemberId A = new MemberId("a");
    private static final MemberId B = new MemberId("b");
    private static final MemberId C = new MemberId("c");
    private static final MemberId STRANGER = new MemberId("x");
    private static final int FAIL_AFTER = 5;

    private final Random random = new Random(11);
    private final GossipCounter a = new GossipCounter(A, 7, new LinkedHashSet<>(List.of(A, B, C)), FAIL_AFTER);

    private void rounds(int count) {
        for (int i = 0; i < count; i++) {
            a.round(random);
        }
    }

    private void hears(MemberId member, long session, long counter) {
        a.receive(new GossipTable(List.of(new Entry(member, session, counter))));
    }

    private Send sent() {
        return a.round(random).orElseThrow();
    }

    @Test
    void eachRoundTheOwnCounterIsRaisedAndTheTableGoesToOneOther() {
        assertThat(sent().table()).isEqualTo(new GossipTable(List.of(new Entry(A, 7, 1))));
        hears(B, 3, 40);
        assertThat(sent().table()).isEqualTo(new GossipTable(List.of(new Entry(A, 7, 2), new Entry(B, 3, 40))));
        Set<MemberId> receivers = new HashSet<>();
        for (int i = 0; i < 3; i++) {
            receivers.add(sent().to());
        }
        assertThat(receivers).isSubsetOf(B, C);
    }

    @Test
    void tablesAreMergedByMaximum() {
        hears(B, 3, 40);
        rounds(2);
        hears(B, 3, 39);
        hears(B, 3, 40);
        assertThat(a.counter(B)).isEqualTo(40);
        assertThat(a.level(B)).isEqualTo(2);
        hears(B, 3, 41);
        assertThat(a.level(B)).isZero();
    }

    @Test
    void aLaterSessionWinsHoweverLowItsCounter() {
        hears(B, 3, 40);
        hears(B, 4, 1);
        hears(B, 3, 900);
        assertThat(a.counter(B)).isEqualTo(1);
    }

    @Test
    void aFailedMemberIsNeitherGossipedToNorAbout() {
        hears(B, 3, 40);
        rounds(3);
        hears(C, 2, 9);
        rounds(1);
        Send atTheThreshold = sent();
        assertThat(atTheThreshold.to()).isEqualTo(C);
        assertThat(atTheThreshold.table().entries()).extracting(Entry::member).containsExactly(A, C);
    }

    @Test
    void aFailedEntryIsKeptForAsLongAgainSoThatALateTableDoesNotReviveIt() {
        hears(B, 3, 40);
        rounds(2 * FAIL_AFTER - 1);
        hears(B, 3, 40);
        assertThat(a.level(B)).isEqualTo(2 * FAIL_AFTER - 1);
        rounds(1);
        assertThat(a.level(B)).isEqualTo(Detector.MAX_LEVEL);
        assertThat(a.counter(B)).isZero();
        hears(B, 3, 2);
        assertThat(a.level(B)).isZero();
    }

    @Test
    void aCounterThatGrowsRevivesAtAnyTime() {
        hears(B, 3, 40);
        rounds(FAIL_AFTER + 1);
        hears(B, 3, 41);
        assertThat(a.level(B)).isZero();
    }

    @Test
    void onlyEveryTenthRoundTheTableGoesToAnybodySoThatHalvesFindEachOther() {
        List<Integer> roundsToTheFailed = new ArrayList<>();
        for (int round = 1; round <= 300; round++) {
            hears(C, 2, round);
            if (sent().to().equals(B) && round > 2 * FAIL_AFTER) {
                roundsToTheFailed.add(round);
            }
        }
        assertThat(roundsToTheFailed).hasSizeBetween(5, 25).allMatch(round -> round % 10 == 0);
    }

    @Test
    void aCounterAheadOfWhatCouldBeIsNotBelieved() {
        hears(B, 3, 40);
        hears(B, 3, Long.MAX_VALUE);
        assertThat(a.counter(B)).isEqualTo(40);
        assertThat(a.refused()).isEqualTo(1);
        hears(B, 3, 1_040);
        assertThat(a.counter(B)).isEqualTo(1_040);
    }

    @Test
    void strangersAndOneselfArePassedOver() {
        hears(STRANGER, 1, 5);
        hears(A, 99, 5);
        assertThat(sent().table()).isEqualTo(new GossipTable(List.of(new Entry(A, 7, 1))));
        assertThat(a.level(STRANGER)).isEqualTo(Detector.MAX_LEVEL);
    }

    @Test
    void theMembersMayChangeAndALoneMemberSendsNothing() {
        hears(B, 3, 40);
        a.revise(Set.of(A, B, STRANGER));
        assertThat(a.counter(B)).isEqualTo(40);
        assertThat(a.level(STRANGER)).isZero();
        assertThat(a.level(C)).isEqualTo(Detector.MAX_LEVEL);
        a.revise(Set.of(A));
        assertThat(a.round(random)).isEmpty();
    }

    @Test
    void sixteenMembersSeeADeadOneAndNoneOfTheLiving() {
        List<MemberId> all =
                IntStream.range(0, 16).mapToObj(i -> new MemberId("m" + i)).toList();
        Map<MemberId, GossipCounter> group = new LinkedHashMap<>();
        all.forEach(m -> group.put(m, new GossipCounter(m, 1, new LinkedHashSet<>(all), 16)));
        MemberId dead = all.getLast();
        double worst = 0;
        for (int round = 0; round < 400; round++) {
            if (round == 300) {
                group.remove(dead);
            }
            List<Send> sends = new ArrayList<>();
            group.values().stream()
                    .map(m -> m.round(random))
                    .flatMap(Optional::stream)
                    .forEach(sends::add);
            sends.forEach(s -> Optional.ofNullable(group.get(s.to())).ifPresent(m -> m.receive(s.table())));
            for (GossipCounter member : group.values()) {
                worst = Math.max(
                        worst,
                        group.keySet().stream()
                                .mapToDouble(member::level)
                                .filter(l -> l < 300)
                                .max()
                                .orElse(0));
            }
        }
        assertThat(worst).isBetween(3.0, 15.0);
        assertThat(group.values()).allSatisfy(m -> assertThat(m.level(dead)).isGreaterThanOrEqualTo(16));
    }

    @Test
    void badTablesAndParametersAreRefused() {
        assertThatThrownBy(() -> new Entry(A, 1, 0)).hasMessage("a counter is 1 or more, not 0");
        assertThatThrownBy(() -> new GossipCounter(A, 1, Set.of(), 0))
                .hasMessage("threshold must be 1 to 300 rounds, not 0");
    }
}
