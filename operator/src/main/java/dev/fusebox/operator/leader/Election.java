package dev.fusebox.operator.leader;

import java.util.Optional;

/**
 * Decides from what is seen of the Lease whether to claim it, and until when an own claim is good. Pure but for its own memory; time is
 * an argument, monotonic nanoseconds of this process; the times written in a Lease are another host's, and are not looked at.
 *
 * <p>Why there are never two leaders, clocks at whatever rates within {@link #DURATION_NANOS} to {@link #VALID_NANOS}: a claim is good
 * for VALID after the request that wrote it was begun; a rival takes it at the earliest DURATION after it saw that write. Not
 * thread-safe.
 */
final class Election {
    /** So long a rival must see the Lease unchanged. */
    static final long DURATION_NANOS = 15_000_000_000L;

    /** So long an own write is good. */
    static final long VALID_NANOS = 10_000_000_000L;

    /** A holder that did not renew for so long is not worth sending agents to: it renews every 2 s. */
    static final long ALIVE_NANOS = 5_000_000_000L;

    private final String self;
    private final String address;
    private Optional<Claim> seen = Optional.empty();
    private long changedNanos;
    private Optional<Claim> own = Optional.empty();
    private long validUntilNanos;
    private boolean looked;
    private long highestTerm;

    /**
     * Knows nothing yet.
     *
     * @param self unique among all processes that ever run at the same time
     * @param address host:port at which this replica takes agents
     */
    Election(String self, String address) {
        this.self = self;
        this.address = address;
    }

    /** This is how the Lease is. */
    void saw(Optional<Claim> claim, long nowNanos) {
        boolean same = claim.map(Claim::version).equals(seen.map(Claim::version));
        if (!same || seen.isEmpty()) {
            changedNanos = nowNanos;
        }
        seen = claim;
        looked = true;
        highestTerm = Math.max(highestTerm, claim.map(Claim::term).orElse(0L));
        // A claim that was replaced is over, also if nobody holds the Lease now. One that is newer and still its own is
        // a write whose
        // answer was lost: it adds no time.
        own = own.flatMap(mine -> claim.filter(c -> c.holder().equals(self) && c.term() == mine.term()));
    }

    /** What to write now; empty: nothing, another may hold it. */
    Optional<Claim> claim(long nowNanos) {
        if (own.isPresent()) {
            return own;
        }
        boolean free = seen.isEmpty()
                || seen.get().released()
                || seen.get().holder().equals(self)
                || nowNanos - changedNanos >= DURATION_NANOS;
        return free ? Optional.of(new Claim(self, address, highestTerm + 1, "")) : Optional.empty();
    }

    /** Whether the Lease was ever read. */
    boolean looked() {
        return looked;
    }

    /** The version that a write must replace. */
    Optional<String> over() {
        return seen.map(Claim::version);
    }

    /**
     * An own claim was written.
     *
     * @param begunNanos when the request was begun
     */
    void wrote(Claim written, long begunNanos, long nowNanos) {
        saw(Optional.of(written), nowNanos);
        own = Optional.of(written);
        validUntilNanos = begunNanos + VALID_NANOS;
    }

    /** The claim that is this replica's as far as it knows, good or not. */
    Optional<Claim> own() {
        return own;
    }

    /** Whether the own claim is good. */
    boolean leads(long nowNanos) {
        return own.isPresent() && validUntilNanos - nowNanos > 0;
    }

    long validUntilNanos() {
        return validUntilNanos;
    }

    /** What the Lease looks like when it is given back. */
    Claim release(Claim mine) {
        return new Claim("", "", mine.term(), "");
    }

    /** Where agents should go instead, if that is known. */
    Optional<String> leaderAddress(long nowNanos) {
        return seen.filter(c -> !c.released() && !c.holder().equals(self))
                .filter(c -> nowNanos - changedNanos < ALIVE_NANOS)
                .map(Claim::address)
                .filter(a -> !a.isEmpty());
    }
}
