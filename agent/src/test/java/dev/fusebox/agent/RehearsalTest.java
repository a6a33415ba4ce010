package dev.fusebox.agent;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** A rehearsal plays the whole piece, and never holds up an agent. */
class RehearsalTest {
    @Test
    void aMemberIsLostFoundOutAndTheFuseBurns() {
        assertThat(Rehearsal.run(30_000)).isTrue();
    }

    @Test
    void aRehearsalThatTakesTooLongIsBrokenOff() {
        assertThat(Rehearsal.run(0)).isFalse();
    }

    @Test
    void nothingOfItGoesOnAfterwards() throws InterruptedException {
        Rehearsal.run(30_000);

        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (thread.getName().startsWith("fusebox-rehearsal")) {
                thread.join(10_000);
                assertThat(thread.isAlive()).isFalse();
            }
        }
    }
}
