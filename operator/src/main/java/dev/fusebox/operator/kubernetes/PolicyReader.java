package dev.fusebox.operator.kubernetes;

import dev.fusebox.api.v1alpha1.RemediationSpec;
import dev.fusebox.api.v1alpha1.TemplateReference;
import dev.fusebox.operator.roster.RemediationPolicy;
import io.fabric8.kubernetes.api.model.IntOrString;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads what an owner allows. A field that is absent means its default. Pure. */
final class PolicyReader {
    private static final Pattern PERCENT = Pattern.compile("(100|[1-9][0-9]?)%");
    private static final int MAX_UNHEALTHY = 1_000;

    private PolicyReader() {}

    /**
     * What is allowed.
     *
     * @throws IllegalArgumentException if a value has no meaning; the message says what to change
     */
    static RemediationPolicy policy(@Nullable RemediationSpec spec) {
        RemediationPolicy standard = RemediationPolicy.DEFAULT;
        if (spec == null) {
            return standard;
        }
        return new RemediationPolicy(
                mode(spec.mode),
                podAction(spec.podAction),
                nodeAction(spec.nodeAction),
                template(spec.remediationTemplate),
                share(spec.maxUnhealthy),
                given(spec.restartDelayMilliseconds, standard.restartDelayMilliseconds()),
                given(spec.actOnPeersOnly, standard.actOnPeersOnly()),
                given(spec.maxActions, standard.maxActions()),
                given(spec.windowSeconds, standard.windowSeconds()),
                given(spec.minIntervalSeconds, standard.minIntervalSeconds()),
                given(spec.stormCooldownSeconds, standard.stormCooldownSeconds()),
                given(spec.healthyDelaySeconds, standard.healthyDelaySeconds()),
                given(spec.pauseRequests, List.of()));
    }

    private static <T> T given(@Nullable T value, T otherwise) {
        return value == null ? otherwise : value;
    }

    private static RemediationPolicy.Mode mode(RemediationSpec.@Nullable Mode mode) {
        return switch (given(mode, RemediationSpec.Mode.Observe)) {
            case Observe -> RemediationPolicy.Mode.OBSERVE;
            case DryRun -> RemediationPolicy.Mode.DRY_RUN;
            case Enforce -> RemediationPolicy.Mode.ENFORCE;
        };
    }

    private static RemediationPolicy.PodAction podAction(RemediationSpec.@Nullable PodAction action) {
        return switch (given(action, RemediationSpec.PodAction.Restart)) {
            case None -> RemediationPolicy.PodAction.NONE;
            case Restart -> RemediationPolicy.PodAction.RESTART;
            case Evict -> RemediationPolicy.PodAction.EVICT;
            case Delete -> RemediationPolicy.PodAction.DELETE;
        };
    }

    private static RemediationPolicy.NodeAction nodeAction(RemediationSpec.@Nullable NodeAction action) {
        return switch (given(action, RemediationSpec.NodeAction.None)) {
            case None -> RemediationPolicy.NodeAction.NONE;
            case Cordon -> RemediationPolicy.NodeAction.CORDON;
            case Taint -> RemediationPolicy.NodeAction.TAINT;
            case RemediationTemplate -> RemediationPolicy.NodeAction.TEMPLATE;
        };
    }

    private static String template(@Nullable TemplateReference reference) {
        if (reference == null) {
            return "";
        }
        if (reference.apiVersion == null || reference.kind == null || reference.name == null) {
            throw new IllegalArgumentException("spec.remediation.remediationTemplate needs apiVersion, kind and name");
        }
        return reference.apiVersion + "/" + reference.kind + "/" + reference.name;
    }

    private static RemediationPolicy.Share share(@Nullable IntOrString written) {
        if (written == null) {
            return RemediationPolicy.DEFAULT.maxUnhealthy();
        }
        if (written.getIntVal() != null && written.getIntVal() >= 1 && written.getIntVal() <= MAX_UNHEALTHY) {
            return new RemediationPolicy.Share(written.getIntVal(), false);
        }
        Matcher percent = PERCENT.matcher(given(written.getStrVal(), ""));
        if (!percent.matches()) {
            throw new IllegalArgumentException(
                    "spec.remediation.maxUnhealthy must be a number from 1 to 1000, or a text from 1% to 100%");
        }
        return new RemediationPolicy.Share(Integer.parseInt(percent.group(1)), true);
    }
}
