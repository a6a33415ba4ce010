package dev.fusebox.operator.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fusebox.operator.roster.NodeFact;
import dev.fusebox.operator.roster.Tri;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.client.utils.Serialization;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NodeReaderTest {
    private static NodeFact node(String metadata, String spec, String conditions) {
        return NodeReader.fact(Serialization.unmarshal("""
                apiVersion: v1
                kind: Node
                metadata: {name: n1, uid: u%s}
                spec: {%s}
                status: {conditions: [%s]}
                """.formatted(metadata, spec, conditions), Node.class));
    }

    @Test
    void aNodeThatIsWellIsReadyAndNothingElse() {
        assertThat(node(", labels: {topology.kubernetes.io/zone: z1}", "", "{type: Ready, status: 'True'}"))
                .isEqualTo(new NodeFact("n1", "u", "z1", Tri.TRUE, false, false, false, false, ""));
    }

    @Test
    void aNodeThatSaysNothingIsUnknown() {
        assertThat(node("", "", "").ready()).isEqualTo(Tri.UNKNOWN);
        assertThat(node("", "", "{type: Ready, status: Unknown}").ready()).isEqualTo(Tri.UNKNOWN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"node-role.kubernetes.io/control-plane", "node-role.kubernetes.io/master"})
    void aControlPlaneHasItsRole(String label) {
        assertThat(node(", labels: {" + label + ": ''}", "", "").controlPlane()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "node.kubernetes.io/out-of-service",
                "medik8s.io/drain",
                "medik8s.io/remediation",
                "karpenter.sh/disrupted",
                "ToBeDeletedByClusterAutoscaler"
            })
    void aTaintSaysThatSomebodyWorksOnIt(String key) {
        assertThat(node("", "taints: [{key: " + key + ", effect: NoSchedule}]", "")
                        .maintenance())
                .isTrue();
    }

    @Test
    void aCordonIsNoMaintenanceButTold() {
        NodeFact node = node(
                "", "unschedulable: true, taints: [{key: node.kubernetes.io/unschedulable, effect: NoSchedule}]", "");
        assertThat(node.unschedulable()).isTrue();
        assertThat(node.maintenance()).isFalse();
    }

    @Test
    void soDoesAConditionWhileItIsTrue() {
        assertThat(node("", "", "{type: VMEventScheduled, status: 'True'}").maintenance())
                .isTrue();
        assertThat(node("", "", "{type: VMEventScheduled, status: 'False'}").maintenance())
                .isFalse();
    }

    @Test
    void soDoesAReboot() {
        assertThat(node(", annotations: {weave.works/kured-reboot-in-progress: '2026-01-01T00:00:00Z'}", "", "")
                        .maintenance())
                .isTrue();
    }

    @Test
    void soDoesItsDeletion() {
        assertThat(node(", deletionTimestamp: '2026-01-01T00:00:00Z'", "", "").maintenance())
                .isTrue();
    }

    @Test
    void itMayOptOutAndCarryOurMarker() {
        NodeFact node = node(
                ", labels: {fusebox.dev/exclude-from-remediation: 'true'}, annotations: {fusebox.dev/cordoned-by: a-7}",
                "",
                "");
        assertThat(node.excluded()).isTrue();
        assertThat(node.marker()).isEqualTo("a-7");
    }
}
