package dev.fusebox.api.v1alpha1;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinitionVersion;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

class ReferenceTest {
    @Test
    void theCommittedReferenceIsWhatTheDefinitionSays() throws IOException {
        if (Boolean.getBoolean("fusebox.crd.write")) {
            ReferenceDocument.write();
        }
        assertThat(ReferenceDocument.COMMITTED).exists();
        assertThat(Files.readString(ReferenceDocument.COMMITTED))
                .as("renew with: mvn -pl api -Dfusebox.crd.write=true test")
                .isEqualTo(ReferenceDocument.generated().text());
    }

    @Test
    void everyFieldIsDescribed() throws IOException {
        assertThat(ReferenceDocument.generated().undescribed()).isEmpty();
    }

    @Test
    void aFieldWithoutADescriptionIsNamed() throws IOException {
        CustomResourceDefinitionVersion version =
                CrdDocument.generated().getSpec().getVersions().get(0);
        JSONSchemaProps root = version.getSchema().getOpenAPIV3Schema();
        root.getProperties()
                .get("status")
                .getProperties()
                .get("suspects")
                .getItems()
                .getSchema()
                .getProperties()
                .get("channels")
                .getProperties()
                .get("nodeLease")
                .setDescription(null);
        assertThat(ReferenceDocument.of(root, version).undescribed())
                .containsExactly("status.suspects[].channels.nodeLease");
    }
}
