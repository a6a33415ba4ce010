package dev.fusebox.operator.hub;

/** The worst lateness of a loop within the last ten seconds or so. Not thread-safe; time is an argument. */
final class Lateness {
    private static final long WINDOW_NANOS = 5_000_000_000L;

    private long beganNanos;
    private long now;
    private long before;

    /** The loop turned so late. */
    void turned(long lateNanos, long nowNanos) {
        roll(nowNanos);
        now = Math.max(now, Math.max(0, lateNanos));
    }

    long worst(long nowNanos) {
        roll(nowNanos);
        return Math.max(now, before);
    }

    private void roll(long nowNanos) {
        if (nowNanos - beganNanos >= WINDOW_NANOS) {
            before = nowNanos - beganNanos >= 2 * WINDOW_NANOS ? 0 : now;
            now = 0;
            beganNanos = nowNanos;
        }
    }
}
