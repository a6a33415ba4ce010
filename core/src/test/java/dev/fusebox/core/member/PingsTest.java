package dev.fusebox.core.member;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fusebox.core.roster.MemberId;
import org.junit.jupiter.api.Test;

/** A timeout of 100. */
class PingsTest {
    private static final MemberId A = new MemberId("a");
    private static final MemberId B = new MemberId("b");

    private final Pings pings = new Pings();

    @Test
    void aReplyInTimeCountsOnceAndOnlyOfWhoWasAsked() {
        pings.asked(A, 7, 1_000);
        pings.asked(A, 8, 1_200);
        assertThat(pings.replied(B, 7, 100, 1_050)).isEmpty();
        assertThat(pings.replied(A, 7, 100, 1_100)).hasValue(1);
        assertThat(pings.replied(A, 7, 100, 1_100)).isEmpty();
        assertThat(pings.replied(A, 8, 100, 1_300)).hasValue(2);
    }

    @Test
    void aLateReplyCountsForNothing() {
        pings.asked(A, 7, 1_000);
        assertThat(pings.replied(A, 7, 100, 1_101)).isEmpty();
    }

    @Test
    void whatIsOverOrForgottenIsNoLongerOpen() {
        pings.asked(A, 7, 1_000);
        pings.asked(A, 8, 1_200);
        pings.expire(100, 1_250);
        assertThat(pings.replied(A, 7, 500, 1_250)).isEmpty();
        pings.forget();
        assertThat(pings.replied(A, 8, 100, 1_250)).isEmpty();
    }
}
