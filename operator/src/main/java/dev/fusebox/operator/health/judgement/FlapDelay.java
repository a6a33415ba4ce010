package dev.fusebox.operator.health.judgement;

/**
 * How long a node must be well before what was done to it is undone: healthyDelaySeconds, doubled with each relapse, forgotten after a
 * day without one. One per node that is acted on. Not thread-safe; time is an argument.
 */
public final class FlapDelay {
    /** 64 times healthyDelaySeconds is the longest wait. */
    static final int MOST_DOUBLINGS = 6;

    static final long FORGOTTEN_NANOS = 86_400_000_000_000L;
    private static final long SECOND_NANOS = 1_000_000_000L;

    private boolean well;
    private long wellSinceNanos;
    private int relapses;

    /** To be stored. How long the node has been well is not: nobody watched since. */
    public record Snapshot(int relapses) {}

    /** Of a node that has just been acted on. */
    public FlapDelay() {}

    /** As it was; the node has to show anew that it is well. */
    public static FlapDelay restore(Snapshot snapshot) {
        FlapDelay delay = new FlapDelay();
        delay.relapses = Math.clamp(snapshot.relapses(), 0, MOST_DOUBLINGS);
        return delay;
    }

    /** How the node is now. */
    public void observe(boolean isWell, long nowNanos) {
        if (isWell && !well) {
            wellSinceNanos = nowNanos;
        }
        if (isWell && nowNanos - wellSinceNanos >= FORGOTTEN_NANOS) {
            relapses = 0;
        }
        if (!isWell && well) {
            relapses = Math.min(MOST_DOUBLINGS, relapses + 1);
        }
        well = isWell;
    }

    /** Until it has been well for long enough; as long as it is not well, the whole delay. */
    public long remainingNanos(int healthyDelaySeconds, long nowNanos) {
        long delay = healthyDelaySeconds * SECOND_NANOS << relapses;
        return well ? Math.max(0, delay - (nowNanos - wellSinceNanos)) : Math.max(1, delay);
    }

    /** To be stored. */
    public Snapshot snapshot() {
        return new Snapshot(relapses);
    }
}
