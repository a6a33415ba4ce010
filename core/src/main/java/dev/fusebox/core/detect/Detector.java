package dev.fusebox.core.detect;

/**
 * Watches the heartbeats of one subject and gives a level of suspicion; whoever reads the level compares it with a threshold.
 * Not thread-safe. Times are monotonic nanoseconds of the observer.
 */
public interface Detector {
    /** The highest level that is ever given. */
    double MAX_LEVEL = 300.0;

    /**
     * A heartbeat arrived. Sequences not above the highest so far are ignored.
     *
     * @return whether it was new
     */
    boolean heartbeat(long sequence, long nowNanos);

    /** The subject began a new session: its sequences start again. */
    void senderRestarted();

    /** Life was shown in another way, or the observer itself stood still: silence counts from now, statistics stay. */
    void restart(long nowNanos);

    /** The level of suspicion, 0 to {@link #MAX_LEVEL}; does not fall while nothing arrives. */
    double level(long nowNanos);

    /** When the level will reach the threshold if nothing arrives. */
    long reachesAtNanos(double threshold);

    /** When life was last shown. */
    long lastLifeNanos();
}
