package dev.fusebox.operator.leader;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stands for election until it is closed: one look at the Lease, or one renewal, every 2 s. When closed it gives the Lease back, so that
 * the next replica need not wait; close it after everything that writes.
 */
public final class Candidate implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Candidate.class);
    private static final long ROUND_MILLISECONDS = 2_000;
    private static final long JITTER_MILLISECONDS = 200;
    private static final long CLOSE_MILLISECONDS = 6_000;

    private final LeaseStore store;
    private final String self;
    private final Election election;
    private final Leadership leadership;
    private final LeadershipListener listener;
    private final LongSupplier clock;
    private final Thread thread;
    private long leadingSinceNanos;

    /**
     * A candidate that does not stand yet.
     *
     * @param clock monotonic nanoseconds
     */
    Candidate(
            LeaseStore store,
            String self,
            String address,
            Leadership leadership,
            LeadershipListener listener,
            LongSupplier clock) {
        this.store = store;
        this.self = self;
        this.election = new Election(self, address);
        this.leadership = leadership;
        this.listener = listener;
        this.clock = clock;
        this.thread = Thread.ofPlatform().name("election").daemon().unstarted(this::run);
    }

    /** Begins to stand. */
    public void stand() {
        thread.start();
    }

    /** Whether the Lease names this replica, by a read of its own; empty if that is not known. Any thread. */
    public Optional<Boolean> holdsLease() {
        try {
            return Optional.of(leadership.isLeader()
                    && store.read().filter(c -> c.holder().equals(self)).isPresent());
        } catch (LeaseStore.Unavailable fault) {
            return Optional.empty();
        }
    }

    /** One look, or one renewal, and what follows. */
    void round() {
        try {
            attempt();
        } catch (LeaseStore.Unavailable fault) {
            LOG.debug("the Lease: {}", fault.getMessage());
        }
        conclude();
    }

    @Override
    public void close() {
        thread.interrupt();
        try {
            if (thread.isAlive() && !thread.join(Duration.ofMillis(CLOSE_MILLISECONDS))) {
                LOG.warn("the Lease was not given back: the election hangs");
                return;
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            return;
        }
        giveBack();
    }

    private void giveBack() {
        Optional<Claim> mine = election.own();
        if (mine.isEmpty()) {
            return;
        }
        leadership.follows(Optional.empty());
        try {
            store.write(election.release(mine.get()), election.over());
            LOG.info("term={} the Lease is given back", mine.get().term());
        } catch (LeaseStore.Unavailable fault) {
            LOG.warn("term={} the Lease was not given back: {}", mine.get().term(), fault.getMessage());
        }
    }

    private void run() {
        try {
            while (true) {
                round();
                long jitter = ThreadLocalRandom.current().nextLong(JITTER_MILLISECONDS);
                TimeUnit.MILLISECONDS.sleep(ROUND_MILLISECONDS + jitter);
            }
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    private void attempt() throws LeaseStore.Unavailable {
        if (election.own().isEmpty()) {
            election.saw(store.read(), clock.getAsLong());
        }
        Optional<Claim> claim = election.claim(clock.getAsLong());
        if (claim.isEmpty()) {
            return;
        }
        long begun = clock.getAsLong();
        Optional<Claim> written = store.write(claim.get(), election.over());
        if (written.isPresent()) {
            election.wrote(written.get(), begun, clock.getAsLong());
        } else {
            election.saw(store.read(), clock.getAsLong());
        }
    }

    private void conclude() {
        long now = clock.getAsLong();
        Role before = leadership.role();
        long termBefore = leadership.term();
        if (election.leads(now)) {
            long term = election.own().map(Claim::term).orElse(0L);
            boolean goesOn = before == Role.LEADING && term == termBefore;
            leadingSinceNanos = goesOn ? leadingSinceNanos : now;
            leadership.leads(term, leadingSinceNanos, election.validUntilNanos());
            if (before == Role.SUSPENDED && term == termBefore) {
                listener.resumed();
            } else if (!goesOn) {
                listener.leading(term);
            }
        } else if (election.own().isPresent()) {
            if (before == Role.LEADING) {
                leadership.suspended();
                listener.suspended();
            }
        } else if (election.looked()) {
            leadership.follows(election.leaderAddress(now));
            if (before != Role.FOLLOWING) {
                listener.following();
            }
        }
    }
}
