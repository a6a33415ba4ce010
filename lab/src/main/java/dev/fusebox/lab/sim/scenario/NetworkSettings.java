package dev.fusebox.lab.sim.scenario;

/**
 * How links behave when nothing is broken.
 *
 * @param delayNanos the shortest way from member to member
 * @param jitterNanos up to so much longer, uniformly
 * @param loss probability that a message, or the segment that carries it, is lost
 * @param duplicate probability that a datagram arrives twice
 * @param reorder probability that a datagram is overtaken
 */
public record NetworkSettings(
        long delayNanos, long jitterNanos, double loss, double duplicate, double reorder, Links links) {
    /** A quiet LAN. */
    public static final NetworkSettings DEFAULTS = new NetworkSettings(500_000, 200_000, 0, 0, 0, Links.DATAGRAM);

    /** What a lost message means. */
    public enum Links {
        /** It is gone. */
        DATAGRAM,
        /** It holds up what follows until it is sent again, as TCP does. */
        STREAM
    }
}
