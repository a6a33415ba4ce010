package dev.fusebox.operator.kubernetes;

import dev.fusebox.operator.status.GroupEvent;
import io.fabric8.kubernetes.api.model.MicroTime;
import io.fabric8.kubernetes.api.model.ObjectReferenceBuilder;
import io.fabric8.kubernetes.api.model.events.v1.Event;
import io.fabric8.kubernetes.api.model.events.v1.EventBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes events one after the other, apart from statuses, which must not wait for them. While the API server is away they wait here, and
 * when too many do the newest is dropped and logged. An event is named before it is first sent, so that a lost answer makes no second one.
 */
public final class EventQueue implements AutoCloseable {
    static final int CAPACITY = 1_000;
    private static final int MAX_NOTE = 1_000;
    private static final long FIRST_WAIT_MILLISECONDS = 200;
    private static final long LONGEST_WAIT_MILLISECONDS = 5_000;
    private static final Logger LOG = LoggerFactory.getLogger(EventQueue.class);

    private final BlockingQueue<Event> waiting = new ArrayBlockingQueue<>(CAPACITY);
    private final AtomicLong number = new AtomicLong();
    private final KubernetesClient client;
    private final String instance;
    private final Clock wall;
    private final Thread thread;

    /** A queue whose events carry that instance's name. */
    public EventQueue(KubernetesClient client, String instance, Clock wall) {
        this.client = client;
        this.instance = instance;
        this.wall = wall;
        this.thread = Thread.ofVirtual().name("events").start(this::run);
    }

    /** Tells people about that FailureGroup, soon. Does not block. */
    public void offer(String namespace, String name, String uid, GroupEvent event) {
        if (!waiting.offer(event(namespace, name, uid, event))) {
            LOG.warn("group={}/{} event {} dropped: {} wait already", namespace, name, event.reason(), CAPACITY);
        }
    }

    @Override
    public void close() {
        thread.interrupt();
    }

    private void run() {
        try {
            while (true) {
                write(waiting.take());
            }
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    private void write(Event event) throws InterruptedException {
        long bound = FIRST_WAIT_MILLISECONDS;
        while (!written(event)) {
            TimeUnit.MILLISECONDS.sleep(1 + ThreadLocalRandom.current().nextLong(bound));
            bound = Math.min(LONGEST_WAIT_MILLISECONDS, 2 * bound);
        }
    }

    /** Whether it is done with: written, or refused for good. */
    private boolean written(Event event) {
        try {
            client.events()
                    .v1()
                    .events()
                    .inNamespace(event.getMetadata().getNamespace())
                    .resource(event)
                    .create();
            return true;
        } catch (KubernetesClientException fault) {
            boolean again = fault.getCode() < HttpURLConnection.HTTP_BAD_REQUEST
                    || fault.getCode() == 429
                    || fault.getCode() >= HttpURLConnection.HTTP_INTERNAL_ERROR;
            if (!again && fault.getCode() != HttpURLConnection.HTTP_CONFLICT) {
                LOG.warn(
                        "group={}/{} event {} refused: {}",
                        event.getMetadata().getNamespace(),
                        event.getRegarding().getName(),
                        event.getReason(),
                        fault.getMessage());
            }
            return !again;
        }
    }

    private Event event(String namespace, String name, String uid, GroupEvent event) {
        long unique = wall.millis() * 1_000 + number.getAndIncrement() % 1_000;
        return new EventBuilder()
                .withNewMetadata()
                .withName(String.format(Locale.ROOT, "%s.%x", name, unique))
                .withNamespace(namespace)
                .endMetadata()
                .withRegarding(new ObjectReferenceBuilder()
                        .withApiVersion("fusebox.dev/v1alpha1")
                        .withKind("FailureGroup")
                        .withNamespace(namespace)
                        .withName(name)
                        .withUid(uid)
                        .build())
                .withEventTime(new MicroTime(
                        wall.instant().truncatedTo(ChronoUnit.MICROS).toString()))
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
