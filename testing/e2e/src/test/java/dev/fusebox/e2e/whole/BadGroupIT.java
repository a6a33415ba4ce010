package dev.fusebox.e2e.whole;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fusebox.e2e.cluster.SampleWorkload;
import dev.fusebox.e2e.observe.GroupState;
import dev.fusebox.e2e.observe.GroupWatch;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is wrong is refused by the API server in words that people understand; what is merely odd says so. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ExtendWith(TestCluster.class)
class BadGroupIT {
    private static final String NAMESPACE = "e2e-bad";

    private final KubernetesClient client;
    private final SampleWorkload workload;

    BadGroupIT(TestCluster.Ground ground) {
        this.client = ground.site().client();
        this.workload = new SampleWorkload(client, ground.root(), NAMESPACE);
        client.resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName(NAMESPACE)
                        .endMetadata()
                        .build())
                .serverSideApply();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
                    {}                                                                          | spec.selector: Required value
                    {"selector":{}}                                                             | selector must name at least one label
                    {"selector":{"matchLabels":{}}}                                             | selector must name at least one label
                    {"selector":{"matchExpressions":[{"key":"app","operator":"In"}]}}           | In and NotIn need values
                    {"selector":{"matchExpressions":[{"key":"app","operator":"Like"}]}}         | Unsupported value: "Like"
                    {"selector":{"matchLabels":{"app":"x"}},"minMembers":1}                     | should be greater than or equal to 2
                    {"selector":{"matchLabels":{"app":"x"}},"fate":"Explode"}                   | Unsupported value: "Explode"
                    {"selector":{"matchLabels":{"app":"x"}},"minMembers":"two"}                 | must be of type integer
                    {"selector":{"matchLabels":{"app":"x"}},"remediation":{"mode":"Force"}}     | Unsupported value: "Force"
                    {"selector":{"matchLabels":{"app":"x"}},"fate":"RestartContainers","remediation":{"maxActions":0}} | needs remediation.maxActions of at least 1
                    {"selector":{"matchLabels":{"app":"x"}},"detection":{"observersPerMember":1},"remediation":{"nodeAction":"Cordon"}} | observersPerMember
                    {"selector":{"matchLabels":{"app":"x"}},"detection":{"heartbeatIntervalMilliseconds":10}} | should be greater than or equal to 50
                    {"selector":{"matchLabels":{"app":"x"}},"detection":{"observersPerMember":17}}            | should be less than or equal to 16
                    {"selector":{"matchLabels":{"app":"x"}},"detection":{"heartbeatIntervalMilliseconds":400}} | suspicionTimeoutMilliseconds must be at least heartbeatIntervalMilliseconds
                    """)
    void isRefusedWithAReason(String spec, String reason) {
        GenericKubernetesResource group = group("refused", spec);

        assertThatThrownBy(() -> client.resource(group).create())
                .isInstanceOf(KubernetesClientException.class)
                .hasMessageContaining(reason);
        assertThat(client.resource(group).get()).isNull();
    }

    @Test
    void theSelectorStaysAsItIs() {
        client.resource(group("fixed", "{\"selector\":{\"matchLabels\":{\"app\":\"one\"}}}"))
                .create();

        String change = "{\"spec\":{\"selector\":{\"matchLabels\":{\"app\":\"two\"}}}}";
        assertThatThrownBy(() ->
                        client.resource(group("fixed", "{}")).patch(PatchContext.of(PatchType.JSON_MERGE), change))
                .isInstanceOf(KubernetesClientException.class)
                .hasMessageContaining("selector cannot be changed");
    }

    @Test
    void aSelectorThatMatchesNothingSaysSo() {
        client.resource(group("lonely", "{\"selector\":{\"matchLabels\":{\"app\":\"nobody\"}}}"))
                .create();
        try (GroupWatch watch = new GroupWatch(client, NAMESPACE, "lonely")) {
            GroupState state = watch.await(
                    "explained", seen -> !seen.condition("Ready").status().isEmpty(), TestGroup.PATIENCE);

            assertThat(state.condition("Ready").status()).isEqualTo("False");
            assertThat(state.condition("Ready").reason()).isEqualTo("NoPodsSelected");
            assertThat(state.condition("Ready").message()).contains("no pod");
            assertThat(state.conditions())
                    .containsOnlyKeys(
                            "Ready",
                            "Reconciling",
                            "Stalled",
                            "MembersInjected",
                            "FuseIntact",
                            "LinksHealthy",
                            "RemediationAllowed",
                            "StormActive");
        }
    }

    private GenericKubernetesResource group(String name, String spec) {
        GenericKubernetesResource group = workload.failureGroup();
        group.getMetadata().setName(name);
        group.setAdditionalProperties(Map.of("spec", Serialization.unmarshal(spec, Map.class)));
        return group;
    }

    @AfterAll
    void remove() {
        workload.delete();
    }
}
