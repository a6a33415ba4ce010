package dev.fusebox.core.member;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AskingTest {
    private static final long MS = 1_000_000L;

    private final Asking asking = new Asking();

    @Test
    void asksAtOnceAndThenEachTenthOfASecond() {
        asking.begin(1_000 * MS);
        assertThat(asking.due(1_000 * MS)).isTrue();
        assertThat(asking.due(1_000 * MS)).isFalse();
        assertThat(asking.nextNanos()).isEqualTo(1_100 * MS);
        assertThat(asking.due(1_100 * MS)).isTrue();
    }

    @Test
    void aNewDoubtAsksAtOnceAndBeginsThePatienceAnew() {
        asking.begin(1_000 * MS);
        assertThat(asking.due(1_000 * MS)).isTrue();
        asking.begin(1_050 * MS);
        assertThat(asking.due(1_050 * MS)).isTrue();
        assertThat(asking.patienceOver(1_549 * MS)).isFalse();
        assertThat(asking.patienceOver(1_550 * MS)).isTrue();
    }
}
