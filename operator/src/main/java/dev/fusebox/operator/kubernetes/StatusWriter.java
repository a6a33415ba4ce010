package dev.fusebox.operator.kubernetes;

import dev.fusebox.api.v1alpha1.FailureGroup;
import dev.fusebox.api.v1alpha1.FailureGroupStatus;
import dev.fusebox.operator.status.StatusComposer;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.util.Optional;

/** Writes statuses by server-side apply. */
public final class StatusWriter {
    private static final String FIELD_MANAGER = "fusebox-operator";

    private final KubernetesClient client;
    private final Deadline deadline;

    /** A writer through that client. */
    public StatusWriter(KubernetesClient client, Deadline deadline) {
        this.client = client;
        this.deadline = deadline;
    }

    /** The status as it is on the API server now. */
    Optional<FailureGroupStatus> read(FailureGroup group) {
        return deadline.call(() -> Optional.ofNullable(client.resources(FailureGroup.class)
                        .inNamespace(group.getMetadata().getNamespace())
                        .withName(group.getMetadata().getName())
                        .get()))
                .flatMap(now -> Optional.ofNullable(now.getStatus()));
    }

    /** Applies the whole summary: what it lacks is removed. What another manager applies, the leader's epoch and its intent, stays. */
    void write(FailureGroup group, FailureGroupStatus status) {
        deadline.call(() -> client.resource(document(group, status))
                .subresource("status")
                .patch(new PatchContext.Builder()
                        .withPatchType(PatchType.SERVER_SIDE_APPLY)
                        .withFieldManager(FIELD_MANAGER)
                        .withForce(true)
                        .build()));
    }

    /** What is sent. A field that is named in it, even with the value null, would be owned from then on. */
    static FailureGroup document(FailureGroup group, FailureGroupStatus status) {
        FailureGroup fresh = new FailureGroup();
        fresh.setMetadata(new ObjectMetaBuilder()
                .withNamespace(group.getMetadata().getNamespace())
                .withName(group.getMetadata().getName())
                .build());
        fresh.setStatus(StatusComposer.summary(status));
        return fresh;
    }
}
