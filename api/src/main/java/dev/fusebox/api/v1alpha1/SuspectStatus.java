package dev.fusebox.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Size;
import java.util.List;

/** One member in trouble. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public final class SuspectStatus {
    @Size(max = 63)
    @JsonPropertyDescription("UID of the pod.")
    public String podUID;

    @Size(max = 253)
    @JsonPropertyDescription("Name of the pod.")
    public String podName;

    @Size(max = 253)
    @JsonPropertyDescription("Node of the pod.")
    public String nodeName;

    @Size(max = 63)
    @JsonPropertyDescription("The verdict, or Suspected while there is none.")
    public String verdict;

    @Min(0)
    @Max(9_007_199_254_740_991L)
    @JsonPropertyDescription("The epoch in which the verdict fell.")
    public Long epoch;

    @Min(0)
    @Max(1_000)
    @JsonPropertyDescription("Votes by distinct observers at the verdict.")
    public Integer votes;

    @Min(0)
    @Max(1_000)
    @JsonPropertyDescription("Observers of the member at the verdict.")
    public Integer observers;

    @Min(0)
    @Max(300_000)
    @JsonPropertyDescription("Highest level of suspicion among reporters at the verdict, in thousandths.")
    public Integer phiMilliAtVerdict;

    @Size(max = 16)
    @JsonPropertyDescription(
            "Observers whose votes count against the member, as they stood when its epoch ended. An operator that begins to lead goes on with the case on their grounds; absent where nothing may be done on them.")
    public List<Voter> voters;

    @JsonPropertyDescription("What the channels beside the observers say of it.")
    public Channels channels;

    @Size(max = 63)
    @JsonPropertyDescription("What settings and evidence call for: the name of an action, or None.")
    public String action;

    @Size(max = 64)
    @JsonPropertyDescription("Reason of the first rule that does not allow the action; absent if all do.")
    public String blockedBy;

    @Size(max = 40)
    @JsonPropertyDescription("When the operator heard of it.")
    public String since;

    /** An observer that voted. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public static final class Voter {
        @Size(max = 63)
        @JsonPropertyDescription("UID of the observer's pod.")
        public String podUID;

        @Size(max = 253)
        @JsonPropertyDescription("Node of the observer: votes are counted by nodes.")
        public String nodeName;

        @Size(max = 63)
        @JsonPropertyDescription("Zone of the observer's node, empty if it has none.")
        public String zone;

        @Min(0)
        @Max(300_000)
        @JsonPropertyDescription("The observer's level of suspicion, in thousandths.")
        public Integer phiMilli;
    }

    /** Channels that do not pass through the members. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public static final class Channels {
        @JsonPropertyDescription(
                "The node's Lease, by when the operator saw it change: Fresh; Stale from half of its duration without a change; Expired from the whole; Unknown if the operator has not looked for so long itself.")
        public NodeLease nodeLease;

        @JsonPropertyDescription("Condition Ready of the node.")
        public Ready nodeReady;

        @JsonPropertyDescription("Condition Ready of the pod.")
        public Ready podReady;

        @JsonPropertyDescription("The stream of the pod's agent to the operator.")
        public AgentStream agentStream;
    }

    /** States of a node's Lease. */
    public enum NodeLease {
        Fresh,
        Stale,
        Expired,
        Unknown
    }

    /** As Kubernetes writes the status of a condition. */
    public enum Ready {
        True,
        False,
        Unknown
    }

    /** States of a stream. */
    public enum AgentStream {
        Connected,
        Lost
    }
}
