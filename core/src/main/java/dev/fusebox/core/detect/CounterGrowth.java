package dev.fusebox.core.detect;

import dev.fusebox.core.detect.Parameter.Quantity;

/**
 * The level of a detector that counts instead of timing: own rounds since the subject's counter grew. {@link HeartbeatPath} and {@link
 * GossipCounter} raise the counters; whoever runs them hands each growth in as a heartbeat. A round is one interval of the observer.
 *
 * <p>O(1) and no allocation per growth. Not thread-safe.
 */
public final class CounterGrowth implements Detector {
    private final long intervalNanos;
    private long counter;
    private long lastLifeNanos;

    /** A detector that behaves as if the counter had grown one interval after now. */
    public CounterGrowth(long intervalNanos, long nowNanos) {
        this.intervalNanos = Intervals.INTERVAL.checkNanos(intervalNanos);
        this.lastLifeNanos = nowNanos + intervalNanos;
    }

    static Quantity threshold(double rounds, String meaning) {
        return new Quantity("threshold", rounds, 1, MAX_LEVEL, "rounds", meaning);
    }

    @Override
    public boolean heartbeat(long grown, long nowNanos) {
        if (grown <= counter) {
            return false;
        }
        counter = grown;
        lastLifeNanos = nowNanos;
        return true;
    }

    @Override
    public void senderRestarted() {
        counter = 0;
    }

    @Override
    public void restart(long nowNanos) {
        lastLifeNanos = Math.max(lastLifeNanos, nowNanos);
    }

    @Override
    public double level(long nowNanos) {
        return Math.max(0, Math.min((long) MAX_LEVEL, (nowNanos - lastLifeNanos) / intervalNanos));
    }

    @Override
    public long reachesAtNanos(double threshold) {
        return lastLifeNanos + (long) Math.ceil(Math.min(threshold, MAX_LEVEL)) * intervalNanos;
    }

    @Override
    public long lastLifeNanos() {
        return lastLifeNanos;
    }
}
