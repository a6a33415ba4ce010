package dev.fusebox.lab.sim.watch;

/**
 * Something that must hold did not.
 *
 * @param invariant its name
 * @param atNanos when that was plain
 * @param what for people: one line
 */
public record Violation(String invariant, long atNanos, String what) {
    @Override
    public String toString() {
        return "%s at %.3f s: %s".formatted(invariant, atNanos / 1e9, what);
    }
}
