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
        return new GroupSpec("shop", "g", "uid", 1, selector, minMembers, detection, Fate.NOTIFY, false);
    }

    private static PodFact pod(String namespace, Map<String, String> labels) {
        return new PodFact("u", namespace, "p", labels, "n", "", "10.0.0.1", true, false, false, true);
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
}
