package dev.fusebox.api.v1alpha1;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceColumnDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CrdTest {
    @Test
    void theShippedDocumentIsWhatTheClassesSay() throws IOException {
        if (Boolean.getBoolean("fusebox.crd.write")) {
            CrdDocument.write();
        }
        assertThat(CrdDocument.SHIPPED).exists();
        assertThat(Files.readString(CrdDocument.SHIPPED))
                .as("renew with: mvn -pl api -Dfusebox.crd.write=true test")
                .isEqualTo(CrdDocument.text());
    }

    @Test
    void columnsStandInTheOrderInWhichPeopleRead() throws IOException {
        assertThat(CrdDocument.generated().getSpec().getVersions().get(0).getAdditionalPrinterColumns().stream()
                        .filter(c -> c.getPriority() == 0)
                        .map(CustomResourceColumnDefinition::getName))
                .containsExactly("Fuse", "Epoch", "Members", "Healthy", "Suspected", "Mode", "Ready", "Age");
        assertThat(CrdDocument.generated().getSpec().getVersions().get(0).getAdditionalPrinterColumns().stream()
                        .filter(c -> c.getPriority() == 1)
                        .map(CustomResourceColumnDefinition::getName))
                .containsExactly("Allowed", "Reason", "Last-Action");
    }

    @Test
    void everyFieldIsDescribedAndBounded() throws IOException {
        List<String> faults = new ArrayList<>();
        CrdDocument.root().getProperties().forEach((name, schema) -> check(name, schema, faults));
        assertThat(faults).isEmpty();
    }

    /** A block that is left out and one that is empty mean the same. */
    @Test
    void theDefaultOfABlockIsWhatTheDefaultsOfItsFieldsMake() throws IOException {
        Map<String, JSONSchemaProps> spec =
                CrdDocument.root().getProperties().get("spec").getProperties();
        for (String block : List.of("detection", "remediation")) {
            ObjectNode ofFields = JsonNodeFactory.instance.objectNode();
            spec.get(block).getProperties().forEach((name, field) -> {
                if (field.getDefault() != null) {
                    ofFields.set(name, field.getDefault());
                }
            });
            assertThat(spec.get(block).getDefault()).as(block).isEqualTo(ofFields);
        }
    }

    @Test
    void aSpecOfDefaultsIsWrittenWithoutNulls() {
        FailureGroupSpec spec = new FailureGroupSpec();
        assertThat(Serialization.asJson(spec)).doesNotContain("null");
        spec.detection.application = new ApplicationSpec();
        spec.detection.application.progress = new ApplicationSpec.Progress();
        assertThat(Serialization.asJson(spec)).contains("\"progress\":{}").doesNotContain("null");
        assertThat(Serialization.asJson(new FailureGroupStatus())).doesNotContain("null", "intent", "leaderEpoch");
    }

    private static void check(String path, JSONSchemaProps schema, List<String> faults) {
        boolean item = path.endsWith("]");
        if (!item
                && (schema.getDescription() == null || !schema.getDescription().endsWith("."))) {
            faults.add(path + ": no description that is a sentence");
        }
        if (Boolean.TRUE.equals(schema.getXKubernetesIntOrString())) {
            if (schema.getPattern() == null || schema.getMinimum() == null || schema.getMaximum() == null) {
                faults.add(path + ": number or text without pattern and range");
            }
            return;
        }
        switch (schema.getType()) {
            case "string" -> {
                if (schema.getEnum().isEmpty() && schema.getMaxLength() == null) {
                    faults.add(path + ": string without maxLength");
                }
            }
            case "integer" -> {
                if (schema.getMinimum() == null || schema.getMaximum() == null) {
                    faults.add(path + ": number without range");
                }
            }
            case "array" -> {
                if (schema.getMaxItems() == null) {
                    faults.add(path + ": list without maxItems");
                }
                check(path + "[]", schema.getItems().getSchema(), faults);
            }
            default -> {
                if (schema.getAdditionalProperties() != null && schema.getMaxProperties() == null) {
                    faults.add(path + ": map without maxProperties");
                }
            }
        }
        schema.getProperties().forEach((name, child) -> check(path + "." + name, child, faults));
    }
}
