package dev.fusebox.operator.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import dev.fusebox.operator.kubernetes.Requests.Reply;
import dev.fusebox.operator.remediation.Answer;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Makes the object that a remediation template describes, as medik8s' NodeHealthCheck does: kind without its ending Template, named after
 * the node, so that a second one of the same name says that the first is there.
 */
final class TemplateInstance {
    private static final String ENDING = "Template";

    private final Requests requests;
    private final String namespace;

    /**
     * Makes instances.
     *
     * @param namespace in which templates are
     */
    TemplateInstance(Requests requests, String namespace) {
        this.requests = requests;
        this.namespace = namespace;
    }

    /**
     * Makes it.
     *
     * @param template {@code group/version/kind/name}
     */
    Answer make(String template, String node, String nodeUid) {
        String[] parts = template.split("/");
        if (parts.length != 4 || !parts[2].endsWith(ENDING)) {
            return Answer.ABSENT;
        }
        String version = parts[0] + "/" + parts[1];
        String scope = "/apis/" + version + "/namespaces/" + namespace;
        Reply found = requests.get(scope + "/" + plural(parts[2]) + "/" + parts[3]);
        if (!found.good()) {
            return found.answer();
        }
        String kind = parts[2].substring(0, parts[2].length() - ENDING.length());
        JsonNode spec = found.body().at("/spec/template/spec");
        Answer made = requests.post(
                        scope + "/" + plural(kind),
                        Map.of(
                                "apiVersion",
                                version,
                                "kind",
                                kind,
                                "metadata",
                                Map.of(
                                        "name",
                                        node,
                                        "ownerReferences",
                                        List.of(Map.of(
                                                "apiVersion", "v1", "kind", "Node", "name", node, "uid", nodeUid))),
                                "spec",
                                spec.isMissingNode() ? Map.of() : spec))
                .answer();
        return made == Answer.CONFLICT ? Answer.DONE : made;
    }

    private static String plural(String kind) {
        return kind.toLowerCase(Locale.ROOT) + "s";
    }
}
