package dev.fusebox.core.fuse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fusebox.core.roster.MemberId;
import java.util.List;
import org.junit.jupiter.api.Test;

class DoubtTest {
    private static final MemberId A = new MemberId("a");
    private static final MemberId B = new MemberId("b");

    @Test
    void nothingIsOpenBeforeAStall() {
        assertThat(Doubt.NONE.open()).isFalse();
        assertThat(Doubt.NONE.confirmed(A, true, 0)).isEqualTo(Doubt.NONE);
    }

    @Test
    void oneUnstalledPeerIsEnough() {
        assertThat(Doubt.begun(7).confirmed(A, false, 7).open()).isFalse();
    }

    @Test
    void anAnswerToAnotherQuestionIsNotBelieved() {
        assertThat(Doubt.begun(7).confirmed(A, false, 6).open()).isTrue();
        assertThat(Doubt.begun(7).confirmed(A, false, 0).open()).isTrue();
        assertThat(Doubt.begun(8).confirmed(A, false, 7).open()).isTrue();
    }

    @Test
    void ifAllHaveStalledAllOfThemMustSaySo() {
        Doubt half = Doubt.begun(7).confirmed(A, true, 7).settled(List.of(A, B), false);
        assertThat(half.open()).isTrue();
        assertThat(half.confirmed(B, true, 7).settled(List.of(A, B), false).open())
                .isFalse();
    }

    @Test
    void aPeerThatNeverSaysAWordIsWaitedForOnlySoLong() {
        Doubt doubt = Doubt.begun(7);
        assertThat(doubt.settled(List.of(A, B), true).open())
                .as("nobody said anything: that is isolation")
                .isTrue();
        Doubt half = doubt.confirmed(A, true, 7);
        assertThat(half.settled(List.of(A, B), false).open()).isTrue();
        assertThat(half.settled(List.of(A, B), true).open()).isFalse();
    }

    @Test
    void aNewStallForgetsWhoWasUnsureBefore() {
        assertThat(Doubt.begun(7).confirmed(A, true, 7)).isNotEqualTo(Doubt.begun(7));
        assertThat(Doubt.begun(8).settled(List.of(A), false).open()).isTrue();
    }

    @Test
    void nobodyLeftToAskIsEnough() {
        assertThat(Doubt.begun(7).settled(List.of(), false).open()).isFalse();
    }
}
