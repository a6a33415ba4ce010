package dev.fusebox.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn.Type;
import io.fabric8.generator.annotation.Required;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Categories;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Kind;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Singular;
import io.fabric8.kubernetes.model.annotation.Version;

/** A group of pods that live and die together. */
@Group("fusebox.dev")
@Version("v1alpha1")
@Kind("FailureGroup")
@Singular("failuregroup")
@Plural("failuregroups")
@ShortNames("fgrp")
@Categories("fusebox")
@AdditionalPrinterColumn(name = "Fuse", jsonPath = ".status.fuse", type = Type.STRING)
@AdditionalPrinterColumn(name = "Epoch", jsonPath = ".status.epoch", type = Type.INTEGER)
@AdditionalPrinterColumn(name = "Members", jsonPath = ".status.members.selected", type = Type.INTEGER)
@AdditionalPrinterColumn(name = "Healthy", jsonPath = ".status.members.healthy", type = Type.INTEGER)
@AdditionalPrinterColumn(name = "Suspected", jsonPath = ".status.members.suspected", type = Type.INTEGER)
@AdditionalPrinterColumn(name = "Mode", jsonPath = ".spec.remediation.mode", type = Type.STRING)
@AdditionalPrinterColumn(
        name = "Ready",
        jsonPath = ".status.conditions[?(@.type==\"Ready\")].status",
        type = Type.STRING)
@AdditionalPrinterColumn(
        name = "Allowed",
        jsonPath = ".status.conditions[?(@.type==\"RemediationAllowed\")].status",
        type = Type.STRING,
        priority = 1)
@AdditionalPrinterColumn(
        name = "Reason",
        jsonPath = ".status.conditions[?(@.type==\"Ready\")].reason",
        type = Type.STRING,
        priority = 1)
@AdditionalPrinterColumn(name = "Last-Action", jsonPath = ".status.lastAction.action", type = Type.STRING, priority = 1)
@AdditionalPrinterColumn(name = "Age", jsonPath = ".metadata.creationTimestamp", type = Type.DATE)
public final class FailureGroup extends CustomResource<FailureGroupSpec, FailureGroupStatus> implements Namespaced {
    private static final long serialVersionUID = 1L;

    @Override
    @Required
    @JsonPropertyDescription("Which pods belong together, and what a failure of one means for the others.")
    public FailureGroupSpec getSpec() {
        return super.getSpec();
    }

    @Override
    @JsonPropertyDescription("What the operator knows. Written only when it changes.")
    public FailureGroupStatus getStatus() {
        return super.getStatus();
    }
}
