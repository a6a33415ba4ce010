package dev.fusebox.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;

/** What the operator may do. */
public final class RemediationSpec {
    @Default("\"Observe\"")
    @JsonPropertyDescription("Observe: the operator watches and reports, and changes no pod and no node.")
    public Mode mode = Mode.Observe;

    /** How far the operator goes. */
    public enum Mode {
        Observe
    }
}
