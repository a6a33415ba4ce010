package dev.fusebox.api.v1alpha1;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import io.fabric8.kubernetes.api.model.apiextensions.v1.ValidationRuleBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class CrdCompatibilityTest {
    /** One definition for each release; a new one is added when it is released, and none is ever changed. */
    private static final Path RELEASED = Path.of("src/test/resources/released");

    private static CustomResourceDefinition read(Path file) throws IOException {
        return Serialization.unmarshal(Files.readString(file), CustomResourceDefinition.class);
    }

    static Stream<Path> releases() throws IOException {
        try (Stream<Path> files = Files.list(RELEASED)) {
            List<Path> found = files.sorted().toList();
            assertThat(found).isNotEmpty();
            return found.stream();
        }
    }

    @ParameterizedTest
    @MethodSource("releases")
    void whatAReleaseAcceptedIsAcceptedStillAndMeansTheSame(Path released) throws IOException {
        assertThat(CrdCompatibility.breaks(read(released), CrdDocument.generated()))
                .isEmpty();
    }

    @Test
    void aDefinitionIsCompatibleWithItself() throws IOException {
        assertThat(CrdCompatibility.breaks(CrdDocument.generated(), CrdDocument.generated()))
                .isEmpty();
    }

    private static Arguments broken(String expected, Consumer<JSONSchemaProps> breaking) {
        return Arguments.of(expected, breaking);
    }

    private static JSONSchemaProps field(JSONSchemaProps root, String... path) {
        JSONSchemaProps schema = root;
        for (String name : path) {
            schema = name.equals("[]")
                    ? schema.getItems().getSchema()
                    : schema.getProperties().get(name);
        }
        return schema;
    }

    static Stream<Arguments> breakingChanges() {
        return Stream.of(
                broken(
                        ".spec.minMembers is gone",
                        r -> field(r, "spec").getProperties().remove("minMembers")),
                broken(".status.suspects[].votes is gone", r -> field(r, "status", "suspects", "[]")
                        .getProperties()
                        .remove("votes")),
                broken(".spec.minMembers: type was integer, is string", r -> field(r, "spec", "minMembers")
                        .setType("string")),
                broken(".spec.fate is newly required", r -> field(r, "spec").setRequired(List.of("selector", "fate"))),
                broken(".spec.minMembers: minimum was 2.0, is 3.0", r -> field(r, "spec", "minMembers")
                        .setMinimum(3.0)),
                broken(".spec.minMembers: maximum was 1000.0, is 999.0", r -> field(r, "spec", "minMembers")
                        .setMaximum(999.0)),
                broken(".status.suspects: maxItems was 32, is 31", r -> field(r, "status", "suspects")
                        .setMaxItems(31L)),
                broken(
                        ".status.suspects[].podName: maxLength was 253, is 63",
                        r -> field(r, "status", "suspects", "[]", "podName").setMaxLength(63L)),
                broken(
                        ".spec.selector.matchLabels: maxProperties was 16, is 8",
                        r -> field(r, "spec", "selector", "matchLabels").setMaxProperties(8L)),
                broken(".spec.selector.matchLabels{}: maxLength was 63, is 10", r -> field(
                                r, "spec", "selector", "matchLabels")
                        .getAdditionalProperties()
                        .getSchema()
                        .setMaxLength(10L)),
                broken(
                        ".spec.fate: enum lacks Notify",
                        r -> field(r, "spec", "fate").getEnum().remove(new TextNode("Notify"))),
                broken(
                        ".status.suspects[].podName: pattern was null, is ^a",
                        r -> field(r, "status", "suspects", "[]", "podName").setPattern("^a")),
                broken(".spec.minMembers: default was 2, is 3", r -> field(r, "spec", "minMembers")
                        .setDefault(new IntNode(3))),
                broken(
                        ".spec.detection: default of indirectProbes was 3, is 2",
                        r -> ((ObjectNode) field(r, "spec", "detection").getDefault()).put("indirectProbes", 2)),
                broken(".status.suspects: listType was map, is atomic", r -> field(r, "status", "suspects")
                        .setXKubernetesListType("atomic")),
                broken(".spec: new rule about old fields: self.minMembers > 2", r -> field(r, "spec")
                        .getXKubernetesValidations()
                        .add(new ValidationRuleBuilder()
                                .withRule("self.minMembers > 2")
                                .build())));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("breakingChanges")
    void theCheckNotices(String expected, Consumer<JSONSchemaProps> breaking) throws IOException {
        CustomResourceDefinition broken = CrdDocument.generated();
        breaking.accept(broken.getSpec().getVersions().get(0).getSchema().getOpenAPIV3Schema());
        assertThat(CrdCompatibility.breaks(CrdDocument.generated(), broken)).containsExactly(expected);
    }

    @Test
    void theCheckNoticesAVersionThatIsServedNoMore() throws IOException {
        CustomResourceDefinition broken = CrdDocument.generated();
        broken.getSpec().getVersions().get(0).setServed(false);
        assertThat(CrdCompatibility.breaks(CrdDocument.generated(), broken))
                .containsExactly("version v1alpha1 is no longer served");
    }

    @Test
    void whatOnlyAllowsMoreIsCompatible() throws IOException {
        CustomResourceDefinition wider = CrdDocument.generated();
        JSONSchemaProps spec =
                field(wider.getSpec().getVersions().get(0).getSchema().getOpenAPIV3Schema(), "spec");
        field(spec, "minMembers").setMaximum(2_000.0);
        field(spec, "fate")
                .setEnum(Stream.concat(field(spec, "fate").getEnum().stream(), Stream.of(new TextNode("New")))
                        .toList());
        spec.getProperties().put("more", new JSONSchemaProps());
        spec.getXKubernetesValidations()
                .add(new ValidationRuleBuilder()
                        .withRule("!has(self.more) || self.minMembers > 2")
                        .build());
        assertThat(CrdCompatibility.breaks(CrdDocument.generated(), wider)).isEmpty();
    }
}
