package dev.fusebox.core.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class BackoffTest {
    private static final long MS = 1_000_000L;
    private static final long[] BOUNDS_MILLIS = {100, 200, 400, 800, 1_600, 2_000, 2_000, 2_000};

    @Test
    void everyWaitIsAboveZeroAndWithinItsBound() {
        for (int seed = 0; seed < 500; seed++) {
            Random random = new Random(seed);
            Backoff backoff = new Backoff();
            for (long bound : BOUNDS_MILLIS) {
                assertThat(backoff.nextNanos(random)).isBetween(1L, bound * MS);
            }
        }
    }

    @Test
    void theJitterIsFull() {
        Random random = new Random(1);
        long shortest = Long.MAX_VALUE;
        long longest = 0;
        for (int i = 0; i < 1_000; i++) {
            Backoff backoff = new Backoff();
            for (int attempt = 0; attempt < 5; attempt++) {
                backoff.nextNanos(random);
            }
            long wait = backoff.nextNanos(random);
            shortest = Math.min(shortest, wait);
            longest = Math.max(longest, wait);
        }
        assertThat(shortest).isLessThan(50 * MS);
        assertThat(longest).isGreaterThan(1_950 * MS);
    }

    @Test
    void staysAtItsCapForEver() {
        Random random = new Random(1);
        Backoff backoff = new Backoff();
        for (int i = 0; i < 10_000; i++) {
            assertThat(backoff.nextNanos(random)).isBetween(1L, Backoff.CAP_NANOS);
        }
    }

    @Test
    void beginsAgainWithShortWaitsAfterASuccess() {
        for (int seed = 0; seed < 100; seed++) {
            Random random = new Random(seed);
            Backoff backoff = new Backoff();
            for (int i = 0; i < 20; i++) {
                backoff.nextNanos(random);
            }
            backoff.reset();
            assertThat(backoff.nextNanos(random)).isBetween(1L, Backoff.BASE_NANOS);
        }
    }
}
