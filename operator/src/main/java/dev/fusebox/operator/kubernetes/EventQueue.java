package dev.fusebox.operator.kubernetes;

import dev.fusebox.operator.status.GroupEvent;
import io.fabric8.kubernetes.api.model.events.v1.Event;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes events one after the other, apart from statuses, which must not wait for them. While the API server is away they wait here, and
 * when too many do the newest is dropped and logged. An event is named before it is first sent, so that a lost answer makes no second one.
 */
public final class EventQueue implements AutoCloseable {
    static final int CAPACITY = 1_000;
    private static final long MAX_NUMBER = 1_000;
    private static final long FIRST_WAIT_MILLISECONDS = 200;
    private static final long LONGEST_WAIT_MILLISECONDS = 5_000;
    private static final Logger LOG = LoggerFactory.getLogger(EventQueue.class);

    private final BlockingQueue<Event> waiting = new ArrayBlockingQueue<>(CAPACITY);
    private final AtomicLong number = new AtomicLong();
    private final KubernetesClient client;
    private final Deadline deadline;
    private final BooleanSupplier leads;
    private final String instance;
    private final Clock wall;
    private final Thread thread;

    /**
     * A queue whose events carry that instance's name.
     *
     * @param leads whether this replica may write; while it may not, events wait
     */
    public EventQueue(KubernetesClient client, Deadline deadline, BooleanSupplier leads, String instance, Clock wall) {
        this.leads = leads;
        this.client = client;
        this.deadline = deadline;
        this.instance = instance;
        this.wall = wall;
        this.thread = Thread.ofVirtual().name("events").start(this::run);
    }

    /** Tells people about that FailureGroup, and about the node that the event names, soon. Does not block. */
    public void offer(String namespace, String name, String uid, GroupEvent event) {
        Instant now = wall.instant();
        List<Event> events =
                EventDocuments.of(namespace, name, uid, event, instance, now, number.getAndIncrement() % MAX_NUMBER);
        if (!events.stream().allMatch(waiting::offer)) {
            LOG.warn("group={}/{} event {} dropped: {} wait already", namespace, name, event.reason(), CAPACITY);
        }
    }

    /** Forgets what waits: another replica leads, and tells of what it sees itself. */
    public void clear() {
        waiting.clear();
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
        while (!leads.getAsBoolean() || !written(event)) {
            TimeUnit.MILLISECONDS.sleep(1 + ThreadLocalRandom.current().nextLong(bound));
            bound = Math.min(LONGEST_WAIT_MILLISECONDS, 2 * bound);
        }
    }

    /** Whether it is done with: written, or refused for good. */
    private boolean written(Event event) {
        try {
            deadline.call(() -> client.events()
                    .v1()
                    .events()
                    .inNamespace(event.getMetadata().getNamespace())
                    .resource(event)
                    .create());
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
}
