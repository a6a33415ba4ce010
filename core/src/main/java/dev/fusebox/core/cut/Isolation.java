package dev.fusebox.core.cut;

import dev.fusebox.core.time.Nanos;
import java.util.Arrays;

/**
 * Row 9 of the verdict table, about oneself: cut off if nobody was heard for the isolation timeout, or more than half of the own
 * subjects were silent that long. (Total silence alone would miss small components that still hear each other.)
 */
public final class Isolation {
    private static final long MIN_TIMEOUT_NANOS = Nanos.ofMillis(1_000);
    private static final int INTERVALS = 5;

    /** So long before the end, silent subjects are asked directly. */
    public static final long LAST_CALL_NANOS = Nanos.ofMillis(300);

    /** So often they are asked then. */
    public static final long LAST_CALL_PERIOD_NANOS = Nanos.ofMillis(50);

    private Isolation() {}

    /** How long silence must last, at that heartbeat interval. */
    public static long timeoutNanos(long intervalNanos) {
        return Math.max(MIN_TIMEOUT_NANOS, INTERVALS * intervalNanos);
    }

    /**
     * When a member will be isolated if nothing is heard from now on.
     *
     * @param anyoneHeardNanos when anyone at all was heard last
     * @param subjectsHeardNanos when each subject without a verdict was heard last, or was added
     */
    public static long isolatedAtNanos(long anyoneHeardNanos, long[] subjectsHeardNanos, long timeoutNanos) {
        long byTotalSilence = anyoneHeardNanos + timeoutNanos;
        if (subjectsHeardNanos.length == 0) {
            return byTotalSilence;
        }
        long[] oldestFirst = subjectsHeardNanos.clone();
        Arrays.sort(oldestFirst);
        long byMajority = oldestFirst[oldestFirst.length / 2] + timeoutNanos;
        return Math.min(byTotalSilence, byMajority);
    }
}
