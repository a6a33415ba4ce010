package dev.fusebox.operator.roster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.fusebox.operator.roster.LabelRequirement.Operator;
import dev.fusebox.proto.v1.Detection;
import dev.fusebox.proto.v1.Fate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GroupSpecTest {
    private static final LabelRequirement APP = new LabelRequirement("app", Operator.IN, List.of("cart"));

    private static GroupSpec spec(List<LabelRequirement> selector, int minMembers, Detection detection) {
        return new TestingSpec()
                .selector(selector)
                .minMembers(minMembers)
                .detection(detection)
                .spec();
    }

    private static PodFact pod(String namespace, Map<String, String> labels) {
        return new TestingPod("u").in(namespace).labels(labels).fact();
    }

    /** The meaning that Kubernetes gives to the four operators, for a pod with that value, without the label, with another. */
    @ParameterizedTest
    @CsvSource({
        "IN,true,false,false",
        "NOT_IN,false,true,true",
        "EXISTS,true,false,true",
        "DOES_NOT_EXIST,false,true,false"
    })
    void operators(Operator operator, boolean same, boolean absent, boolean other) {
        LabelRequirement requirement = new LabelRequirement("app", operator, List.of("cart"));
        assertThat(requirement.matches(Map.of("app", "cart"))).isEqualTo(same);
        assertThat(requirement.matches(Map.of())).isEqualTo(absent);
        assertThat(requirement.matches(Map.of("app", "till"))).isEqualTo(other);
    }

    @Test
    void allRequirementsMustHold() {
        GroupSpec both = spec(
                List.of(APP, new LabelRequirement("tier", Operator.EXISTS, List.of())),
                2,
                Detection.getDefaultInstance());
        assertThat(both.selects(pod("shop", Map.of("app", "cart")))).isFalse();
        assertThat(both.selects(pod("shop", Map.of("app", "cart", "tier", "x"))))
                .isTrue();
    }

    @Test
    void podsOfOtherNamespacesNeverBelong() {
        assertThat(spec(List.of(APP), 2, Detection.getDefaultInstance()).selects(pod("bank", Map.of("app", "cart"))))
                .isFalse();
    }

    @Test
    void aSpecThatContradictsItselfSaysWhatToChange() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> spec(List.of(), 2, Detection.getDefaultInstance()))
                .withMessageContaining("spec.selector");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> spec(List.of(APP), 1, Detection.getDefaultInstance()))
                .withMessageContaining("spec.minMembers");
        Detection hasty = Detection.newBuilder()
                .setHeartbeatIntervalMilliseconds(500)
                .setSuspicionTimeoutMilliseconds(499)
                .build();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> spec(List.of(APP), 2, hasty))
                .withMessageContaining("suspicionTimeoutMilliseconds");
    }

    private static RemediationPolicy policy(RemediationPolicy.NodeAction node, String template, int maxActions) {
        return new TestingPolicy(RemediationPolicy.Mode.ENFORCE)
                .node(node)
                .template(template)
                .maxActions(maxActions)
                .policy();
    }

    private static void reads(Fate fate, int observers, RemediationPolicy policy) {
        new TestingSpec()
                .detection(
                        Detection.newBuilder().setObserversPerMember(observers).build())
                .fate(fate)
                .policy(policy)
                .spec();
    }

    @Test
    void aRestartingFateNeedsABudget() {
        RemediationPolicy none = policy(RemediationPolicy.NodeAction.NONE, "", 0);
        reads(Fate.NOTIFY, 5, none);
        reads(Fate.RESTART_CONTAINERS, 5, policy(RemediationPolicy.NodeAction.NONE, "", 1));
        for (Fate fate : List.of(Fate.RESTART_CONTAINERS, Fate.RESTART_PODS)) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> reads(fate, 5, none))
                    .withMessageContaining("maxActions");
        }
    }

    @Test
    void oneObserverCannotTestifyAgainstANode() {
        reads(Fate.NOTIFY, 2, policy(RemediationPolicy.NodeAction.CORDON, "", 5));
        reads(Fate.NOTIFY, 1, policy(RemediationPolicy.NodeAction.NONE, "", 5));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> reads(Fate.NOTIFY, 1, policy(RemediationPolicy.NodeAction.CORDON, "", 5)))
                .withMessageContaining("observersPerMember");
    }

    @Test
    void aTemplateGoesWithItsActionAndWithNoOther() {
        reads(Fate.NOTIFY, 5, policy(RemediationPolicy.NodeAction.TEMPLATE, "v1/Kind/name", 5));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> reads(Fate.NOTIFY, 5, policy(RemediationPolicy.NodeAction.TEMPLATE, "", 5)))
                .withMessageContaining("remediationTemplate");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> reads(Fate.NOTIFY, 5, policy(RemediationPolicy.NodeAction.TAINT, "v1/Kind/name", 5)))
                .withMessageContaining("remediationTemplate");
    }
}
