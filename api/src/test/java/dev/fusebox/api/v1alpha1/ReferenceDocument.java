package dev.fusebox.api.v1alpha1;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinitionVersion;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import io.fabric8.kubernetes.api.model.apiextensions.v1.ValidationRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The reference of FailureGroup for people: one table for each block of the definition, one row for each field. */
final class ReferenceDocument {
    /** Where the committed document lies, from this module's folder. */
    static final Path COMMITTED = Path.of("../docs/reference/failuregroup.md");

    private static final double LARGEST_EXACT = 9_007_199_254_740_991.0;

    private final StringBuilder text = new StringBuilder();
    private final List<String> undescribed = new ArrayList<>();

    private ReferenceDocument() {}

    static ReferenceDocument of(JSONSchemaProps root, CustomResourceDefinitionVersion version) {
        ReferenceDocument document = new ReferenceDocument();
        document.begin(version);
        document.block("spec", root.getProperties().get("spec"));
        document.block("status", root.getProperties().get("status"));
        return document;
    }

    static ReferenceDocument generated() throws IOException {
        return of(
                CrdDocument.root(),
                CrdDocument.generated().getSpec().getVersions().get(0));
    }

    static void write() throws IOException {
        Files.writeString(COMMITTED, generated().text());
    }

    String text() {
        return text.toString();
    }

    /** Fields without a description. */
    List<String> undescribed() {
        return List.copyOf(undescribed);
    }

    private void begin(CustomResourceDefinitionVersion version) {
        text.append("# FailureGroup\n\n")
                .append(
                        "Generated from the classes in `api/`; to renew: `mvn -pl api -Dfusebox.crd.write=true test`.\n\n")
                .append("`apiVersion: fusebox.dev/")
                .append(version.getName())
                .append(
                        "`, `kind: FailureGroup`, namespaced; `kubectl get fgrp`. Conditions and events: [status.md](status.md).\n")
                .append(
                        "A spec that contradicts itself is refused with a message that says what to change. All fields with their defaults as YAML:\n[deploy/samples/failuregroup.yaml](../../deploy/samples/failuregroup.yaml).\n\n")
                .append("| column | shows |\n|---|---|\n");
        version.getAdditionalPrinterColumns().forEach(c -> text.append("| ")
                .append(c.getName().toUpperCase(Locale.ROOT))
                .append(c.getPriority() == 1 ? " (`-o wide`)" : "")
                .append(" | `")
                .append(c.getJsonPath())
                .append("` |\n"));
    }

    private void block(String path, JSONSchemaProps schema) {
        text.append("\n## ")
                .append(path)
                .append("\n\n")
                .append(schema.getDescription())
                .append("\n");
        fields(path, schema);
    }

    private void fields(String path, JSONSchemaProps schema) {
        rules(schema);
        if (schema.getProperties().isEmpty()) {
            return;
        }
        text.append("\n| field | type | default | meaning |\n|---|---|---|---|\n");
        Map<String, JSONSchemaProps> blocks = new TreeMap<>();
        schema.getProperties().forEach((name, field) -> {
            String own = path + "." + name;
            if (field.getDescription() == null) {
                undescribed.add(own);
            }
            text.append("| `")
                    .append(name)
                    .append(schema.getRequired().contains(name) ? "` (required)" : "`")
                    .append(" | ")
                    .append(type(own, field))
                    .append(" | ")
                    .append(standard(field.getDefault()))
                    .append(" | ")
                    .append(String.valueOf(field.getDescription()).replace("|", "\\|"))
                    .append(" |\n");
            JSONSchemaProps inner =
                    field.getItems() == null ? field : field.getItems().getSchema();
            if (!inner.getProperties().isEmpty()
                    || !inner.getXKubernetesValidations().isEmpty()) {
                blocks.put(field.getItems() == null ? own : own + "[]", inner);
            }
        });
        blocks.forEach((name, inner) -> {
            text.append("\n### ").append(name).append("\n");
            fields(name, inner);
        });
    }

    private void rules(JSONSchemaProps schema) {
        List<ValidationRule> rules = schema.getXKubernetesValidations();
        if (!rules.isEmpty()) {
            text.append("\n");
            rules.forEach(rule -> text.append("- ").append(rule.getMessage()).append("\n"));
        }
    }

    private static String standard(JsonNode value) {
        if (value == null) {
            return "";
        }
        return value.isObject() ? "see below" : "`" + (value.isTextual() ? value.asText() : value.toString()) + "`";
    }

    private String type(String path, JSONSchemaProps field) {
        if (Boolean.TRUE.equals(field.getXKubernetesIntOrString())) {
            return "integer" + range(field) + ", or text" + pattern(field);
        }
        return switch (field.getType()) {
            case "array" ->
                "list of at most " + field.getMaxItems() + ": "
                        + type(path, field.getItems().getSchema());
            case "object" ->
                field.getAdditionalProperties() != null
                        ? "map of at most " + field.getMaxProperties() + ": "
                                + type(path, field.getAdditionalProperties().getSchema())
                        : field.getProperties().isEmpty() ? "empty block" : "block";
            case "integer" -> "integer" + range(field);
            case "string" ->
                field.getEnum().isEmpty()
                        ? "text of at most " + field.getMaxLength() + pattern(field)
                        : field.getEnum().stream()
                                .map(word -> "`" + word.asText() + "`")
                                .collect(Collectors.joining(", "));
            default -> field.getType();
        };
    }

    private static String pattern(JSONSchemaProps field) {
        return field.getPattern() == null ? "" : " `" + field.getPattern().replace("|", "\\|") + "`";
    }

    private static String range(JSONSchemaProps field) {
        return " from " + number(field.getMinimum())
                + (field.getMaximum() >= LARGEST_EXACT ? "" : " to " + number(field.getMaximum()));
    }

    private static String number(double bound) {
        return String.valueOf((long) bound);
    }
}
