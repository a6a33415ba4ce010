package dev.fusebox.operator.kubernetes;

import dev.fusebox.api.v1alpha1.FailureGroup;
import dev.fusebox.api.v1alpha1.FailureGroupStatus;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;

/** Writes statuses by server-side apply. */
public final class StatusWriter {
    private static final String FIELD_MANAGER = "fusebox-operator";

    private final KubernetesClient client;

    /** A writer through that client. */
    public StatusWriter(KubernetesClient client) {
        this.client = client;
    }

    /** Applies the whole status: what it lacks is removed. */
    void write(FailureGroup group, FailureGroupStatus status) {
        FailureGroup fresh = new FailureGroup();
        fresh.setMetadata(new ObjectMetaBuilder()
                .withNamespace(group.getMetadata().getNamespace())
                .withName(group.getMetadata().getName())
                .build());
        fresh.setStatus(status);
        client.resource(fresh)
                .subresource("status")
                .patch(new PatchContext.Builder()
                        .withPatchType(PatchType.SERVER_SIDE_APPLY)
                        .withFieldManager(FIELD_MANAGER)
                        .withForce(true)
                        .build());
    }

    /** Unique for as long as events are kept. */
    private static String eventName(FailureGroup group) {
        String suffix = Long.toHexString(System.nanoTime());
        String name = group.getMetadata().getName();
        return name.substring(0, Math.min(200, name.length())) + "." + suffix;
    }
}
