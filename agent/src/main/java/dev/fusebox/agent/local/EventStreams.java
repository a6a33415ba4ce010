package dev.fusebox.agent.local;

import dev.fusebox.agent.count.Counts;
import dev.fusebox.agent.count.Drop;
import dev.fusebox.agent.http.EndlessBody;
import dev.fusebox.agent.http.Responder;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Supplier;

/**
 * Who listens to events. A subscriber has no queue: it has a place in the ring. One that does not read falls behind, and when the
 * ring has passed it, it is closed; it comes back with the last id it saw. On the loop's thread.
 */
final class EventStreams {
    /** So many at once. */
    static final int MAX_SUBSCRIBERS = 16;

    private final EventRing ring;
    private final Counts counts;
    private final List<Subscriber> subscribers = new ArrayList<>();

    EventStreams(EventRing ring, Counts counts) {
        this.ring = ring;
        this.counts = counts;
    }

    /**
     * Begins an answer that never ends.
     *
     * @param snapshot what holds now
     */
    void subscribe(String lastEventId, Responder responder, Supplier<String> snapshot) {
        if (subscribers.size() >= MAX_SUBSCRIBERS) {
            responder.error(429, "there are " + MAX_SUBSCRIBERS + " event streams already: close one");
            return;
        }
        Subscriber subscriber = new Subscriber();
        subscriber.body = responder.stream("text/event-stream", subscriber);
        subscribers.add(subscriber);
        OptionalLong resumed = ring.resumable(lastEventId);
        if (resumed.isPresent()) {
            subscriber.seenId = resumed.getAsLong();
        } else {
            subscriber.seenId = ring.lastId();
            subscriber.body.write(new Event(ring.lastId(), "snapshot", snapshot.get()).text());
        }
        subscriber.writable();
    }

    void publish(String name, String data) {
        ring.add(name, data);
        for (Subscriber subscriber : List.copyOf(subscribers)) {
            subscriber.writable();
        }
    }

    /** Says that the stream is alive. */
    void beat() {
        for (Subscriber subscriber : List.copyOf(subscribers)) {
            if (subscriber.body.isWritable()) {
                subscriber.body.write(": beat\n\n");
            }
        }
    }

    private final class Subscriber implements EndlessBody.Listener {
        private EndlessBody body = Unopened.BODY;
        private long seenId;

        @Override
        public void writable() {
            if (!ring.covers(seenId)) {
                counts.count(Drop.SLOW_SUBSCRIBER);
                subscribers.remove(this);
                body.end();
                return;
            }
            for (Event event : ring.after(seenId)) {
                if (!body.isWritable()) {
                    return;
                }
                body.write(event.text());
                seenId = event.id();
            }
        }

        @Override
        public void closed() {
            subscribers.remove(this);
        }
    }

    /** Before the answer has begun nothing is written. */
    private enum Unopened implements EndlessBody {
        BODY;

        @Override
        public boolean isWritable() {
            return false;
        }

        @Override
        public void write(String text) {}

        @Override
        public void end() {}
    }
}
