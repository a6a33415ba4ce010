package dev.fusebox.operator.health.judgement;

import java.util.OptionalLong;

/**
 * What the operator knows of itself.
 *
 * @param leading whether it holds its own Lease
 * @param leadingForNanos since it began to lead, or started, whichever is later
 * @param loopLagNanos worst lateness of its own loop lately
 * @param agentsExpected pods with an agent that are meant to run
 * @param agentsAttached of these, those with a stream
 * @param enoughForNanos since when {@link #enough} of them have one
 * @param readAgeNanos since target and own Lease were last read, uncached and with success
 */
public record Self(
        boolean leading,
        long leadingForNanos,
        long loopLagNanos,
        int agentsExpected,
        int agentsAttached,
        long enoughForNanos,
        OptionalLong readAgeNanos) {
    private static final int ENOUGH_PERCENT = 60;

    /** Whether so many attached agents are enough to see by: 60 % of those expected. */
    public static boolean enough(int attached, int expected) {
        return expected > 0 && 100L * attached >= (long) ENOUGH_PERCENT * expected;
    }
}
