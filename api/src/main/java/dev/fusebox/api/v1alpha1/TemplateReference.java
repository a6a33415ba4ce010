package dev.fusebox.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;

/** Names a remediation template of another operator. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public final class TemplateReference {
    @Required
    @Size(min = 1, max = 317)
    @Pattern("^([a-z0-9]([a-z0-9.-]*[a-z0-9])?/)?v[0-9][a-z0-9]*$")
    @JsonPropertyDescription(
            "API group and version of the template, such as self-node-remediation.medik8s.io/v1alpha1.")
    public String apiVersion;

    @Required
    @Size(min = 1, max = 63)
    @Pattern("^[A-Z][A-Za-z0-9]*$")
    @JsonPropertyDescription("Kind of the template, such as SelfNodeRemediationTemplate.")
    public String kind;

    @Required
    @Size(min = 1, max = 253)
    @Pattern("^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$")
    @JsonPropertyDescription("Name of the template.")
    public String name;
}
