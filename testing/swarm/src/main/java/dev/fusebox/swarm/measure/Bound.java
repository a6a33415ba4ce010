package dev.fusebox.swarm.measure;

import java.util.Locale;

/**
 * One figure beside what it must be.
 *
 * @param what in words
 * @param measured the figure
 * @param bound the most that it may be
 */
public record Bound(String what, double measured, double bound, String unit) {
    /** Whether it is. */
    public boolean met() {
        return measured <= bound;
    }

    /** A line for people. */
    public String line() {
        return String.format(
                Locale.ROOT, "%-62s %10.1f %-4s (at most %.0f) %s", what, measured, unit, bound, met() ? "yes" : "NO");
    }
}
