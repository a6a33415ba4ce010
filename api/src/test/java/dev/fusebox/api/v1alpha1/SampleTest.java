package dev.fusebox.api.v1alpha1;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** deploy/samples/failuregroup.yaml shows every field of the spec with its default. */
class SampleTest {
    /** Cannot stand beside the other fields of the sample. */
    private static final Set<String> ALTERNATIVES = Set.of(
            "selector.matchExpressions",
            "detection.application.tcpSocket",
            "detection.application.grpc",
            "detection.application.progress",
            "remediation.remediationTemplate");

    private static JsonNode sample() throws IOException {
        return Serialization.unmarshal(Files.readString(Path.of("../deploy/samples/failuregroup.yaml")), JsonNode.class)
                .get("spec");
    }

    @Test
    void noFieldIsMissingAndNoneIsUnknown() throws IOException {
        Set<String> expected = new TreeSet<>();
        Set<String> shown = new TreeSet<>();
        JSONSchemaProps spec = CrdDocument.root().getProperties().get("spec");
        collect("", spec, expected);
        collect("", sample(), spec, shown);
        expected.removeIf(path -> ALTERNATIVES.stream().anyMatch(a -> path.equals(a) || path.startsWith(a + ".")));
        assertThat(shown).isEqualTo(expected);
    }

    @Test
    void whatHasADefaultShowsIt() throws IOException {
        compare("spec", sample(), CrdDocument.root().getProperties().get("spec"));
    }

    private static void collect(String path, JSONSchemaProps schema, Set<String> into) {
        schema.getProperties().forEach((name, field) -> {
            into.add(path + name);
            collect(path + name + ".", field, into);
        });
    }

    private static void collect(String path, JsonNode value, JSONSchemaProps schema, Set<String> into) {
        value.properties().forEach(field -> {
            into.add(path + field.getKey());
            JSONSchemaProps inner = schema.getProperties().get(field.getKey());
            if (inner != null && !inner.getProperties().isEmpty()) {
                collect(path + field.getKey() + ".", field.getValue(), inner, into);
            }
        });
    }

    private static void compare(String path, JsonNode value, JSONSchemaProps schema) {
        schema.getProperties().forEach((name, field) -> {
            JsonNode shown = value.get(name);
            if (shown != null && !field.getProperties().isEmpty()) {
                compare(path + "." + name, shown, field);
            } else if (shown != null && field.getDefault() != null && !name.equals("path")) {
                assertThat(shown).as(path + "." + name).isEqualTo(field.getDefault());
            }
        });
    }
}
