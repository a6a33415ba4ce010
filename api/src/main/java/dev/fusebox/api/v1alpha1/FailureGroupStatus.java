package dev.fusebox.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Size;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.ArrayList;
import java.util.List;

/** What the operator knows of a group. No clocks, no levels, nothing that changes with every heartbeat. */
public final class FailureGroupStatus {
    @Min(0)
    @Max(9_007_199_254_740_991L)
    @JsonPropertyDescription("The generation of the spec that this status is about.")
    public Long observedGeneration;

    @Min(0)
    @Max(9_007_199_254_740_991L)
    @JsonPropertyDescription("The current life of the fuse, from 1. A burnt epoch never comes back.")
    public Long epoch;

    @JsonPropertyDescription("State of the fuse in this epoch.")
    public FuseState fuse;

    @JsonPropertyDescription("How many members there are, by state.")
    public MemberCounts members;

    @Size(max = 32)
    @JsonPropertyDescription("Members under suspicion or with a verdict. At most 32.")
    public List<Suspect> suspects = new ArrayList<>();

    @Size(max = 10)
    @JsonPropertyDescription("The newest burns and their causes: the answer to why. At most 10, newest first.")
    public List<Incident> incidents = new ArrayList<>();

    @Size(max = 16)
    @JsonPropertyDescription(
            "Conditions that people and tools wait for; reasons are listed in docs/reference/status.md.")
    public List<Condition> conditions = new ArrayList<>();

    /** States of a fuse. */
    public enum FuseState {
        Forming,
        Intact,
        Burnt
    }

    /** Numbers of members. */
    public static final class MemberCounts {
        @Min(0)
        @Max(100_000)
        @JsonPropertyDescription("Pods that the selector matches and that are not ending.")
        public Integer selected;

        @Min(0)
        @Max(100_000)
        @JsonPropertyDescription("Members whose agents are connected to the operator.")
        public Integer reporting;

        @Min(0)
        @Max(100_000)
        @JsonPropertyDescription("Members in the group that nobody suspects.")
        public Integer healthy;

        @Min(0)
        @Max(100_000)
        @JsonPropertyDescription("Members under suspicion or with a verdict.")
        public Integer suspected;
    }

    /** One member in trouble. */
    public static final class Suspect {
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

        @Size(max = 40)
        @JsonPropertyDescription("When the operator heard of it.")
        public String since;
    }

    /** One burn. */
    public static final class Incident {
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
        @JsonPropertyDescription("What was done about it.")
        public String action;

        @Size(max = 40)
        @JsonPropertyDescription("When the operator heard of it.")
        public String at;
    }
}
