package dev.fusebox.operator.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fusebox.operator.roster.Owner;
import dev.fusebox.operator.roster.PodFact;
import dev.fusebox.operator.roster.Tri;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.utils.Serialization;
import org.junit.jupiter.api.Test;

class PodReaderTest {
    private static final String RUNNING = "state: {running: {}}";

    private static PodFact pod(String metadata, String containers, String initContainers, String conditions) {
        return PodReader.fact(
                Serialization.unmarshal("""
                apiVersion: v1
                kind: Pod
                metadata: {name: p, namespace: n, uid: u%s}
                spec:
                  nodeName: n1
                  containers: [{name: app}, {name: side}]
                  initContainers:
                  - {name: fusebox-agent, restartPolicy: Always}
                  - {name: proxy, restartPolicy: Always}
                  - {name: prepare}
                status:
                  phase: Running
                  podIP: 198.19.1.2
                  conditions: [%s]
                  containerStatuses: [%s]
                  initContainerStatuses: [%s]
                """.formatted(metadata, conditions, containers, initContainers), Pod.class));
    }

    private static PodFact of(String metadata) {
        return pod(metadata, "", "", "");
    }

    private static PodFact.Containers containers(String containers, String initContainers) {
        return pod("", containers, initContainers, "").containers();
    }

    @Test
    void whereItIsAndWhetherItRuns() {
        PodFact pod = of("");
        assertThat(pod.node()).isEqualTo("n1");
        assertThat(pod.address()).isEqualTo("198.19.1.2");
        assertThat(pod.injected()).isTrue();
        assertThat(pod.running()).isTrue();
        assertThat(pod.live()).isTrue();
    }

    @Test
    void aPodThatTheKubeletHasNotSeenYetIsNothingYet() {
        Pod bare = Serialization.unmarshal("""
                apiVersion: v1
                kind: Pod
                metadata: {name: p, namespace: n, uid: u}
                spec: {containers: [{name: app}]}
                """, Pod.class);
        PodFact pod = PodReader.fact(bare);
        assertThat(pod.address()).isEmpty();
        assertThat(pod.ready()).isEqualTo(Tri.UNKNOWN);
        assertThat(pod.containers()).isEqualTo(PodFact.Containers.RUNNING);
        assertThat(pod.running()).isFalse();
    }

    @Test
    void readyIsTheConditionAndUnknownWithoutIt() {
        assertThat(pod("", "", "", "{type: Ready, status: 'True'}").ready()).isEqualTo(Tri.TRUE);
        assertThat(pod("", "", "", "{type: Ready, status: 'False'}").ready()).isEqualTo(Tri.FALSE);
        assertThat(pod("", "", "", "{type: Initialized, status: 'True'}").ready())
                .isEqualTo(Tri.UNKNOWN);
    }

    @Test
    void aContainerThatEndedIsTerminatedAlsoWhileItWaitsForItsBackOff() {
        assertThat(containers("{name: app, restartCount: 0, state: {terminated: {exitCode: 3}}}", ""))
                .isEqualTo(new PodFact.Containers(true, true, 0));
        assertThat(containers(
                        "{name: app, restartCount: 4, state: {waiting: {}}, lastState: {terminated: {exitCode: 3}}}",
                        ""))
                .isEqualTo(new PodFact.Containers(true, true, 4));
        assertThat(containers("{name: app, restartCount: 0, state: {terminated: {exitCode: 0}}}", ""))
                .isEqualTo(new PodFact.Containers(true, false, 0));
    }

    @Test
    void aContainerThatRunsAgainHasOnlyItsCount() {
        assertThat(containers(
                        "{name: app, restartCount: 1, %s, lastState: {terminated: {exitCode: 3}}}".formatted(RUNNING),
                        ""))
                .isEqualTo(new PodFact.Containers(false, false, 1));
    }

    @Test
    void sidecarsCountAndInitContainersAndTheAgentDoNot() {
        String agent = "{name: fusebox-agent, restartCount: 7, state: {terminated: {exitCode: 88}}}";
        String proxy = "{name: proxy, restartCount: 2, %s}".formatted(RUNNING);
        String prepare = "{name: prepare, restartCount: 1, state: {terminated: {exitCode: 0}}}";
        assertThat(containers(
                        "{name: app, restartCount: 1, %s}".formatted(RUNNING), agent + ", " + proxy + ", " + prepare))
                .isEqualTo(new PodFact.Containers(false, false, 3));
    }

    @Test
    void theOwnerIsTheControllerAndNobodyElse() {
        assertThat(of("").owner()).isEqualTo(Owner.NONE);
        assertThat(of(", ownerReferences: [{apiVersion: v1, kind: Node, name: x, uid: o}]")
                        .owner())
                .isEqualTo(Owner.NONE);
        assertThat(
                        of(", ownerReferences: [{apiVersion: apps/v1, kind: StatefulSet, name: x, uid: o, controller: true}]")
                                .owner())
                .isEqualTo(new Owner("apps/v1", "StatefulSet", "x", "o"));
    }

    @Test
    void theReplicaSetOfADeploymentIsTheDeploymentByItsName() {
        String reference =
                "ownerReferences: [{apiVersion: apps/v1, kind: ReplicaSet, name: %s, uid: o, controller: true}]";
        assertThat(of(", labels: {pod-template-hash: 5f7}, " + reference.formatted("web-5f7"))
                        .owner())
                .isEqualTo(new Owner("apps/v1", "Deployment", "web", "o"));
        assertThat(of(", " + reference.formatted("web-5f7")).owner())
                .as("nobody says that this is a Deployment's")
                .isEqualTo(new Owner("apps/v1", "ReplicaSet", "web-5f7", "o"));
        assertThat(of(", labels: {pod-template-hash: 5f7}, " + reference.formatted("web-other"))
                        .owner())
                .isEqualTo(new Owner("apps/v1", "ReplicaSet", "web-other", "o"));
    }

    @Test
    void whatRestartsItsOwnGroupIsKnownByTheLabelsOfItsPods() {
        String set = "ownerReferences: [{apiVersion: apps/v1, kind: StatefulSet, name: s, uid: o, controller: true}]";
        assertThat(of(", labels: {leaderworkerset.sigs.k8s.io/name: llm}, " + set)
                        .owner())
                .isEqualTo(new Owner("leaderworkerset.x-k8s.io/v1", "LeaderWorkerSet", "llm", "o"));
        assertThat(of(", labels: {jobset.sigs.k8s.io/jobset-name: train}, " + set)
                        .owner())
                .isEqualTo(new Owner("jobset.x-k8s.io/v1alpha2", "JobSet", "train", "o"));
    }

    @Test
    void optingOutWorksByLabelAndByAnnotationAndOnlyWithTrue() {
        assertThat(of("").excluded()).isFalse();
        assertThat(of(", labels: {fusebox.dev/exclude-from-remediation: 'true'}")
                        .excluded())
                .isTrue();
        assertThat(of(", annotations: {fusebox.dev/exclude-from-remediation: 'true'}")
                        .excluded())
                .isTrue();
        assertThat(of(", annotations: {fusebox.dev/exclude-from-remediation: 'false'}")
                        .excluded())
                .isFalse();
    }
}
