package dev.fusebox.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A rehearsal plays the whole piece, and never holds up an agent. */
class RehearsalTest {
    @Test
    void aMemberIsLostFoundOutAndTheFuseBurns() {
        assertThat(Rehearsal.run(InetAddress.getLoopbackAddress(), 30_000)).isTrue();
    }

    /** Which of them Java takes depends on its options and on the machine. */
    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "::1"})
    void soItIsOnEitherLoopbackAddress(String address) throws IOException {
        InetAddress host = InetAddress.getByName(address);
        assumeTrue(NetworkInterface.getByInetAddress(host) != null, "this machine has no " + address);

        assertThat(Rehearsal.run(host, 30_000)).isTrue();
    }

    @Test
    void aRehearsalThatTakesTooLongIsBrokenOff() {
        assertThat(Rehearsal.run(InetAddress.getLoopbackAddress(), 0)).isFalse();
    }

    @Test
    void nothingOfItGoesOnAfterwards() throws InterruptedException {
        Rehearsal.run(InetAddress.getLoopbackAddress(), 30_000);

        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (thread.getName().startsWith("fusebox-rehearsal")) {
                thread.join(10_000);
                assertThat(thread.isAlive()).isFalse();
            }
        }
    }
}
