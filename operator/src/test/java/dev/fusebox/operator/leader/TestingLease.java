package dev.fusebox.operator.leader;

import java.util.Optional;

/** A Lease in memory, with the faults that a test asks for. */
final class TestingLease implements LeaseStore {
    Optional<Claim> stored = Optional.empty();
    boolean away;
    boolean loseAnswers;
    Runnable beforeWrite = () -> {};
    int writes;
    private int versions;

    @Override
    public Optional<Claim> read() throws Unavailable {
        if (away) {
            throw new Unavailable("away", new IllegalStateException());
        }
        return stored;
    }

    @Override
    public Optional<Claim> write(Claim claim, Optional<String> over) throws Unavailable {
        if (away) {
            throw new Unavailable("away", new IllegalStateException());
        }
        beforeWrite.run();
        if (!stored.map(Claim::version).equals(over)) {
            return Optional.empty();
        }
        versions++;
        writes++;
        stored = Optional.of(new Claim(claim.holder(), claim.address(), claim.term(), "v" + versions));
        if (loseAnswers) {
            throw new Unavailable("lost", new IllegalStateException());
        }
        return stored;
    }
}
