package dev.fusebox.lab.qos.group;

import dev.fusebox.lab.qos.conditions.Span;
import dev.fusebox.lab.sim.scenario.Fault;

/**
 * A failure that a group is right to find.
 *
 * @param member whose
 * @param down from when to when; a crash has no end
 */
record Cause(int member, Span down) {
    /** What is said within so long of the end still comes of it: the loop notices its stall, streams open again. */
    private static final long AFTERMATH_NANOS = 3_000_000_000L;

    private static final long NEVER = Long.MAX_VALUE - AFTERMATH_NANOS;

    /** It dies, and nothing answers any more. */
    static Cause crash(int member, long atNanos) {
        return new Cause(member, new Span(atNanos, NEVER));
    }

    boolean isCrash() {
        return down.endNanos() == NEVER;
    }

    /** Whether that is when it begins: the world says so for each fault. */
    boolean isBegunBy(long atNanos, Fault fault) {
        return atNanos == down.startNanos() && fault.action().members().contains(member);
    }

    /** Whether what happens then may come of it. */
    boolean explains(long atNanos) {
        return down.contains(atNanos) || (atNanos >= down.endNanos() && atNanos - down.endNanos() < AFTERMATH_NANOS);
    }

    /** Whether that member is the one, and then. */
    boolean explains(int who, long atNanos) {
        return who == member && explains(atNanos);
    }

    /** For how long of that time it is an explanation. */
    long within(long fromNanos, long toNanos) {
        return new Span(down.startNanos(), down.endNanos() + AFTERMATH_NANOS).within(fromNanos, toNanos);
    }
}
