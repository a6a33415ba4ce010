package dev.fusebox.operator.kubernetes;

import dev.fusebox.operator.roster.Owner;
import dev.fusebox.operator.roster.PodFact;
import dev.fusebox.operator.roster.Tri;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.fabric8.kubernetes.api.model.PodStatus;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads a pod as it is on the API server into the operator's own fact. Its zone is its node's, and is not in here. Pure. */
final class PodReader {
    private static final String AGENT_CONTAINER = "fusebox-agent";
    private static final Set<String> FINISHED = Set.of("Succeeded", "Failed");

    /** Set by a Deployment on its ReplicaSets and their pods; nobody else's ReplicaSet has it at the end of its name. */
    private static final String TEMPLATE_HASH = "pod-template-hash";

    private static final String LEADER_WORKER_SET = "leaderworkerset.sigs.k8s.io/name";
    private static final String JOB_SET = "jobset.sigs.k8s.io/jobset-name";

    private PodReader() {}

    static PodFact fact(Pod pod) {
        ObjectMeta metadata = pod.getMetadata();
        Optional<PodStatus> status = Optional.ofNullable(pod.getStatus());
        String phase = status.map(PodStatus::getPhase).orElse("");
        boolean injected = Stream.concat(
                        pod.getSpec().getInitContainers().stream(), pod.getSpec().getContainers().stream())
                .map(Container::getName)
                .anyMatch(AGENT_CONTAINER::equals);
        return new PodFact(
                metadata.getUid(),
                metadata.getNamespace(),
                metadata.getName(),
                Marks.labels(metadata),
                Optional.ofNullable(pod.getSpec().getNodeName()).orElse(""),
                "",
                status.map(PodStatus::getPodIP).orElse(""),
                injected,
                metadata.getDeletionTimestamp() != null,
                FINISHED.contains(phase),
                phase.equals("Running"),
                status.map(PodReader::ready).orElse(Tri.UNKNOWN),
                containers(pod),
                owner(metadata),
                Marks.excluded(metadata));
    }

    private static Tri ready(PodStatus status) {
        return status.getConditions().stream()
                .filter(c -> c.getType().equals("Ready"))
                .map(PodCondition::getStatus)
                .findFirst()
                .map(Tri::of)
                .orElse(Tri.UNKNOWN);
    }

    /** Containers and sidecars; an init container that has ended is no news, and the agent's own end is seen by its peers. */
    private static PodFact.Containers containers(Pod pod) {
        Set<String> sidecars = pod.getSpec().getInitContainers().stream()
                .filter(c -> "Always".equals(c.getRestartPolicy()))
                .map(Container::getName)
                .collect(Collectors.toSet());
        List<ContainerStatus> all = Optional.ofNullable(pod.getStatus()).stream()
                .flatMap(s -> Stream.concat(
                        s.getContainerStatuses().stream(),
                        s.getInitContainerStatuses().stream().filter(c -> sidecars.contains(c.getName()))))
                .filter(c -> !c.getName().equals(AGENT_CONTAINER))
                .toList();
        List<Integer> ends = all.stream().flatMap(c -> exitCode(c).stream()).toList();
        return new PodFact.Containers(
                !ends.isEmpty(),
                ends.stream().anyMatch(code -> code != 0),
                all.stream()
                        .mapToInt(c -> Objects.requireNonNullElse(c.getRestartCount(), 0))
                        .sum());
    }

    /** Of a container that has ended and is not running again, also while it waits for its back-off. */
    private static Optional<Integer> exitCode(ContainerStatus container) {
        return Stream.of(Optional.ofNullable(container.getState()), Optional.ofNullable(container.getLastState()))
                .flatMap(Optional::stream)
                .takeWhile(s ->
                        container.getState() == null || container.getState().getRunning() == null)
                .flatMap(s -> Optional.ofNullable(s.getTerminated()).stream())
                .map(t -> Objects.requireNonNullElse(t.getExitCode(), 1))
                .findFirst();
    }

    /**
     * Who looks after it. What a Deployment's ReplicaSet is called says which Deployment that is, so no more is read for it; its UID
     * is then that of the ReplicaSet.
     */
    private static Owner owner(ObjectMeta metadata) {
        Map<String, String> labels = Marks.labels(metadata);
        Optional<OwnerReference> controller = Optional.ofNullable(metadata.getOwnerReferences()).stream()
                .flatMap(List::stream)
                .filter(o -> Boolean.TRUE.equals(o.getController()))
                .findFirst();
        String uid = controller.map(OwnerReference::getUid).orElse("");
        String set = labels.get(LEADER_WORKER_SET);
        if (set != null) {
            return new Owner("leaderworkerset.x-k8s.io/v1", "LeaderWorkerSet", set, uid);
        }
        String jobs = labels.get(JOB_SET);
        if (jobs != null) {
            return new Owner("jobset.x-k8s.io/v1alpha2", "JobSet", jobs, uid);
        }
        return controller.map(o -> named(o, labels)).orElse(Owner.NONE);
    }

    private static Owner named(OwnerReference owner, Map<String, String> labels) {
        String suffix = "-" + labels.getOrDefault(TEMPLATE_HASH, "");
        boolean ofDeployment = owner.getKind().equals("ReplicaSet")
                && labels.containsKey(TEMPLATE_HASH)
                && owner.getName().length() > suffix.length()
                && owner.getName().endsWith(suffix);
        return ofDeployment
                ? new Owner(
                        "apps/v1",
                        "Deployment",
                        owner.getName().substring(0, owner.getName().length() - suffix.length()),
                        owner.getUid())
                : new Owner(owner.getApiVersion(), owner.getKind(), owner.getName(), owner.getUid());
    }
}
