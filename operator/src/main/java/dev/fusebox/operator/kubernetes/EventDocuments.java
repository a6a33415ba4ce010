package dev.fusebox.operator.kubernetes;

import dev.fusebox.operator.status.GroupEvent;
import io.fabric8.kubernetes.api.model.MicroTime;
import io.fabric8.kubernetes.api.model.ObjectReference;
import io.fabric8.kubernetes.api.model.ObjectReferenceBuilder;
import io.fabric8.kubernetes.api.model.events.v1.Event;
import io.fabric8.kubernetes.api.model.events.v1.EventBuilder;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** An event as the API server takes it: one object about the group, and one about the node if there is one. Pure. */
final class EventDocuments {
    /** Where Kubernetes keeps the events of what is in no namespace. */
    static final String NAMESPACE_OF_NODES = "default";

    private static final int MAX_NOTE = 1_000;

    private EventDocuments() {}

    /**
     * The objects to create.
     *
     * @param instance whose event it is
     * @param number below 1000, another for each event of one millisecond: names must differ
     */
    static List<Event> of(
            String namespace, String name, String uid, GroupEvent event, String instance, Instant now, long number) {
        ObjectReference group = new ObjectReferenceBuilder()
                .withApiVersion("fusebox.dev/v1alpha1")
                .withKind("FailureGroup")
                .withNamespace(namespace)
                .withName(name)
                .withUid(uid)
                .build();
        List<Event> events = new ArrayList<>();
        events.add(document(namespace, group, event, instance, now, number));
        event.node()
                .map(node -> new ObjectReferenceBuilder()
                        .withApiVersion("v1")
                        .withKind("Node")
                        .withName(node.name())
                        .withUid(node.uid())
                        .build())
                .ifPresent(node -> events.add(document(NAMESPACE_OF_NODES, node, event, instance, now, number)));
        return events;
    }

    private static Event document(
            String namespace, ObjectReference regarding, GroupEvent event, String instance, Instant now, long number) {
        long unique = now.toEpochMilli() * 1_000 + number;
        return new EventBuilder()
                .withNewMetadata()
                .withName(String.format(Locale.ROOT, "%s.%x", regarding.getName(), unique))
                .withNamespace(namespace)
                .endMetadata()
                .withRegarding(regarding)
                .withEventTime(new MicroTime(now.truncatedTo(ChronoUnit.MICROS).toString()))
                .withReportingController("fusebox.dev/operator")
                .withReportingInstance(instance)
                .withAction(event.reason())
                .withReason(event.reason())
                .withType(event.warning() ? "Warning" : "Normal")
                .withNote(event.message()
                        .substring(0, Math.min(MAX_NOTE, event.message().length())))
                .build();
    }
}
