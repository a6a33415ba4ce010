package dev.fusebox.operator.kubernetes;

import dev.fusebox.api.v1alpha1.FailureGroup;
import dev.fusebox.api.v1alpha1.FailureGroupStatus;
import dev.fusebox.operator.health.GroupState;
import dev.fusebox.operator.hub.Hub;
import dev.fusebox.operator.remediation.GroupRef;
import dev.fusebox.operator.roster.GroupSpec;
import dev.fusebox.operator.status.InvalidSpec;
import dev.fusebox.operator.status.StatusComposer;
import dev.fusebox.operator.status.Transitions;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.MaxReconciliationInterval;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.inbound.SimpleInboundEventSource;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Passes FailureGroups to the hub and the hub's news to the API server. It decides nothing; a status is written only if it differs from
 * the last one.
 */
@ControllerConfiguration(
        name = "failuregroup",
        triggerReconcilerOnAllEvents = true,
        maxReconciliationInterval = @MaxReconciliationInterval(interval = -1))
public final class GroupReconciler implements Reconciler<FailureGroup> {
    private static final Logger LOG = LoggerFactory.getLogger(GroupReconciler.class);

    private final SimpleInboundEventSource<FailureGroup> news = new SimpleInboundEventSource<>("hub");
    private final Map<String, FailureGroupStatus> written = new ConcurrentHashMap<>();
    private final Set<String> known = ConcurrentHashMap.newKeySet();
    private final Set<String> readAnew = ConcurrentHashMap.newKeySet();
    private final AtomicLong terms = new AtomicLong();
    private final AtomicLong writes = new AtomicLong();
    private final BooleanSupplier leads;
    private final Hub hub;
    private final StatusWriter writer;
    private final EventQueue events;
    private final Clock wall;

    /**
     * A reconciler between these.
     *
     * @param leads whether this replica may write, asked before each write
     */
    public GroupReconciler(BooleanSupplier leads, Hub hub, StatusWriter writer, EventQueue events, Clock wall) {
        this.leads = leads;
        this.hub = hub;
        this.writer = writer;
        this.events = events;
        this.wall = wall;
    }

    /** A term begins: what was written in an earlier one means nothing, others have written since. Every group is looked at. */
    public void termBegins() {
        terms.incrementAndGet();
        written.clear();
        readAnew.clear();
        lookAtAll();
    }

    /** Every group is looked at again: for a while nothing could be written. */
    public void lookAtAll() {
        known.forEach(this::news);
    }

    /** The hub has news of that group, {@code namespace/name}. */
    public void news(String key) {
        int slash = key.indexOf('/');
        news.propagateEvent(new ResourceID(key.substring(slash + 1), key.substring(0, slash)));
    }

    /** Statuses written since the start. */
    public long writes() {
        return writes.get();
    }

    @Override
    public List<EventSource<?, FailureGroup>> prepareEventSources(EventSourceContext<FailureGroup> context) {
        return List.of(news);
    }

    @Override
    public UpdateControl<FailureGroup> reconcile(FailureGroup group, Context<FailureGroup> context) {
        String key =
                group.getMetadata().getNamespace() + "/" + group.getMetadata().getName();
        if (context.isPrimaryResourceDeleted() || group.getMetadata().getDeletionTimestamp() != null) {
            known.remove(key);
            written.remove(key);
            hub.remove(key);
            return UpdateControl.noUpdate();
        }
        known.add(key);
        try {
            pass(group, key);
        } catch (KubernetesClientException fault) {
            LOG.warn("group={} status not written, trying again: {}", key, oneLine(fault));
            throw fault;
        }
        return UpdateControl.noUpdate();
    }

    private void pass(FailureGroup group, String key) {
        if (!leads.getAsBoolean()) {
            return;
        }
        long term = terms.get();
        Optional<FailureGroupStatus> stored = stored(group, key);
        GroupSpec spec;
        try {
            spec = SpecReader.spec(group);
        } catch (IllegalArgumentException contradiction) {
            long generation = group.getMetadata().getGeneration();
            write(
                    group,
                    key,
                    stored,
                    InvalidSpec.status(String.valueOf(contradiction.getMessage()), generation, stored, wall.instant()));
            return;
        }
        if (term != terms.get()) {
            // What was read belongs to an earlier term; this group is looked at again in this one.
            return;
        }
        hub.observe(spec, StatusReader.stored(stored, System.nanoTime()));
        if (!written.containsKey(key) && group.getStatus() != null && group.getStatus().intent != null) {
            hub.intentFound(new GroupRef(spec.namespace(), spec.name(), spec.uid()));
        }
        hub.told(key).ifPresent(state -> publish(group, key, state, stored));
    }

    /** In each term the first look is at the API server itself: this replica's copy may lack what the last leader wrote. */
    private Optional<FailureGroupStatus> stored(FailureGroup group, String key) {
        if (!readAnew.contains(key)) {
            Optional<FailureGroupStatus> now = writer.read(group);
            now.map(StatusComposer::summary).ifPresent(status -> written.put(key, status));
            readAnew.add(key);
        }
        return Optional.ofNullable(written.get(key))
                .or(() -> Optional.ofNullable(group.getStatus()).map(StatusComposer::summary));
    }

    private void publish(FailureGroup group, String key, GroupState state, Optional<FailureGroupStatus> stored) {
        FailureGroupStatus next = StatusComposer.compose(state, stored, wall.instant());
        if (write(group, key, stored, next)) {
            hub.confirmed(key, state.life());
        }
    }

    /** Whether that status stands on the API server now. */
    private boolean write(
            FailureGroup group, String key, Optional<FailureGroupStatus> stored, FailureGroupStatus next) {
        boolean same = stored.filter(s -> Serialization.asJson(s).equals(Serialization.asJson(next)))
                .isPresent();
        if (same) {
            return true;
        }
        if (!leads.getAsBoolean()) {
            return false;
        }
        writer.write(group, next);
        writes.incrementAndGet();
        written.put(key, next);
        Transitions.between(stored, next)
                .forEach(event -> events.offer(
                        group.getMetadata().getNamespace(),
                        group.getMetadata().getName(),
                        group.getMetadata().getUid(),
                        event));
        return true;
    }

    private static String oneLine(Throwable fault) {
        Throwable cause = fault;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return String.valueOf(cause.getMessage())
                .lines()
                .findFirst()
                .orElse(cause.getClass().getSimpleName());
    }
}
