package dev.fusebox.operator.leader;

import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Whether this replica may write. It stops to be true by the clock alone, so that a loop that hangs, or a process that was paused, does
 * not go on. Thread-safe.
 */
public final class Leadership {
    private final LongSupplier clock;
    private volatile State state = new State(Role.UNDECIDED, 0, 0, 0, Optional.empty());

    /**
     * One consistent view.
     *
     * @param validUntilNanos from then on it is not the leader, unless it renewed
     */
    private record State(Role role, long term, long sinceNanos, long validUntilNanos, Optional<String> leaderAddress) {}

    /** Nothing is known yet. */
    public Leadership(LongSupplier clock) {
        this.clock = clock;
    }

    /** The leadership of a replica that is alone, and knows it. */
    public static Leadership alone(LongSupplier clock) {
        Leadership alone = new Leadership(clock);
        alone.state =
                new State(Role.LEADING, 1, clock.getAsLong(), clock.getAsLong() + Long.MAX_VALUE / 2, Optional.empty());
        return alone;
    }

    /** Whether this replica leads at this moment. To be asked right before each write. */
    public boolean isLeader() {
        State now = state;
        return now.role == Role.LEADING && now.validUntilNanos - clock.getAsLong() > 0;
    }

    /** What it is. */
    public Role role() {
        return state.role;
    }

    /** The number under which it leads or led last; greater than those of all leaders before it, 0 if it never did. */
    public long term() {
        return state.term;
    }

    /** Since when it leads without interruption, monotonic; means something only while it leads. */
    public long sinceNanos() {
        return state.sinceNanos;
    }

    /** host:port at which the replica that leads takes agents, if it is another and known to live. */
    public Optional<String> leaderAddress() {
        return state.leaderAddress;
    }

    void leads(long term, long sinceNanos, long validUntilNanos) {
        state = new State(Role.LEADING, term, sinceNanos, validUntilNanos, Optional.empty());
    }

    void suspended() {
        State now = state;
        state = new State(Role.SUSPENDED, now.term, now.sinceNanos, now.validUntilNanos, Optional.empty());
    }

    void follows(Optional<String> leaderAddress) {
        State now = state;
        state = new State(Role.FOLLOWING, now.term, now.sinceNanos, now.validUntilNanos, leaderAddress);
    }
}
