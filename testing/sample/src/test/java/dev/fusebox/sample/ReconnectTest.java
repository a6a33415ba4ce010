package dev.fusebox.sample;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class ReconnectTest {
    private static final long MILLI = 1_000_000;

    private final List<Long> pausesNanos = new ArrayList<>();
    private final List<String> ends = new ArrayList<>();
    private int tries;

    @Test
    void pausesDoubleToTheirCeilingAndStartOverAfterSuccess() {
        keep(new LongestPause(), 9, opened -> {
            tries++;
            if (tries == 8) {
                opened.run();
            }
            throw new IOException("try " + tries);
        });

        assertThat(pausesNanos)
                .containsExactly(
                        50 * MILLI,
                        100 * MILLI,
                        200 * MILLI,
                        400 * MILLI,
                        800 * MILLI,
                        1600 * MILLI,
                        2000 * MILLI,
                        50 * MILLI,
                        100 * MILLI);
        assertThat(ends).startsWith("try 1", "try 2");
    }

    @Test
    void jitterIsFull() {
        keep(new SplittableRandom(1), 200, opened -> {
            opened.run();
            throw new IOException("no");
        });

        assertThat(pausesNanos).allSatisfy(nanos -> assertThat(nanos).isBetween(1L, 50 * MILLI));
        assertThat(pausesNanos).anySatisfy(nanos -> assertThat(nanos).isLessThan(10 * MILLI));
        assertThat(pausesNanos).anySatisfy(nanos -> assertThat(nanos).isGreaterThan(40 * MILLI));
    }

    @Test
    void aStreamThatEndsInOrderIsOpenedAgain() {
        keep(new SplittableRandom(1), 2, opened -> tries++);

        assertThat(tries).isEqualTo(2);
        assertThat(ends).containsExactly("the agent closed it", "the agent closed it");
    }

    @Test
    void anInterruptedPauseEndsIt() {
        Reconnect reconnect = new Reconnect(
                new SplittableRandom(1),
                nanos -> {
                    throw new InterruptedException();
                },
                () -> false);

        reconnect.keep(opened -> tries++, ends::add);

        assertThat(tries).isEqualTo(1);
        assertThat(Thread.interrupted()).isTrue();
    }

    private void keep(RandomGenerator random, int pauses, Reconnect.Attempt attempt) {
        new Reconnect(random, pausesNanos::add, () -> pausesNanos.size() == pauses).keep(attempt, ends::add);
    }

    /** Draws the largest number that was asked for. */
    private static final class LongestPause implements RandomGenerator {
        @Override
        public long nextLong() {
            return Long.MAX_VALUE;
        }

        @Override
        public long nextLong(long bound) {
            return bound - 1;
        }
    }
}
