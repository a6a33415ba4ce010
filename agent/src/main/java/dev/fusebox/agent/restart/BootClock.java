package dev.fusebox.agent.restart;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Reads the kernel's own words about when it started: {@code boot_id} and {@code uptime}, which counts suspended time too. */
public final class BootClock {
    private final Path bootId;
    private final Path uptime;

    BootClock(Path bootId, Path uptime) {
        this.bootId = bootId;
        this.uptime = uptime;
    }

    /** The clock of this machine. */
    public static BootClock ofThisMachine() {
        return new BootClock(Path.of("/proc/sys/kernel/random/boot_id"), Path.of("/proc/uptime"));
    }

    /** Now; empty where the kernel does not say. */
    public Optional<BootTime> now() {
        try {
            String boot = Files.readString(bootId, StandardCharsets.US_ASCII).strip();
            String seconds = Files.readString(uptime, StandardCharsets.US_ASCII).strip();
            int end = seconds.indexOf(' ');
            BigDecimal since = new BigDecimal(end < 0 ? seconds : seconds.substring(0, end));
            return Optional.of(
                    new BootTime(boot, since.movePointRight(3).toBigInteger().longValueExact()));
        } catch (IOException | IllegalArgumentException | ArithmeticException unreadable) {
            return Optional.empty();
        }
    }
}
