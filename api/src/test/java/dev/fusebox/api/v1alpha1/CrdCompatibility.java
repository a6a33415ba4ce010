package dev.fusebox.api.v1alpha1;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinitionVersion;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import io.fabric8.kubernetes.api.model.apiextensions.v1.ValidationRule;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Whether every object that a released definition accepted is accepted by a later one and means the same: no field is gone or has another
 * type, none is newly required, no range, enum or pattern is narrower, defaults are what they were, and a rule that is new names at least
 * one field that is new.
 */
final class CrdCompatibility {
    private static final Pattern PATH = Pattern.compile("self((?:\\.\\w+)+)");

    private final List<String> breaks = new ArrayList<>();

    private CrdCompatibility() {}

    /** What would break, one line each; empty is good. */
    static List<String> breaks(CustomResourceDefinition released, CustomResourceDefinition now) {
        CrdCompatibility check = new CrdCompatibility();
        check.equal("group", released.getSpec().getGroup(), now.getSpec().getGroup());
        check.equal("scope", released.getSpec().getScope(), now.getSpec().getScope());
        check.equal(
                "kind",
                released.getSpec().getNames().getKind(),
                now.getSpec().getNames().getKind());
        check.equal(
                "plural",
                released.getSpec().getNames().getPlural(),
                now.getSpec().getNames().getPlural());
        for (CustomResourceDefinitionVersion before : released.getSpec().getVersions()) {
            now.getSpec().getVersions().stream()
                    .filter(v -> v.getName().equals(before.getName()) && v.getServed())
                    .findFirst()
                    .ifPresentOrElse(
                            after -> check.schema(
                                    "",
                                    before.getSchema().getOpenAPIV3Schema(),
                                    after.getSchema().getOpenAPIV3Schema()),
                            () -> check.breaks.add("version " + before.getName() + " is no longer served"));
        }
        return check.breaks;
    }

    private void equal(String what, Object before, Object after) {
        if (!Objects.equals(before, after)) {
            breaks.add(what + " was " + before + ", is " + after);
        }
    }

    private void schema(String path, JSONSchemaProps before, JSONSchemaProps after) {
        equal(path + ": type", before.getType(), after.getType());
        equal(path + ": listType", before.getXKubernetesListType(), after.getXKubernetesListType());
        equal(path + ": listMapKeys", before.getXKubernetesListMapKeys(), after.getXKubernetesListMapKeys());
        equal(path + ": mapType", before.getXKubernetesMapType(), after.getXKubernetesMapType());
        equal(path + ": intOrString", before.getXKubernetesIntOrString(), after.getXKubernetesIntOrString());
        pattern(path, before.getPattern(), after.getPattern());
        atLeast(path + ": minimum", before.getMinimum(), after.getMinimum());
        atMost(path + ": maximum", before.getMaximum(), after.getMaximum());
        atLeast(path + ": minLength", before.getMinLength(), after.getMinLength());
        atMost(path + ": maxLength", before.getMaxLength(), after.getMaxLength());
        atLeast(path + ": minItems", before.getMinItems(), after.getMinItems());
        atMost(path + ": maxItems", before.getMaxItems(), after.getMaxItems());
        atLeast(path + ": minProperties", before.getMinProperties(), after.getMinProperties());
        atMost(path + ": maxProperties", before.getMaxProperties(), after.getMaxProperties());
        words(path, before.getEnum(), after.getEnum());
        standard(path, before.getDefault(), after);
        rules(path, before, after);
        after.getRequired().stream()
                .filter(field -> !before.getRequired().contains(field))
                .forEach(field -> breaks.add(path + "." + field + " is newly required"));
        before.getProperties().forEach((name, child) -> {
            JSONSchemaProps later = after.getProperties().get(name);
            if (later == null) {
                breaks.add(path + "." + name + " is gone");
            } else {
                schema(path + "." + name, child, later);
            }
        });
        if (before.getItems() != null && after.getItems() != null) {
            schema(path + "[]", before.getItems().getSchema(), after.getItems().getSchema());
        }
        if (before.getAdditionalProperties() != null && after.getAdditionalProperties() != null) {
            schema(
                    path + "{}",
                    before.getAdditionalProperties().getSchema(),
                    after.getAdditionalProperties().getSchema());
        }
    }

    private void pattern(String path, String before, String after) {
        // Whether one pattern accepts all that another does is not decided here.
        if (after != null) {
            equal(path + ": pattern", before, after);
        }
    }

    private void atLeast(String what, Number before, Number after) {
        if (after != null && (before == null || after.doubleValue() > before.doubleValue())) {
            breaks.add(what + " was " + before + ", is " + after);
        }
    }

    private void atMost(String what, Number before, Number after) {
        if (after != null && (before == null || after.doubleValue() < before.doubleValue())) {
            breaks.add(what + " was " + before + ", is " + after);
        }
    }

    private void words(String path, List<JsonNode> before, List<JsonNode> after) {
        if (after.isEmpty()) {
            return;
        }
        if (before.isEmpty()) {
            breaks.add(path + ": enum is new");
        }
        before.stream()
                .filter(word -> !after.contains(word))
                .forEach(word -> breaks.add(path + ": enum lacks " + word.asText()));
    }

    /** A block's default may gain the defaults of new fields. */
    private void standard(String path, JsonNode before, JSONSchemaProps schema) {
        JsonNode after = schema.getDefault();
        if (before == null || after == null || !before.isObject() || !after.isObject()) {
            equal(path + ": default", before, after);
            return;
        }
        before.properties()
                .forEach(field ->
                        equal(path + ": default of " + field.getKey(), field.getValue(), after.get(field.getKey())));
        after.properties().stream()
                .filter(field -> !before.has(field.getKey()))
                .forEach(field -> equal(
                        path + ": default of " + field.getKey(),
                        schema.getProperties().get(field.getKey()).getDefault(),
                        field.getValue()));
    }

    private void rules(String path, JSONSchemaProps before, JSONSchemaProps after) {
        Set<String> known = before.getXKubernetesValidations().stream()
                .map(ValidationRule::getRule)
                .collect(Collectors.toSet());
        after.getXKubernetesValidations().stream()
                .map(ValidationRule::getRule)
                .filter(rule -> !known.contains(rule) && !namesSomethingNew(rule, before))
                .forEach(rule -> breaks.add(path + ": new rule about old fields: " + rule));
    }

    private static boolean namesSomethingNew(String rule, JSONSchemaProps before) {
        Matcher paths = PATH.matcher(rule);
        Set<String> named = new HashSet<>();
        while (paths.find()) {
            named.add(paths.group(1).substring(1));
        }
        return named.stream().anyMatch(path -> !has(before, List.of(path.split("\\."))));
    }

    private static boolean has(JSONSchemaProps schema, List<String> path) {
        Map<String, JSONSchemaProps> fields = schema.getProperties();
        return path.isEmpty()
                || (fields.containsKey(path.get(0)) && has(fields.get(path.get(0)), path.subList(1, path.size())));
    }
}
