package dev.fusebox.core.detect;

import dev.fusebox.core.detect.Parameter.Quantity;
import java.util.List;

/**
 * Heartbeats with a deadline: the simplest detector of the push kind, and the yardstick for the others (Chandra, Toueg: Unreliable
 * failure detectors for reliable distributed systems, JACM 1996, section 3, without the growing timeout; Petrov: Database Internals,
 * chapter 9). The level is the silence divided by the timeout: 1 is reached at the deadline. Nothing is learnt.
 *
 * <p>O(1) and no allocation per heartbeat. Not thread-safe.
 */
public final class HeartbeatDeadline implements Detector {
    static final Quantity THRESHOLD =
            new Quantity("threshold", 1, 0.01, MAX_LEVEL, "timeouts", "so many timeouts of silence are suspicious");

    private final double timeoutNanos;
    private final Sequences sequences = new Sequences();
    private long lastLifeNanos;

    /**
     * A detector that behaves as if a heartbeat had arrived one interval after now.
     *
     * @param intervalNanos at which the subject sends
     * @param timeoutNanos silence that gives a level of 1
     * @param nowNanos start of the watch
     */
    public HeartbeatDeadline(long intervalNanos, long timeoutNanos, long nowNanos) {
        this.timeoutNanos = Intervals.TIMEOUT.checkNanos(timeoutNanos);
        this.lastLifeNanos = nowNanos + Intervals.INTERVAL.checkNanos(intervalNanos);
    }

    static DetectorDescription description() {
        return new DetectorDescription(
                "HeartbeatDeadline",
                "Chandra, Toueg: Unreliable failure detectors for reliable distributed systems, JACM 1996, section 3",
                "silence / timeout",
                List.of(THRESHOLD, Intervals.INTERVAL, Intervals.TIMEOUT));
    }

    @Override
    public boolean heartbeat(long sequence, long nowNanos) {
        if (!sequences.isNewer(sequence)) {
            return false;
        }
        sequences.take(sequence);
        lastLifeNanos = nowNanos;
        return true;
    }

    @Override
    public void senderRestarted() {
        sequences.forget();
    }

    @Override
    public void restart(long nowNanos) {
        lastLifeNanos = Math.max(lastLifeNanos, nowNanos);
    }

    @Override
    public double level(long nowNanos) {
        return Math.max(0.0, Math.min(MAX_LEVEL, (nowNanos - lastLifeNanos) / timeoutNanos));
    }

    @Override
    public long reachesAtNanos(double threshold) {
        return lastLifeNanos + (long) Math.ceil(Math.min(threshold, MAX_LEVEL) * timeoutNanos);
    }

    @Override
    public long lastLifeNanos() {
        return lastLifeNanos;
    }
}
