package dev.fusebox.lab.replay;

import java.util.OptionalLong;

/** One line of a trace. */
public sealed interface TraceLine {
    /** The time as it was written, in milliseconds. */
    String millis();

    /** The same in nanoseconds. */
    long atNanos();

    /** A heartbeat, or a reply, arrived; without a number it has the next one. */
    record Beat(String millis, long atNanos, OptionalLong sequence) implements TraceLine {}

    /** The level at this moment is asked for. */
    record Level(String millis, long atNanos) implements TraceLine {}
}
