package dev.fusebox.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.ValidationRule;

/** What the owner of a group wants. */
@ValidationRule(
        value = "!(self.fate in ['RestartContainers', 'RestartPods']) || self.remediation.maxActions > 0",
        message =
                "fate RestartContainers or RestartPods needs remediation.maxActions of at least 1: raise it, or set fate to Notify")
@ValidationRule(
        value = "self.remediation.nodeAction == 'None' || self.detection.observersPerMember >= 2",
        message =
                "remediation.nodeAction needs detection.observersPerMember of at least 2, for one observer cannot testify against a node: raise it, or set nodeAction to None")
@JsonInclude(JsonInclude.Include.NON_NULL)
public final class FailureGroupSpec {
    @Required
    @ValidationRule(
            value = "self == oldSelf",
            message = "selector cannot be changed: create another FailureGroup instead")
    @ValidationRule(
            value = "(has(self.matchLabels) && size(self.matchLabels) > 0)"
                    + " || (has(self.matchExpressions) && size(self.matchExpressions) > 0)",
            message = "selector must name at least one label: an empty one would select every pod of the namespace")
    @JsonPropertyDescription(
            "Pods of this namespace that belong to the group. A pod may be in several groups. Cannot be changed.")
    public PodSelector selector;

    @Min(2)
    @Max(1000)
    @Default("2")
    @JsonPropertyDescription("The group forms, and re-forms after a burn, once so many members are ready. 2 to 1000.")
    public Integer minMembers = 2;

    @Default("{}")
    @JsonPropertyDescription("How members are watched. The defaults notice a dead member in about 0.6 s.")
    public DetectionSpec detection = new DetectionSpec();

    @Default("\"Continue\"")
    @JsonPropertyDescription("Whether a planned leave of a member (drain, scale-down, deletion) burns the fuse.")
    public OnLeave onLeave = OnLeave.Continue;

    @Default("\"Notify\"")
    @JsonPropertyDescription(
            "What a failure of one member does to the others: None watches and shows; Notify tells every application; RestartContainers also lets every survivor's agent restart its own pod's containers in place; RestartPods also lets the operator evict every survivor's pod, one after the other and as far as PodDisruptionBudgets allow, before the next epoch begins: a burn costs one of maxActions however many pods it replaces, and is as Notify once nothing has moved for 90 s. Restarts need remediation.mode Enforce, no pauseRequests, and a budget in maxActions; without them they are Notify.")
    public GroupFate fate = GroupFate.Notify;

    @Default("\"Automatic\"")
    @JsonPropertyDescription(
            "After a burn: Automatic begins the next epoch once minMembers are ready; Manual waits for the annotation fusebox.dev/resume to be given a new value.")
    public Reform reform = Reform.Automatic;

    @Default("{}")
    @JsonPropertyDescription("What the operator may do about failures. The defaults touch nothing.")
    public RemediationSpec remediation = new RemediationSpec();

    /** What a planned leave does. */
    public enum OnLeave {
        Continue,
        Burn
    }

    /** What a failure does. */
    public enum GroupFate {
        None,
        Notify,
        RestartContainers,
        RestartPods
    }

    /** Who begins the next epoch. */
    public enum Reform {
        Automatic,
        Manual
    }
}
