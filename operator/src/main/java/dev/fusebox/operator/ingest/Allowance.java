package dev.fusebox.operator.ingest;

/** How many messages one agent may send: a token bucket. Not thread-safe; time is an argument. */
final class Allowance {
    static final int PER_SECOND = 200;
    static final int BURST = 2_000;

    private double tokens = BURST;
    private long lastNanos;

    Allowance(long nowNanos) {
        lastNanos = nowNanos;
    }

    /** Whether one more is allowed now. */
    boolean take(long nowNanos) {
        tokens = Math.min(BURST, tokens + (nowNanos - lastNanos) * 1e-9 * PER_SECOND);
        lastNanos = nowNanos;
        if (tokens < 1) {
            return false;
        }
        tokens--;
        return true;
    }
}
