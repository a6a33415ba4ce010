package dev.fusebox.operator.kubernetes;

import dev.fusebox.api.v1alpha1.FailureGroup;
import dev.fusebox.api.v1alpha1.FailureGroupStatus;
import dev.fusebox.operator.status.GroupEvent;
import io.fabric8.kubernetes.api.model.MicroTime;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.ObjectReferenceBuilder;
import io.fabric8.kubernetes.api.model.events.v1.EventBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes statuses by server-side apply, and events. */
public final class StatusWriter {
    private static final Logger LOG = LoggerFactory.getLogger(StatusWriter.class);
    private static final String FIELD_MANAGER = "fusebox-operator";
    private static final int MAX_NOTE = 1_000;

    private final KubernetesClient client;
    private final String instance;

    /** A writer that signs events with that instance's name. */
    public StatusWriter(KubernetesClient client, String instance) {
        this.client = client;
        this.instance = instance;
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

    /** Says it to people. An event that cannot be written is logged, and nothing waits for it. */
    void tell(FailureGroup group, GroupEvent event) {
        String note = event.message();
        try {
            client.events()
                    .v1()
                    .events()
                    .inNamespace(group.getMetadata().getNamespace())
                    .resource(new EventBuilder()
                            .withNewMetadata()
                            .withName(eventName(group))
                            .withNamespace(group.getMetadata().getNamespace())
                            .endMetadata()
                            .withRegarding(new ObjectReferenceBuilder()
                                    .withApiVersion(group.getApiVersion())
                                    .withKind(group.getKind())
                                    .withNamespace(group.getMetadata().getNamespace())
                                    .withName(group.getMetadata().getName())
                                    .withUid(group.getMetadata().getUid())
                                    .build())
                            .withEventTime(new MicroTime(
                                    Instant.now().truncatedTo(ChronoUnit.MICROS).toString()))
                            .withReportingController("fusebox.dev/operator")
                            .withReportingInstance(instance)
                            .withAction(event.reason())
                            .withReason(event.reason())
                            .withType(event.warning() ? "Warning" : "Normal")
                            .withNote(note.substring(0, Math.min(MAX_NOTE, note.length())))
                            .build())
                    .create();
        } catch (KubernetesClientException refused) {
            LOG.warn(
                    "group={}/{} event {} could not be written: {}",
                    group.getMetadata().getNamespace(),
                    group.getMetadata().getName(),
                    event.reason(),
                    refused.getMessage());
        }
    }
}
