package dev.fusebox.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import io.fabric8.kubernetes.api.model.IntOrString;
import java.util.ArrayList;
import java.util.List;

/** What the operator may do. Every action needs all rules of the operator to hold; these settings can only forbid more. */
@ValidationRule(
        value = "self.nodeAction != 'RemediationTemplate' || has(self.remediationTemplate)",
        message =
                "nodeAction RemediationTemplate needs remediationTemplate: name the template's apiVersion, kind and name, or set nodeAction to None")
@ValidationRule(
        value = "self.nodeAction == 'RemediationTemplate' || !has(self.remediationTemplate)",
        message =
                "remediationTemplate is used by nodeAction RemediationTemplate only: remove it, or set nodeAction to RemediationTemplate")
@JsonInclude(JsonInclude.Include.NON_NULL)
public final class RemediationSpec {
    @Default("\"Observe\"")
    @JsonPropertyDescription(
            "How far the operator goes: Observe watches and reports; DryRun also says what it would do, and writes nothing to pods and nodes; Enforce acts.")
    public Mode mode = Mode.Observe;

    @Default("\"Restart\"")
    @JsonPropertyDescription(
            "What may be done to a failed pod: None; Restart lets its own agent restart its containers in place, on Kubernetes before 1.36 it means Evict; Evict respects PodDisruptionBudgets; Delete does not.")
    public PodAction podAction = PodAction.Restart;

    @Default("\"None\"")
    @JsonPropertyDescription(
            "What may be done to a failed node: None; Cordon; Taint; RemediationTemplate creates an object from remediationTemplate, for a fencing operator. Needs the chart's nodeActions.enabled.")
    public NodeAction nodeAction = NodeAction.None;

    @JsonPropertyDescription("The template for nodeAction RemediationTemplate; for no other.")
    public TemplateReference remediationTemplate;

    @Default("\"25%\"")
    @JsonPropertyDescription(
            "With more unhealthy members than this, counting those of one node as one, the operator distrusts its own view and does nothing. A number from 1 to 1000, or 1% to 100% of the members, rounded down and at least 1.")
    public IntOrString maxUnhealthy = new IntOrString("25%");

    @Min(0)
    @Max(600_000)
    @Default("0")
    @JsonPropertyDescription(
            "Of fate RestartContainers: the time between telling the application and the restart, in which it can flush. 0 to 600000 ms.")
    public Integer restartDelayMilliseconds = 0;

    @Default("false")
    @JsonPropertyDescription(
            "Whether three quarters of the observers, on at least two other nodes and for 30 s, are enough for podAction while Kubernetes still sees the pod healthy.")
    public Boolean actOnPeersOnly = false;

    @Min(0)
    @Max(1_000)
    @Default("5")
    @JsonPropertyDescription(
            "At most so many actions in windowSeconds; then the group is Stalled until the annotation fusebox.dev/resume is given a new value. Each agent also counts its own restarts against it. 0 to 1000.")
    public Integer maxActions = 5;

    @Min(1)
    @Max(86_400)
    @Default("3600")
    @JsonPropertyDescription("The time in which maxActions counts. 1 to 86400 s.")
    public Integer windowSeconds = 3_600;

    @Min(0)
    @Max(86_400)
    @Default("60")
    @JsonPropertyDescription("The least time between two actions of this group. 0 to 86400 s.")
    public Integer minIntervalSeconds = 60;

    @Min(0)
    @Max(86_400)
    @Default("60")
    @JsonPropertyDescription("For so long after a storm of failures no action begins. 0 to 86400 s.")
    public Integer stormCooldownSeconds = 60;

    @Min(0)
    @Max(86_400)
    @Default("30")
    @JsonPropertyDescription(
            "A node must be well for so long before the operator undoes its own cordon or taint. 0 to 86400 s.")
    public Integer healthyDelaySeconds = 30;

    @Size(max = 16)
    @Default("[]")
    @JsonPropertyDescription(
            "Reasons to pause, such as an upgrade under way; while there is any, no action begins. At most 16 different ones.")
    public List<@Size(min = 1, max = 256) String> pauseRequests = new ArrayList<>();

    /** How far the operator goes. */
    public enum Mode {
        Observe,
        DryRun,
        Enforce
    }

    /** What may be done to a pod. */
    public enum PodAction {
        None,
        Restart,
        Evict,
        Delete
    }

    /** What may be done to a node. */
    public enum NodeAction {
        None,
        Cordon,
        Taint,
        RemediationTemplate
    }
}
