package dev.fusebox.operator.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fusebox.operator.roster.PodFact;
import dev.fusebox.operator.roster.TestingPod;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CasesTest {
    private static final List<Suspicion> NOTHING = List.of();
    private static final Suspicion DOUBT =
            new Suspicion("a", Suspicion.SUSPECTED, 1, 4, 8_100, false, List.of(), Set.of());
    private static final Suspicion VERDICT = new Suspicion("a", "Unreachable", 3, 4, 9_000, false, List.of(), Set.of());

    private final Cases cases = new Cases(List.of());
    private final Map<String, PodFact> pods = new HashMap<>(Map.of("a", pod(false)));
    private long nowNanos;

    private static PodFact pod(boolean ending) {
        return new TestingPod("a").ending(ending).fact();
    }

    private List<Happening> in(long epoch, List<Suspicion> suspicions, String... back) {
        nowNanos += 1_000_000;
        return cases.update(epoch, suspicions, Set.of(back), pods, nowNanos, Instant.EPOCH);
    }

    @Test
    void aSuspicionIsToldOnceAndOpensNoCase() {
        assertThat(in(1, List.of(DOUBT))).containsExactly(new Happening.Suspected("cart-a"));
        assertThat(in(1, List.of(DOUBT))).isEmpty();
        assertThat(cases.open()).isEmpty();
        assertThat(in(1, NOTHING)).isEmpty();
        assertThat(in(1, List.of(DOUBT))).hasSize(1);
    }

    @Test
    void aVerdictOpensOneCaseWithWhatStoodWhenItFell() {
        assertThat(in(1, List.of(VERDICT))).hasSize(1).first().isInstanceOf(Happening.Failed.class);
        assertThat(in(1, List.of(new Suspicion("a", "Unreachable", 4, 4, 20_000, false, List.of(), Set.of()))))
                .isEmpty();
        assertThat(cases.open()).singleElement().satisfies(c -> {
            assertThat(c.votes()).isEqualTo(3);
            assertThat(c.levelMilli()).isEqualTo(9_000);
            assertThat(c.node()).isEqualTo("n1");
            assertThat(c.epoch()).isEqualTo(1);
        });
    }

    @Test
    void aCaseOutlivesItsEpochAndClosesWhenTheMemberIsBack() {
        in(1, List.of(VERDICT));
        assertThat(in(2, NOTHING)).isEmpty();
        assertThat(cases.open()).hasSize(1);
        assertThat(in(2, NOTHING, "a")).hasSize(1).first().isInstanceOf(Happening.Recovered.class);
        assertThat(cases.open()).isEmpty();
    }

    @Test
    void whoIsStillAccusedIsNotBack() {
        in(1, List.of(VERDICT));
        assertThat(in(1, List.of(VERDICT), "a")).isEmpty();
        assertThat(cases.open()).hasSize(1);
    }

    @Test
    void aPodThatIsGoneClosesItsCaseWithoutARecovery() {
        in(1, List.of(VERDICT));
        pods.put("a", pod(true));
        assertThat(in(1, NOTHING)).isEmpty();
        assertThat(cases.open()).isEmpty();
    }

    @Test
    void anOldCaseClosesAndTheSameVerdictOpensNoOther() {
        in(1, List.of(VERDICT));
        nowNanos += Cases.LONGEST_NANOS;
        assertThat(in(1, List.of(VERDICT))).isEmpty();
        assertThat(cases.open()).isEmpty();
        assertThat(in(1, List.of(VERDICT))).isEmpty();
        assertThat(cases.open()).isEmpty();
    }

    @Test
    void aRelapseInALaterEpochOpensAnotherCase() {
        in(1, List.of(VERDICT));
        in(2, NOTHING, "a");
        assertThat(in(3, List.of(VERDICT))).hasSize(1);
        assertThat(cases.open()).singleElement().satisfies(c -> assertThat(c.epoch())
                .isEqualTo(3));
    }

    @Test
    void aCaseOfTheStatusIsNotToldAgain() {
        Case stored = new Case("a", "cart-a", "n1", "Unreachable", 3, 4, 9_000, 1, 0, Instant.EPOCH, false, List.of());
        Cases restored = new Cases(List.of(stored));
        assertThat(restored.update(1, List.of(VERDICT), Set.of(), pods, 1, Instant.EPOCH))
                .isEmpty();
        assertThat(restored.open()).containsExactly(stored);
    }

    private static Suspicion voted(String... observers) {
        List<Suspicion.Vote> votes =
                Stream.of(observers).map(o -> new Suspicion.Vote(o, 1, 9_000)).toList();
        return new Suspicion("a", "Unreachable", 3, 4, 9_000, false, votes, Set.of(observers));
    }

    private void observer(String uid, String node) {
        pods.put(uid, new TestingPod(uid).on(node).zone("z1").fact());
    }

    @Test
    void votesOfLateReportersCompleteACaseUntilItsEpochEnds() {
        observer("b", "n2");
        observer("c", "n3");
        in(1, List.of(voted("b")));
        assertThat(cases.open().get(0).voters()).containsExactly(new Voter("b", "n2", "z1", 1, 9_000, false));
        in(1, List.of(voted("b", "c")));
        assertThat(cases.open().get(0).voters()).extracting(Voter::node).containsExactly("n2", "n3");
        in(2, List.of(voted("b")));
        assertThat(cases.open().get(0).voters()).hasSize(2);
    }

    @Test
    void aVoterThatIsItselfAccusedIsMarked() {
        observer("b", "n2");
        in(1, List.of(voted("b"), new Suspicion("b", Suspicion.SUSPECTED, 1, 4, 8_100, false, List.of(), Set.of("a"))));
        assertThat(cases.open().get(0).voters()).singleElement().satisfies(v -> assertThat(v.suspected())
                .isTrue());
    }

    @Test
    void whoIsNoPodOfTheGroupIsNoVoter() {
        in(1, List.of(voted("stranger")));
        assertThat(cases.open().get(0).voters()).isEmpty();
    }

    @Test
    void whatOnlyThoseSaidThatWereCutOffThemselvesIsTakenBack() {
        in(1, List.of(VERDICT));
        cases.discredit(1, Set.of("a"));
        assertThat(cases.open()).isEmpty();
        assertThat(in(1, NOTHING)).isEmpty();
    }

    @Test
    void aCaseOfAnEarlierEpochIsNotTakenBack() {
        in(1, List.of(VERDICT));
        in(2, NOTHING);
        cases.discredit(2, Set.of("a"));
        assertThat(cases.open()).hasSize(1);
    }
}
