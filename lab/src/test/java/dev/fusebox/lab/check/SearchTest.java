package dev.fusebox.lab.check;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Graphs small enough to see what is right. */
class SearchTest {
    private static Findings search(TinyModel model) {
        return new Search(model, 1_000, states -> {}).run();
    }

    @Test
    void countsStatesStepsAndTheDepth() {
        Findings found = search(
                new TinyModel('A').edge(1, "AB").edge(1, "BC").edge(2, "AC").edge(1, "CA"));
        assertThat(found.states()).isEqualTo(3);
        assertThat(found.transitions()).isEqualTo(4);
        assertThat(found.depth()).isEqualTo(1);
        assertThat(found.complete()).isTrue();
        assertThat(found.violation()).isEmpty();
    }

    @Test
    void findsTheShortestWayToWhatMustNotBe() {
        TinyModel model = new TinyModel('A')
                .edge(1, "AB")
                .edge(1, "BC")
                .edge(1, "CD")
                .edge(3, "BD")
                .forbids('D');
        Findings.Violation violation = search(model).violation().orElseThrow();
        assertThat(violation.rule()).isEqualTo("never D");
        assertThat(violation.trace()).containsExactly("1 to B", "3 to D");
    }

    @Test
    void endsAtALimitAndSaysSo() {
        TinyModel model = new TinyModel('A').edge(1, "AB").edge(1, "BC").edge(1, "CD");
        assertThat(new Search(model, 2, states -> {}).run().complete()).isFalse();
    }

    @Test
    void aRunMayNotEndUnsettled() {
        Findings.Violation violation =
                search(new TinyModel('A').edge(1, "Ab")).violation().orElseThrow();
        assertThat(violation.rule()).isEqualTo("somebody is never told");
        assertThat(violation.trace()).containsExactly("1 to b", "and nothing more happens");
    }

    @Test
    void aRunDoesNotEndWhereAStepIsOwed() {
        assertThat(search(new TinyModel('A').edge(1, "Ab").edge(2, "bC").owes(2, "b"))
                        .violation())
                .isEmpty();
    }

    @Test
    void aRoundThatOwesNothingIsATrap() {
        TinyModel round = new TinyModel('a').edge(1, "ab").edge(1, "ba").edge(2, "bC");
        assertThat(search(round).violation()).isPresent();
    }

    @Test
    void aRoundInWhichAnotherStepStaysOwedIsLeft() {
        TinyModel round =
                new TinyModel('a').edge(1, "ab").edge(1, "ba").edge(2, "aC").edge(2, "bC");
        assertThat(search(round.owes(2, "ab")).violation()).isEmpty();
    }

    @Test
    void aRoundInWhichItIsOwedOnlyNowAndThenIsATrap() {
        TinyModel round = new TinyModel('a').edge(1, "ab").edge(1, "ba").edge(2, "aC");
        assertThat(search(round.owes(2, "a")).violation()).isPresent();
    }

    @Test
    void aRoundThatTakesWhatItOwesIsATrap() {
        TinyModel round = new TinyModel('a').edge(1, "ab").edge(1, "ba").edge(1, "bC");
        assertThat(search(round.owes(1, "ab")).violation()).isPresent();
    }

    @Test
    void aFaultIsNoWayOut() {
        assertThat(search(new TinyModel('A').edge(1, "Ab").edge(0, "bC")).violation())
                .isPresent();
    }
}
