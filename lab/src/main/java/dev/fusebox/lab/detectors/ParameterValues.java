package dev.fusebox.lab.detectors;

import dev.fusebox.core.detect.DetectorDescription;
import dev.fusebox.core.detect.Detectors;
import dev.fusebox.core.detect.Parameter;
import dev.fusebox.core.detect.Parameter.Choice;
import dev.fusebox.core.detect.Parameter.Quantity;
import dev.fusebox.lab.BadInput;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a command line sets of one detector, checked against the detector's own ranges; what it does not set has its default. */
final class ParameterValues {
    private static final double NANOS_PER_MILLI = 1e6;

    private final DetectorDescription detector;
    private final Map<String, String> set;
    private final List<String> unused = new ArrayList<>();

    /** Refuses keys that no detector has, and values out of range. */
    ParameterValues(DetectorDescription detector, Map<String, String> set) {
        this.detector = detector;
        this.set = Map.copyOf(set);
        for (Map.Entry<String, String> entry : set.entrySet()) {
            if (has(detector, entry.getKey())) {
                check(entry.getKey());
            } else if (Detectors.all().stream().anyMatch(d -> has(d, entry.getKey()))) {
                unused.add(entry.getKey());
            } else {
                throw new BadInput("--set " + entry.getKey() + ": " + detector.name() + " has "
                        + String.join(", ", keys(detector)));
            }
        }
    }

    boolean isSet(String key) {
        return set.containsKey(key);
    }

    /** Keys that other detectors have and this one has not. */
    List<String> unused() {
        return List.copyOf(unused);
    }

    double number(String key) {
        Quantity quantity = detector.quantity(key);
        String text = set.get(key);
        if (text == null) {
            return quantity.defaultValue();
        }
        try {
            return quantity.check(new BigDecimal(text).doubleValue());
        } catch (NumberFormatException notANumber) {
            throw new BadInput("--set " + key + ": expected a number in " + quantity.unit() + ", not '" + text + "'");
        } catch (IllegalArgumentException outOfRange) {
            throw new BadInput("--set " + outOfRange.getMessage());
        }
    }

    int count(String key) {
        double value = number(key);
        if (value != Math.rint(value)) {
            throw new BadInput("--set " + key + ": expected a whole number, not '" + set.get(key) + "'");
        }
        return (int) value;
    }

    long nanos(String key) {
        return nanos(number(key));
    }

    static long nanos(double millis) {
        return Math.round(millis * NANOS_PER_MILLI);
    }

    String word(String key) {
        return choice(key).map(c -> set.getOrDefault(key, c.defaultValue())).orElseThrow();
    }

    private void check(String key) {
        choice(key)
                .ifPresentOrElse(
                        c -> {
                            if (!c.values().contains(word(key))) {
                                throw new BadInput("--set " + key + ": expected " + String.join(" or ", c.values())
                                        + ", not '" + word(key) + "'");
                            }
                        },
                        () -> number(key));
    }

    private Optional<Choice> choice(String key) {
        return detector.parameters().stream()
                .filter(Choice.class::isInstance)
                .map(Choice.class::cast)
                .filter(c -> c.key().equals(key))
                .findFirst();
    }

    private static boolean has(DetectorDescription detector, String key) {
        return keys(detector).contains(key);
    }

    private static List<String> keys(DetectorDescription detector) {
        return detector.parameters().stream().map(Parameter::key).toList();
    }
}
