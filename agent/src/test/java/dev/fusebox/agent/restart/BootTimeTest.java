package dev.fusebox.agent.restart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BootTimeTest {
    @TempDir
    Path folder;

    @Test
    void withinOneStartOfTheMachineAgesAreExact() {
        assertThat(new BootTime("b1", 9_000).leastAgeMillis(new BootTime("b1", 2_000)))
                .isEqualTo(7_000);
    }

    @Test
    void whatWasBeforeTheMachineStartedIsAsOldAsThatStart() {
        assertThat(new BootTime("b2", 9_000).leastAgeMillis(new BootTime("b1", 2_000)))
                .isEqualTo(9_000);
    }

    /** A sandbox whose uptime is its own begins at 0 with each start of the pod's containers. */
    @Test
    void anUptimeThatWentBackIsAnotherStart() {
        assertThat(new BootTime("b1", 3_000).leastAgeMillis(new BootTime("b1", 8_000)))
                .isEqualTo(3_000);
    }

    private BootClock clock(String boot, String uptime) throws IOException {
        Path bootId = Files.writeString(folder.resolve("boot_id"), boot);
        return new BootClock(bootId, Files.writeString(folder.resolve("uptime"), uptime));
    }

    @Test
    void theKernelSaysWhichStartAndHowLongAgo() throws IOException {
        assertThat(clock("0b1c-7\n", "350735.47 234388.90\n").now()).contains(new BootTime("0b1c-7", 350_735_470));
    }

    @Test
    void whereTheKernelSaysNothingSensibleThereIsNoTime() throws IOException {
        assertThat(clock("", "350735.47 234388.90").now()).isEmpty();
        assertThat(clock("b", "").now()).isEmpty();
        assertThat(clock("b", "-1.00 2").now()).isEmpty();
        assertThat(clock("b", "9e99 2").now()).isEmpty();
        assertThat(new BootClock(folder.resolve("none"), folder.resolve("none")).now())
                .isEmpty();
    }

    @Test
    void thisMachineHasSuchAClock() {
        assertThat(BootClock.ofThisMachine().now()).isPresent();
    }
}
