package dev.fusebox.operator.health.judgement;

import java.util.OptionalLong;

/**
 * Stops all new actions while too much fails at once (kubernetes.md section 2 rule 5). One per group, one for the cluster.
 *
 * <pre>
 * CLOSED --overload--> OPEN --2 min of calm--> HALF_OPEN --2 min of calm--> CLOSED
 *                       ^----------overload--------|
 * </pre>
 * Half open lets one action on a pod through, for a case opened since then. On closing all evidence starts afresh: cases that are older
 * count no more. Not thread-safe; time is an argument.
 */
public final class Breaker {
    /** Without overload, before the next step towards CLOSED. */
    public static final long CALM_NANOS = 120_000_000_000L;

    private State state = State.CLOSED;
    private long calmSinceNanos;
    private boolean trialTaken;
    private OptionalLong evidenceSinceNanos = OptionalLong.empty();

    /** Where it stands. */
    public enum State {
        /** Actions may be. */
        CLOSED,
        /** None may. */
        OPEN,
        /** One may, to see whether it is over. */
        HALF_OPEN
    }

    /**
     * What rules look at.
     *
     * @param evidenceSinceNanos monotonic; what is older is void; empty if it was never open
     */
    public record Standing(State state, boolean trialTaken, OptionalLong evidenceSinceNanos) {
        /** Of a breaker that was never open. */
        public static final Standing CLOSED = new Standing(State.CLOSED, false, OptionalLong.empty());
    }

    /**
     * To be stored.
     *
     * @param calmNanos how long it has been calm
     */
    public record Snapshot(State state, boolean trialTaken, long calmNanos) {}

    /** A closed one. */
    public Breaker() {}

    /** As it was; time does not pass between snapshot and restoring, and all evidence is gathered afresh. */
    public static Breaker restore(Snapshot snapshot, long nowNanos) {
        Breaker breaker = new Breaker();
        breaker.state = snapshot.state();
        breaker.trialTaken = snapshot.trialTaken();
        breaker.calmSinceNanos = nowNanos - Math.clamp(snapshot.calmNanos(), 0, CALM_NANOS);
        if (snapshot.state() != State.CLOSED) {
            breaker.evidenceSinceNanos = OptionalLong.of(nowNanos);
        }
        return breaker;
    }

    /** What it is now, after a look at the load. Returns whether the state changed. */
    public boolean observe(boolean overloaded, long nowNanos) {
        State before = state;
        if (overloaded) {
            state = State.OPEN;
            calmSinceNanos = nowNanos;
        } else if (state != State.CLOSED && nowNanos - calmSinceNanos >= CALM_NANOS) {
            state = state == State.OPEN ? State.HALF_OPEN : State.CLOSED;
            calmSinceNanos = nowNanos;
            trialTaken = false;
            evidenceSinceNanos = OptionalLong.of(nowNanos);
        }
        return state != before;
    }

    /** An action is carried out. */
    public void acted() {
        trialTaken = state == State.HALF_OPEN;
    }

    /** What rules look at. */
    public Standing standing() {
        return new Standing(state, trialTaken, evidenceSinceNanos);
    }

    /** To be stored. */
    public Snapshot snapshot(long nowNanos) {
        return new Snapshot(state, trialTaken, state == State.CLOSED ? 0 : nowNanos - calmSinceNanos);
    }
}
