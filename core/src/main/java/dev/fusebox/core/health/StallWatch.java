package dev.fusebox.core.health;

import dev.fusebox.core.time.Nanos;

/**
 * Notices that the own loop stood still: it came back later than it had asked for. Half a second of blindness is enough to miss a
 * burn and say Intact, therefore the limit is short. Not thread-safe.
 */
public final class StallWatch {
    /** The shortest lateness that is a stall. */
    public static final long MIN_LIMIT_NANOS = Nanos.ofMillis(250);

    private long dueNanos = Nanos.NEVER;

    /** How late the loop came. */
    public enum Lateness {
        NONE,
        LATE,
        STALL
    }

    /** The loop asks to be woken at that time. */
    public void expect(long deadlineNanos) {
        dueNanos = deadlineNanos;
    }

    /** Whether the loop runs later than it asked for, by however little. */
    public boolean isLate(long nowNanos) {
        return nowNanos > dueNanos;
    }

    /** The loop runs, for whatever reason. */
    public Lateness woken(long nowNanos, long intervalNanos) {
        if (dueNanos == Nanos.NEVER) {
            return Lateness.NONE;
        }
        long late = nowNanos - dueNanos;
        if (late > Math.max(intervalNanos, MIN_LIMIT_NANOS)) {
            return Lateness.STALL;
        }
        return late > intervalNanos / 2 ? Lateness.LATE : Lateness.NONE;
    }
}
