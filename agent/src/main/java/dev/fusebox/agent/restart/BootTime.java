package dev.fusebox.agent.restart;

/**
 * A time that means something to the next process too, and does not follow the wall clock: how long after which start of the machine.
 *
 * @param boot names a start of the machine, at most 64 characters
 * @param sinceMillis of it
 */
public record BootTime(String boot, long sinceMillis) {
    private static final int MAX_BOOT_LENGTH = 64;

    public BootTime {
        if (boot.isEmpty() || boot.length() > MAX_BOOT_LENGTH || sinceMillis < 0) {
            throw new IllegalArgumentException("no time since a start of the machine");
        }
    }

    /**
     * How old that is now, at least: what was before this start of the machine is at least as old as the start. So a restart counts too
     * long rather than too short, also where a sandbox counts its own uptime.
     */
    long leastAgeMillis(BootTime earlier) {
        boolean comparable = earlier.boot.equals(boot) && earlier.sinceMillis <= sinceMillis;
        return comparable ? sinceMillis - earlier.sinceMillis : sinceMillis;
    }
}
