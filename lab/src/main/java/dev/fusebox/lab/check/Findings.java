package dev.fusebox.lab.check;

import java.util.List;
import java.util.Optional;

/**
 * What a search found.
 *
 * @param states distinct states reached
 * @param transitions steps between them, faults included
 * @param depth steps from the beginning to the farthest of them, on a shortest way
 * @param unsettled states in which something must still happen
 * @param complete whether every state within the bounds was reached; otherwise a limit of states ended the search
 * @param violation the first that was found, on a shortest way; empty if there is none
 */
record Findings(
        int states, long transitions, int depth, int unsettled, boolean complete, Optional<Violation> violation) {
    /**
     * A rule that does not hold.
     *
     * @param rule which
     * @param trace how to get there, one line a step
     */
    record Violation(String rule, List<String> trace) {
        Violation {
            trace = List.copyOf(trace);
        }
    }
}
