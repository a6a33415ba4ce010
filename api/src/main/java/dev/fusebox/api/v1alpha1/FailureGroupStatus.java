package dev.fusebox.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Size;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.ArrayList;
import java.util.List;

/**
 * What the operator knows of a group. No clocks, no levels, nothing that changes with every heartbeat.
 *
 * <p>{@link #leaderEpoch} and {@link #intent} are applied under a field manager of their own; whoever applies the rest leaves them null,
 * and so neither owns nor removes them.
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public final class FailureGroupStatus {
    @Min(0)
    @Max(9_007_199_254_740_991L)
    @JsonPropertyDescription("The generation of the spec that this status is about.")
    public Long observedGeneration;

    @Min(0)
    @Max(9_007_199_254_740_991L)
    @JsonPropertyDescription(
            "Raised by each new leader of the operator before its first action, so that a deposed leader's write conflicts.")
    public Long leaderEpoch;

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
    public List<SuspectStatus> suspects = new ArrayList<>();

    @Size(max = 10)
    @JsonPropertyDescription("The newest burns and their causes: the answer to why. At most 10, newest first.")
    public List<IncidentStatus> incidents = new ArrayList<>();

    @JsonPropertyDescription("The action being carried out, written before it begins; absent if there is none.")
    public IntentStatus intent;

    @JsonPropertyDescription("The newest action that was carried out or given up; absent before the first.")
    public LastAction lastAction;

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
    @JsonInclude(JsonInclude.Include.NON_NULL)
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

    /** What was done last. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public static final class LastAction {
        @Size(max = 63)
        @JsonPropertyDescription("Restart, Evict, Delete, Cordon, Taint, RemediationTemplate or Uncordon.")
        public String action;

        @Size(max = 63)
        @JsonPropertyDescription("UID of the pod whose case it was about.")
        public String podUID;

        @Size(max = 63)
        @JsonPropertyDescription("How it ended, one CamelCase word.")
        public String result;

        @Size(max = 40)
        @JsonPropertyDescription("When it ended, RFC 3339.")
        public String at;
    }
}
