package dev.fusebox.lab.check;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Numbers values: equal ones get the same number, the first is 0. What was numbered must not change.
 *
 * @param <T> what is numbered
 */
final class Interner<T> {
    private final Map<T, Integer> numbers = new HashMap<>();
    private final List<T> values = new ArrayList<>();

    /** The number of that value, at most 65535: a state has 16 bits for it. */
    char number(T value) {
        int number = numbers.computeIfAbsent(value, v -> {
            values.add(v);
            return values.size() - 1;
        });
        if (number > Character.MAX_VALUE) {
            throw new IllegalStateException("more than 65536 different values: lower the bounds");
        }
        return (char) number;
    }

    T value(int number) {
        return values.get(number);
    }
}
