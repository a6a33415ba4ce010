package dev.fusebox.core.roster;

/**
 * One start of one agent.
 *
 * @param counter persisted boot counter, from 1
 * @param random tells two starts apart whose counter was lost
 */
public record Session(long counter, long random) {
    public Session {
        if (counter < 1) {
            throw new IllegalArgumentException("a session's counter is at least 1, not " + counter);
        }
    }

    /** Whether this start came before the other. Starts with equal counters are not ordered. */
    public boolean isBefore(Session other) {
        return counter < other.counter;
    }
}
