package dev.fusebox.api.v1alpha1;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceColumnDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
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
    }

    @Test
    void everyFieldIsDescribedAndBounded() throws IOException {
        JSONSchemaProps root = CrdDocument.generated()
                .getSpec()
                .getVersions()
                .get(0)
                .getSchema()
                .getOpenAPIV3Schema();
        List<String> faults = new ArrayList<>();
        root.getProperties().forEach((name, schema) -> check(name, schema, faults));
        assertThat(faults).isEmpty();
    }

    private static void check(String path, JSONSchemaProps schema, List<String> faults) {
        boolean item = path.endsWith("]");
        if (!item
                && (schema.getDescription() == null || !schema.getDescription().endsWith("."))) {
            faults.add(path + ": no description that is a sentence");
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
