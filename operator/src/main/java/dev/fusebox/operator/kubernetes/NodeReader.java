package dev.fusebox.operator.kubernetes;

import dev.fusebox.operator.roster.NodeFact;
import dev.fusebox.operator.roster.Tri;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeCondition;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.Taint;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads a node as it is on the API server into the operator's own fact. Pure. */
final class NodeReader {
    private static final String ZONE = "topology.kubernetes.io/zone";
    private static final Set<String> CONTROL_PLANE =
            Set.of("node-role.kubernetes.io/control-plane", "node-role.kubernetes.io/master");

    /** Taints of those who work on a node or take it away; a plain cordon is not among them. Listed in docs/operations. */
    static final Set<String> MAINTENANCE_TAINTS = Set.of(
            "node.kubernetes.io/out-of-service",
            "node.cloudprovider.kubernetes.io/shutdown",
            // medik8s NodeMaintenance and SelfNodeRemediation
            "medik8s.io/drain",
            "medik8s.io/remediation",
            "kubevirt.io/drain",
            // Karpenter
            "karpenter.sh/disrupted",
            "karpenter.sh/disruption",
            // cluster-autoscaler
            "ToBeDeletedByClusterAutoscaler",
            "DeletionCandidateOfClusterAutoscaler");

    /** Annotations that say the same, if they have a value other than false. */
    static final Set<String> MAINTENANCE_ANNOTATIONS =
            Set.of("weave.works/kured-reboot-in-progress", "kured.dev/reboot-in-progress");

    /** Conditions that say the same while they are True. */
    static final Set<String> MAINTENANCE_CONDITIONS = Set.of("Maintenance", "UnderMaintenance", "VMEventScheduled");

    private NodeReader() {}

    static NodeFact fact(Node node) {
        ObjectMeta metadata = node.getMetadata();
        Map<String, String> labels = Marks.labels(metadata);
        List<NodeCondition> conditions = Optional.ofNullable(node.getStatus())
                .map(s -> s.getConditions())
                .orElse(List.of());
        List<Taint> taints =
                Optional.ofNullable(node.getSpec()).map(s -> s.getTaints()).orElse(List.of());
        return new NodeFact(
                metadata.getName(),
                metadata.getUid(),
                labels.getOrDefault(ZONE, ""),
                conditions.stream()
                        .filter(c -> c.getType().equals("Ready"))
                        .findFirst()
                        .map(c -> Tri.of(c.getStatus()))
                        .orElse(Tri.UNKNOWN),
                CONTROL_PLANE.stream().anyMatch(labels::containsKey),
                Marks.excluded(metadata),
                maintenance(metadata, conditions, taints),
                Optional.ofNullable(node.getSpec())
                        .map(s -> Boolean.TRUE.equals(s.getUnschedulable()))
                        .orElse(false),
                Marks.annotations(metadata).getOrDefault(NodeFact.MARKER, ""));
    }

    private static boolean maintenance(ObjectMeta metadata, List<NodeCondition> conditions, List<Taint> taints) {
        Map<String, String> annotations = Marks.annotations(metadata);
        return metadata.getDeletionTimestamp() != null
                || taints.stream().anyMatch(t -> MAINTENANCE_TAINTS.contains(t.getKey()))
                || MAINTENANCE_ANNOTATIONS.stream()
                        .anyMatch(key -> !annotations.getOrDefault(key, "false").equals("false"))
                || conditions.stream()
                        .anyMatch(c -> MAINTENANCE_CONDITIONS.contains(c.getType()) && "True".equals(c.getStatus()));
    }
}
