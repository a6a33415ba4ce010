package dev.fusebox.operator.leader;

import java.util.Optional;

/** Where the Lease is kept. Every call is one request with a deadline, without retries. */
interface LeaseStore {
    /** The Lease as it is now; empty if there is none. */
    Optional<Claim> read() throws Unavailable;

    /**
     * Writes it, if it is still at that version.
     *
     * @param over the version that is replaced; empty to create it
     * @return as it is now; empty if somebody else was faster
     */
    Optional<Claim> write(Claim claim, Optional<String> over) throws Unavailable;

    /** No answer, or none that helps. */
    final class Unavailable extends Exception {
        private static final long serialVersionUID = 1L;

        Unavailable(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
