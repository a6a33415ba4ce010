package dev.fusebox.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.ValidationRule;

/** What the owner of a group wants. */
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
            "What a failure of one member does to the others: None watches and shows, Notify tells every application.")
    public GroupFate fate = GroupFate.Notify;

    @Default("{}")
    @JsonPropertyDescription("What the operator may do about failures.")
    public RemediationSpec remediation = new RemediationSpec();

    /** What a planned leave does. */
    public enum OnLeave {
        Continue,
        Burn
    }

    /** What a failure does. */
    public enum GroupFate {
        None,
        Notify
    }
}
