package dev.fusebox.operator.health.judgement;

/**
 * A storm: more of a group fails within half a minute than its owner believes, by whatever verdict. The breaker asks whether peers can
 * be believed; this asks whether anything is gained by acting while failures still come in. It ends stormCooldownSeconds after the
 * last overload. Not thread-safe; time is an argument.
 */
public final class Storm {
    /** Cases opened within it are one burst. */
    public static final long BURST_NANOS = 30_000_000_000L;

    private static final long SECOND_NANOS = 1_000_000_000L;

    private boolean active;
    private long lastNanos;

    /** To be stored. */
    public record Snapshot(boolean active, long ageNanos) {}

    /** Calm. */
    public Storm() {}

    /** As it was; time does not pass between snapshot and restoring. */
    public static Storm restore(Snapshot snapshot, long nowNanos) {
        Storm storm = new Storm();
        storm.active = snapshot.active();
        storm.lastNanos = nowNanos - Math.max(0, snapshot.ageNanos());
        return storm;
    }

    /**
     * What it is now. Returns whether that changed.
     *
     * @param failures of the group within the last BURST_NANOS, as {@link Overload#units} counts them, by any verdict
     * @param limit maxUnhealthy of the group's members
     * @param cooldownSeconds without overload, until it is over
     */
    public boolean observe(int failures, int limit, int cooldownSeconds, long nowNanos) {
        boolean before = active;
        if (failures > limit) {
            active = true;
            lastNanos = nowNanos;
        } else if (active && nowNanos - lastNanos >= cooldownSeconds * SECOND_NANOS) {
            active = false;
        }
        return active != before;
    }

    /** Whether it is not over. */
    public boolean active() {
        return active;
    }

    /** To be stored. */
    public Snapshot snapshot(long nowNanos) {
        return new Snapshot(active, active ? nowNanos - lastNanos : 0);
    }
}
