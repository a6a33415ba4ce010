package dev.fusebox.api.v1alpha1;

import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceColumnDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinitionVersion;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The CRD as it is shipped: what the generator makes of the classes, with what it has no annotations for: printer columns in the order in
 * which people read them, lists that are maps by a key or sets, an intent that is never merged, the bounds of a number or percentage, and
 * what the fields of a condition mean.
 */
final class CrdDocument {
    /** Where the shipped document lies, from this module's folder. */
    static final Path SHIPPED = Path.of("src/main/crd/failuregroups.fusebox.dev.yaml");

    private static final String GENERATED = "/META-INF/fabric8/failuregroups.fusebox.dev-v1.yml";
    private static final List<String> COLUMNS = List.of(
            "Fuse",
            "Epoch",
            "Members",
            "Healthy",
            "Suspected",
            "Mode",
            "Ready",
            "Age",
            "Allowed",
            "Reason",
            "Last-Action");
    private static final Map<String, String> KEYS =
            Map.of("conditions", "type", "suspects", "podUID", "incidents", "id");

    private CrdDocument() {}

    static CustomResourceDefinition generated() throws IOException {
        try (InputStream yaml = Objects.requireNonNull(CrdDocument.class.getResourceAsStream(GENERATED))) {
            CustomResourceDefinition crd = Serialization.unmarshal(yaml, CustomResourceDefinition.class);
            CustomResourceDefinitionVersion version =
                    crd.getSpec().getVersions().get(0);
            version.getAdditionalPrinterColumns()
                    .sort(Comparator.comparingInt((CustomResourceColumnDefinition c) -> COLUMNS.indexOf(c.getName())));
            Map<String, JSONSchemaProps> parts =
                    version.getSchema().getOpenAPIV3Schema().getProperties();
            boundRemediation(
                    parts.get("spec").getProperties().get("remediation").getProperties());
            Map<String, JSONSchemaProps> status = parts.get("status").getProperties();
            status.get("intent").setXKubernetesMapType("atomic");
            KEYS.forEach((list, key) -> {
                JSONSchemaProps schema = status.get(list);
                schema.setXKubernetesListType("map");
                schema.setXKubernetesListMapKeys(List.of(key));
                schema.getItems().getSchema().setRequired(List.of(key));
            });
            describeConditions(status.get("conditions").getItems().getSchema().getProperties());
            return crd;
        }
    }

    /** The schema of the one version. */
    static JSONSchemaProps root() throws IOException {
        return generated().getSpec().getVersions().get(0).getSchema().getOpenAPIV3Schema();
    }

    private static void boundRemediation(Map<String, JSONSchemaProps> fields) {
        // The API server applies the pattern to strings only, and the range to numbers only.
        fields.get("maxUnhealthy").setPattern("^(100|[1-9][0-9]?)%$");
        fields.get("maxUnhealthy").setMaxLength(4L);
        fields.get("maxUnhealthy").setMinimum(1.0);
        fields.get("maxUnhealthy").setMaximum(1_000.0);
        fields.get("pauseRequests").setXKubernetesListType("set");
    }

    /** Kubernetes' own class for conditions comes without descriptions and bounds. */
    private static void describeConditions(Map<String, JSONSchemaProps> fields) {
        fields.get("type").setDescription("Which aspect of the group.");
        fields.get("type").setMaxLength(64L);
        fields.get("status").setDescription("Whether it holds: True, False or Unknown.");
        fields.get("status").setMaxLength(7L);
        fields.get("reason").setDescription("Why: one CamelCase word, listed in docs/reference/status.md.");
        fields.get("reason").setMaxLength(64L);
        fields.get("message").setDescription("Why, for people.");
        fields.get("message").setMaxLength(1_024L);
        fields.get("lastTransitionTime").setDescription("When the status last changed, RFC 3339.");
        fields.get("lastTransitionTime").setMaxLength(40L);
        fields.get("observedGeneration").setDescription("The generation of the spec that this is about.");
        fields.get("observedGeneration").setMinimum(0.0);
        fields.get("observedGeneration").setMaximum(9_007_199_254_740_991.0);
    }

    static String text() throws IOException {
        return "# Generated from the classes in api/; do not edit. To renew: mvn -pl api -Dfusebox.crd.write=true test\n"
                + Serialization.asYaml(generated()).replaceFirst("^---\n", "");
    }

    static void write() throws IOException {
        Files.createDirectories(SHIPPED.getParent());
        Files.writeString(SHIPPED, text());
    }
}
