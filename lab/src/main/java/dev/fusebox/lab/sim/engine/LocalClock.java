package dev.fusebox.lab.sim.engine;

/**
 * A member's monotonic clock: it starts anywhere, and may run faster or slower than the world's. Not thread-safe.
 */
public final class LocalClock {
    private double rate = 1;
    private long worldNanos;
    private long localNanos;

    /** A clock that shows that time when the world's begins, at 0. */
    public LocalClock(long startNanos) {
        this.localNanos = startNanos;
    }

    /** From now on it runs at that rate; 1 is right. */
    public void runAt(double newRate, long nowNanos) {
        localNanos = local(nowNanos);
        worldNanos = nowNanos;
        rate = newRate;
    }

    /** What it shows. */
    public long local(long atNanos) {
        long passed = atNanos - worldNanos;
        return localNanos + (rate == 1 ? passed : (long) (passed * rate));
    }

    /** The first time of the world at which it shows that, or {@link Long#MAX_VALUE}. */
    public long world(long localTimeNanos) {
        if (localTimeNanos == Long.MAX_VALUE) {
            return Long.MAX_VALUE;
        }
        long passed = localTimeNanos - localNanos;
        if (rate == 1) {
            return worldNanos + passed;
        }
        long at = worldNanos + (long) (passed / rate);
        while (local(at) < localTimeNanos) {
            at++;
        }
        return at;
    }
}
