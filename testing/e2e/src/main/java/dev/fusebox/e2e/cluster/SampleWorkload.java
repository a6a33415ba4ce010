package dev.fusebox.e2e.cluster;

import dev.fusebox.e2e.command.CommandFailure;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSetBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** The sample application of deploy/samples in a namespace of its choice, with as many members as wanted. */
public final class SampleWorkload {
    /** Of the Deployment, the FailureGroup, and the pods' label app. */
    public static final String NAME = "trainer";

    public static final String NAMESPACE = "fusebox-demo";
    /** The application's container. */
    public static final String APPLICATION = "app";

    private static final Duration GONE = Duration.ofSeconds(90);

    private final KubernetesClient client;
    private final Path manifest;
    private final String namespace;
    private final Owner owner;

    /** What makes the pods. */
    public enum Owner {
        DEPLOYMENT,
        STATEFUL_SET
    }

    /**
     * Of a Deployment.
     *
     * @param root the checkout
     */
    public SampleWorkload(KubernetesClient client, Path root, String namespace) {
        this(client, root, namespace, Owner.DEPLOYMENT);
    }

    /**
     * The same pods of another owner.
     *
     * @param root the checkout
     */
    public SampleWorkload(KubernetesClient client, Path root, String namespace, Owner owner) {
        this.client = client;
        this.manifest = root.resolve("deploy/samples/trainer.yaml");
        this.namespace = namespace;
        this.owner = owner;
    }

    public String namespace() {
        return namespace;
    }

    /** Creates or updates namespace, FailureGroup and what makes the pods. */
    public void apply(int members) {
        apply(members, item -> {});
    }

    /** The same, each object changed first. */
    public void apply(int members, Consumer<HasMetadata> change) {
        for (HasMetadata item : items()) {
            if (item instanceof Namespace) {
                item.getMetadata().setName(namespace);
            } else {
                item.getMetadata().setNamespace(namespace);
            }
            if (item instanceof Deployment deployment) {
                deployment.getSpec().setReplicas(members);
            }
            change.accept(item);
            HasMetadata owned = owner == Owner.STATEFUL_SET && item instanceof Deployment deployment
                    ? statefulSet(deployment)
                    : item;
            client.resource(owned).forceConflicts().serverSideApply();
        }
    }

    /** The FailureGroup of the sample, not applied; for tests that change it. */
    public GenericKubernetesResource failureGroup() {
        for (HasMetadata item : items()) {
            if (item instanceof GenericKubernetesResource group) {
                group.getMetadata().setNamespace(namespace);
                return group;
            }
        }
        throw new CommandFailure(manifest + ": has no FailureGroup");
    }

    public void scale(int members) {
        client.apps().deployments().inNamespace(namespace).withName(NAME).scale(members);
    }

    /** The pods that are not being deleted, by node and name. */
    public List<MemberPod> pods() {
        return client.pods().inNamespace(namespace).withLabel("app", NAME).list().getItems().stream()
                .filter(pod -> pod.getMetadata().getDeletionTimestamp() == null)
                .map(SampleWorkload::member)
                .sorted(Comparator.comparing(MemberPod::node).thenComparing(MemberPod::name))
                .toList();
    }

    /** Deletes the pod as planned. Its owner makes another one. */
    public void deletePod(String name) {
        client.pods().inNamespace(namespace).withName(name).delete();
    }

    /** Deletes the pod's object whatever its node says, as one does who knows that the node is off. */
    public void forget(String name) {
        client.pods().inNamespace(namespace).withName(name).withGracePeriod(0).delete();
    }

    /** Deletes the namespace with all in it, and returns when it is gone. */
    public void delete() {
        client.namespaces().withName(namespace).delete();
        client.namespaces()
                .withName(namespace)
                .waitUntilCondition(gone -> gone == null, GONE.toMillis(), TimeUnit.MILLISECONDS);
    }

    private static StatefulSet statefulSet(Deployment deployment) {
        return new StatefulSetBuilder()
                .withMetadata(deployment.getMetadata())
                .withNewSpec()
                .withServiceName(NAME)
                .withPodManagementPolicy("Parallel")
                .withReplicas(deployment.getSpec().getReplicas())
                .withSelector(deployment.getSpec().getSelector())
                .withTemplate(deployment.getSpec().getTemplate())
                .endSpec()
                .build();
    }

    private List<HasMetadata> items() {
        try (InputStream yaml = Files.newInputStream(manifest)) {
            return client.load(yaml).items();
        } catch (IOException unreadable) {
            throw new CommandFailure(manifest + ": " + unreadable.getMessage(), unreadable);
        }
    }

    private static MemberPod member(Pod pod) {
        String node = pod.getSpec().getNodeName();
        return new MemberPod(pod.getMetadata().getName(), pod.getMetadata().getUid(), node == null ? "" : node);
    }
}
