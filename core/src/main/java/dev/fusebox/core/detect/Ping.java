package dev.fusebox.core.detect;

import dev.fusebox.core.detect.Parameter.Quantity;
import java.util.List;

/**
 * Ping with a timeout: the simplest detector of the pull kind (Petrov: Database Internals, chapter 9; the consecutive misses are those
 * of every health checker). The subject is asked once per interval and has {@code timeout} to reply. The level is the number of replies
 * that were missed in a row: of the requests that went out one interval, two intervals, ... after the latest reply, those whose timeout
 * has passed.
 *
 * <p>Here a {@code heartbeat} is a reply and its sequence that of the request. A late reply ends the row: it shows life. Where requests
 * are counted from is the latest reply, so this needs no word about requests, and one lost request is missed by less than a round trip.
 *
 * <p>O(1) and no allocation per reply. Not thread-safe.
 */
public final class Ping implements Detector {
    static final Quantity THRESHOLD =
            new Quantity("threshold", 1, 1, MAX_LEVEL, "replies", "so many missed replies in a row are suspicious");

    private final long intervalNanos;
    private final long timeoutNanos;
    private final Sequences sequences = new Sequences();
    private long lastLifeNanos;

    /**
     * A detector that behaves as if a reply had arrived one interval after now.
     *
     * @param intervalNanos between requests
     * @param timeoutNanos from a request to its reply
     * @param nowNanos start of the watch
     */
    public Ping(long intervalNanos, long timeoutNanos, long nowNanos) {
        this.intervalNanos = Intervals.INTERVAL.checkNanos(intervalNanos);
        this.timeoutNanos = Intervals.TIMEOUT.checkNanos(timeoutNanos);
        this.lastLifeNanos = nowNanos + intervalNanos;
    }

    static DetectorDescription description() {
        return new DetectorDescription(
                "Ping",
                "Petrov: Database Internals, O'Reilly 2019, chapter 9, Heartbeats and pings",
                "missed replies in a row",
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
        long sinceTheFirstCouldBeMissed = nowNanos - lastLifeNanos - timeoutNanos;
        long missed = sinceTheFirstCouldBeMissed / intervalNanos;
        return Math.max(0, Math.min((long) MAX_LEVEL, missed));
    }

    @Override
    public long reachesAtNanos(double threshold) {
        long misses = (long) Math.ceil(Math.min(threshold, MAX_LEVEL));
        return lastLifeNanos + misses * intervalNanos + timeoutNanos;
    }

    @Override
    public long lastLifeNanos() {
        return lastLifeNanos;
    }
}
