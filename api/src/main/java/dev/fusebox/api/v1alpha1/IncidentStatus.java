package dev.fusebox.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Size;
import java.util.ArrayList;
import java.util.List;

/** One burn, and what was done about it. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public final class IncidentStatus {
    @Size(max = 63)
    @JsonPropertyDescription("Epoch and number of the incident.")
    public String id;

    @Min(1)
    @Max(9_007_199_254_740_991L)
    @JsonPropertyDescription("The epoch that burnt.")
    public Long epoch;

    @Size(max = 320)
    @JsonPropertyDescription("Why the fuse burnt.")
    public String cause;

    @Size(max = 253)
    @JsonPropertyDescription("The member that burnt it first, as far as known.")
    public String origin;

    @Size(max = 32)
    @JsonPropertyDescription("UIDs of the pods that the cause is about. At most 32.")
    public List<@Size(max = 63) String> podUIDs = new ArrayList<>();

    @Min(0)
    @Max(1_000)
    @JsonPropertyDescription("Members that told their application.")
    public Integer notifiedMembers;

    @Min(0)
    @Max(2_147_483_647)
    @JsonPropertyDescription(
            "Median over members from their first suspicion to telling their application, in ms; absent if nobody suspected anybody.")
    public Integer detectionMilliseconds;

    @Size(max = 63)
    @JsonPropertyDescription("What was done about it, or None.")
    public String action;

    @Size(max = 63)
    @JsonPropertyDescription("How the action ended, one CamelCase word; absent if there was none.")
    public String result;

    @Size(max = 32)
    @JsonPropertyDescription(
            "What each rule said about acting, in the order in which they are checked. At most 32; absent if nothing was to be decided.")
    public List<Rule> rules;

    @Size(max = 40)
    @JsonPropertyDescription("When the operator heard of it.")
    public String at;

    /** One rule of the operator, about one incident. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public static final class Rule {
        @Size(max = 63)
        @JsonPropertyDescription("Name of the rule.")
        public String rule;

        @JsonPropertyDescription("Whether it allowed an action.")
        public Boolean holds;

        @Size(max = 64)
        @JsonPropertyDescription("Why, one CamelCase word; listed in docs/reference/status.md.")
        public String reason;
    }
}
