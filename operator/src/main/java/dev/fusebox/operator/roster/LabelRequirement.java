package dev.fusebox.operator.roster;

import java.util.List;
import java.util.Map;

/** One requirement on the labels of a pod, with the meaning that Kubernetes gives it. */
public record LabelRequirement(String key, Operator operator, List<String> values) {
    /** Relations between a label and values. */
    public enum Operator {
        IN,
        NOT_IN,
        EXISTS,
        DOES_NOT_EXIST
    }

    public LabelRequirement {
        values = List.copyOf(values);
    }

    /** Whether these labels fulfil it. */
    public boolean matches(Map<String, String> labels) {
        boolean present = labels.containsKey(key);
        return switch (operator) {
            case IN -> present && values.contains(labels.get(key));
            case NOT_IN -> !present || !values.contains(labels.get(key));
            case EXISTS -> present;
            case DOES_NOT_EXIST -> !present;
        };
    }
}
