package dev.fusebox.core.health;

/**
 * How far a member trusts its own senses (Dadgar, Phillips, Currey: Lifeguard, 2017, section IV-A): 0 is well, 8 is the worst.
 * Whoever finds everybody silent is more likely deaf than alone, and waits longer. Only causes of its own (a loop that came late)
 * can mute a member; the silence of others cannot. Not thread-safe.
 */
public final class LocalHealth {
    /** The worst score. */
    public static final int MAX = 8;

    /** From this own score on, votes weigh nothing. */
    public static final int MUTE_FROM = 4;

    private final long decayNanos;
    private int score;
    private int ownScore;
    private long lastCauseNanos;

    /** A member that is well; forgets one point per 2.5 intervals without a cause. */
    public LocalHealth(long intervalNanos, long nowNanos) {
        this.decayNanos = intervalNanos * 5 / 2;
        this.lastCauseNanos = nowNanos;
    }

    /** All helpers of a probe round stayed silent, though none of them is suspected. */
    public void helpersSilent(long nowNanos) {
        decay(nowNanos);
        score = Math.min(MAX, score + 1);
        lastCauseNanos = nowNanos;
    }

    /** The own loop came late, or was throttled. */
    public void ownDelay(long nowNanos) {
        decay(nowNanos);
        score = Math.min(MAX, score + 1);
        ownScore = Math.min(MAX, ownScore + 1);
        lastCauseNanos = nowNanos;
    }

    /** A probe was answered. */
    public void probeAnswered(long nowNanos) {
        decay(nowNanos);
        score = Math.max(0, score - 1);
    }

    /** The score now, 0 to {@link #MAX}. */
    public int score(long nowNanos) {
        decay(nowNanos);
        return score;
    }

    /** Whether votes weigh nothing now. */
    public boolean muted(long nowNanos) {
        decay(nowNanos);
        return ownScore >= MUTE_FROM;
    }

    private void decay(long nowNanos) {
        while (nowNanos - lastCauseNanos >= decayNanos && (score > 0 || ownScore > 0)) {
            score = Math.max(0, score - 1);
            ownScore = Math.max(0, ownScore - 1);
            lastCauseNanos += decayNanos;
        }
        if (score == 0 && ownScore == 0) {
            lastCauseNanos = Math.max(lastCauseNanos, nowNanos - decayNanos);
        }
    }
}
