package dev.fusebox.operator.kubernetes;

import dev.fusebox.operator.roster.NodeFact;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import java.util.Map;
import java.util.Objects;

/** Labels and annotations that may be missing altogether. Pure. */
final class Marks {
    private Marks() {}

    static Map<String, String> labels(ObjectMeta metadata) {
        return Objects.requireNonNullElse(metadata.getLabels(), Map.of());
    }

    static Map<String, String> annotations(ObjectMeta metadata) {
        return Objects.requireNonNullElse(metadata.getAnnotations(), Map.of());
    }

    /** Whether its owner opted out of remediation, by either. */
    static boolean excluded(ObjectMeta metadata) {
        return "true".equals(labels(metadata).get(NodeFact.EXCLUDE))
                || "true".equals(annotations(metadata).get(NodeFact.EXCLUDE));
    }
}
