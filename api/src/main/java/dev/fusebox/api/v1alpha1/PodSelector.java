package dev.fusebox.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import java.util.Map;

/** A label selector with bounds. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public final class PodSelector {
    @Size(max = 16)
    @JsonPropertyDescription("Labels that a pod must have, with these values. At most 16.")
    public Map<String, @Size(max = 63) String> matchLabels;

    @Size(max = 16)
    @JsonPropertyDescription("Further requirements on labels; all must hold. At most 16.")
    public List<Requirement> matchExpressions;

    /** One requirement. */
    @ValidationRule(
            value = "self.operator in ['In', 'NotIn'] ? has(self.values) && size(self.values) > 0"
                    + " : !has(self.values) || size(self.values) == 0",
            message =
                    "In and NotIn need values, Exists and DoesNotExist must have none: add values, remove them, or choose another operator")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public static final class Requirement {
        @Required
        @Size(min = 1, max = 317)
        @JsonPropertyDescription("Key of the label.")
        public String key;

        @Required
        @JsonPropertyDescription("How the label's value relates to the given values.")
        public Operator operator;

        @Size(max = 32)
        @JsonPropertyDescription("Values for In and NotIn; empty for Exists and DoesNotExist. At most 32.")
        public List<@Size(max = 63) String> values;
    }

    /** Relations between a label and values. */
    public enum Operator {
        In,
        NotIn,
        Exists,
        DoesNotExist
    }
}
