package dev.fusebox.operator.remediation;

import java.util.Optional;

/**
 * How an uncached read ended.
 *
 * @param <T> what was read
 */
public sealed interface Read<T> {
    /** It is there. */
    record Found<T>(T value) implements Read<T> {}

    /** It is not. */
    record Absent<T>() implements Read<T> {}

    /** Nobody knows. */
    record Unknown<T>(String why) implements Read<T> {}

    /** What was found. */
    default Optional<T> found() {
        return this instanceof Found<T>(T value) ? Optional.of(value) : Optional.empty();
    }
}
