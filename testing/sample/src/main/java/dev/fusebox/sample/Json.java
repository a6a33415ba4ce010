package dev.fusebox.sample;

import java.util.List;
import java.util.Map;

/**
 * A JSON value. What is absent reads as {@link Nothing}, so that a reader can walk into optional fields without asking
 * first; as the local API grows, fields that this program does not know are passed over.
 */
sealed interface Json {
    record Fields(Map<String, Json> byName) implements Json {}

    record Items(List<Json> inOrder) implements Json {}

    record Text(String value) implements Json {}

    record Number(double value) implements Json {}

    record Flag(boolean value) implements Json {}

    record Nothing() implements Json {}

    default Json field(String name) {
        return this instanceof Fields fields ? fields.byName().getOrDefault(name, new Nothing()) : new Nothing();
    }

    default List<Json> items() {
        return this instanceof Items items ? items.inOrder() : List.of();
    }

    /** The text, or an empty one. */
    default String text() {
        return this instanceof Text text ? text.value() : "";
    }

    /** The whole number, exact up to 2^53, or 0. */
    default long number() {
        return this instanceof Number number ? (long) number.value() : 0;
    }
}
