package dev.fusebox.lab.sim.watch;

import dev.fusebox.core.roster.DetectionSettings;

/**
 * The bound B of the FUSE promise (protocol section 7): detection + round + unstableTimeout + isolationTimeout, plus what the scenario's
 * network takes from it.
 *
 * <ul>
 *   <li>detection: 3 intervals: the default detector crosses its threshold after at most 2.6, and a level is looked at once per round;
 *   <li>round: two probe rounds of 100 ms, or of four round trips, at the worst local health that votes at all (a factor of 4);
 *   <li>the dwell: suspicionTimeout, and unstableTimeout of 1.5 s;
 *   <li>isolationTimeout: 1 s or 5 intervals, and a stall's grace of 3 intervals;
 *   <li>a stream that is dropped after 2 s of silence and opened again, with what waits on it: 2.5 s;
 *   <li>where a fault loses some messages and not all: 30 intervals for a loss vote, and 2 s for a retransmission;
 *   <li>everywhere the longest way that the network has taken, four times.
 * </ul>
 */
public final class Bounds {
    private static final long MILLISECOND = 1_000_000L;

    /** formTimeout: a fuse that is not intact by then burns. */
    public static final long FORM_NANOS = 10_000 * MILLISECOND;

    private final DetectionSettings detection;
    private boolean partialLoss;
    private long longestWayNanos;

    /** Of a group that is watched like that. */
    public Bounds(DetectionSettings detection) {
        this.detection = detection;
    }

    /** Something loses some messages, and not all. */
    public void partialLoss() {
        partialLoss = true;
    }

    /** A message may take so long. */
    public void way(long nanos) {
        longestWayNanos = Math.max(longestWayNanos, nanos);
    }

    /** B: after the first was told, everyone is told within it. */
    public long promiseNanos() {
        long interval = detection.intervalNanos();
        long detect = 3 * interval;
        long round = 2 * 4 * Math.max(100 * MILLISECOND, 8 * longestWayNanos);
        long dwell = detection.suspicionTimeoutNanos() + 1_500 * MILLISECOND;
        long isolation = Math.max(1_000 * MILLISECOND, 5 * interval) + 3 * interval;
        long stream = 2_500 * MILLISECOND;
        long loss = partialLoss ? 30 * interval + 2_000 * MILLISECOND : 0;
        return detect + round + dwell + isolation + stream + loss + 4 * longestWayNanos;
    }
}
