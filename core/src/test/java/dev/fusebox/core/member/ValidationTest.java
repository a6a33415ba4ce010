package dev.fusebox.core.member;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fusebox.core.roster.MemberId;
import dev.fusebox.core.time.Nanos;
import java.util.List;
import org.junit.jupiter.api.Test;

class ValidationTest {
    private static final MemberId A = new MemberId("a");
    private static final MemberId B = new MemberId("b");
    private static final long MS = 1_000_000L;

    private final Validation validation = new Validation();

    @Test
    void nothingIsOpenBeforeAStall() {
        assertThat(validation.open()).isFalse();
        assertThat(validation.asks(Long.MAX_VALUE)).isFalse();
        assertThat(validation.nextDeadlineNanos()).isEqualTo(Nanos.NEVER);
    }

    @Test
    void asksAtOnceAndThenEachTenthOfASecond() {
        validation.begin(7, 1_000 * MS);
        assertThat(validation.asks(1_000 * MS)).isTrue();
        assertThat(validation.asks(1_000 * MS)).isFalse();
        assertThat(validation.nextDeadlineNanos()).isEqualTo(1_100 * MS);
        assertThat(validation.asks(1_100 * MS)).isTrue();
    }

    @Test
    void oneUnstalledPeerIsEnough() {
        validation.begin(7, 0);
        validation.confirmed(A, false, 7);
        assertThat(validation.open()).isFalse();
    }

    @Test
    void anAnswerToAnotherQuestionIsNotBelieved() {
        validation.begin(7, 0);
        validation.confirmed(A, false, 6);
        validation.confirmed(A, false, 0);
        assertThat(validation.open()).isTrue();
        validation.begin(8, 1);
        validation.confirmed(A, false, 7);
        assertThat(validation.open()).isTrue();
    }

    @Test
    void ifAllHaveStalledAllOfThemMustSaySo() {
        validation.begin(7, 0);
        validation.confirmed(A, true, 7);
        validation.closeIfAllUnsure(List.of(A, B), 1);
        assertThat(validation.open()).isTrue();
        validation.confirmed(B, true, 7);
        validation.closeIfAllUnsure(List.of(A, B), 1);
        assertThat(validation.open()).isFalse();
    }

    @Test
    void aPeerThatNeverSaysAWordIsWaitedForOnlySoLong() {
        validation.begin(7, 1_000 * MS);
        validation.closeIfAllUnsure(List.of(A, B), 9_000 * MS);
        assertThat(validation.open())
                .as("nobody said anything: that is isolation")
                .isTrue();
        validation.confirmed(A, true, 7);
        validation.closeIfAllUnsure(List.of(A, B), 1_499 * MS);
        assertThat(validation.open()).isTrue();
        validation.closeIfAllUnsure(List.of(A, B), 1_500 * MS);
        assertThat(validation.open()).isFalse();
    }

    @Test
    void aNewStallForgetsWhoWasUnsureBefore() {
        validation.begin(7, 0);
        validation.confirmed(A, true, 7);
        validation.begin(8, 1);
        validation.closeIfAllUnsure(List.of(A), 1);
        assertThat(validation.open()).isTrue();
    }

    @Test
    void nobodyLeftToAskIsEnough() {
        validation.begin(7, 0);
        validation.closeIfAllUnsure(List.of(), 1);
        assertThat(validation.open()).isFalse();
    }
}
