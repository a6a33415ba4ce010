package dev.fusebox.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Size;

/** What the operator is about to do, written before it does it, so that a successor knows. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public final class IntentStatus {
    @Size(max = 63)
    @JsonPropertyDescription("Identifies the action; an order with this id is obeyed once.")
    public String id;

    @Size(max = 63)
    @JsonPropertyDescription("UID of the pod whose case it is about.")
    public String podUID;

    @Size(max = 63)
    @JsonPropertyDescription("UID of the one object that may be touched: that pod, or its node.")
    public String targetUID;

    @Size(max = 253)
    @JsonPropertyDescription("Name of that pod.")
    public String podName;

    @Size(max = 253)
    @JsonPropertyDescription("Node of that pod.")
    public String nodeName;

    @Size(max = 63)
    @JsonPropertyDescription("Name of the action.")
    public String action;

    @Size(max = 64)
    @JsonPropertyDescription("Resource version of the target when the rules were checked.")
    public String resourceVersion;

    @Size(max = 128)
    @JsonPropertyDescription("Hash of the record of all rules that allowed it.")
    public String recordHash;

    @Min(0)
    @Max(9_007_199_254_740_991L)
    @JsonPropertyDescription("The leader that wrote it; a later one decides anew.")
    public Long leaderEpoch;

    @Size(max = 40)
    @JsonPropertyDescription("Not to be begun after this, RFC 3339.")
    public String deadline;
}
