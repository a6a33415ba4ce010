package dev.fusebox.core.detect;

import java.util.List;

/**
 * What a person needs to choose a detector.
 *
 * @param name as in {@code spec.detection.detector}
 * @param source the paper or chapter it follows
 * @param level what its level counts
 * @param parameters what can be set, with ranges and defaults
 */
public record DetectorDescription(String name, String source, String level, List<Parameter> parameters) {
    public DetectorDescription {
        parameters = List.copyOf(parameters);
    }

    /** The number with that key. */
    public Parameter.Quantity quantity(String key) {
        return parameters.stream()
                .filter(p -> p.key().equals(key))
                .flatMap(p -> p instanceof Parameter.Quantity q
                        ? java.util.stream.Stream.of(q)
                        : java.util.stream.Stream.empty())
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(name + " has no " + key));
    }
}
