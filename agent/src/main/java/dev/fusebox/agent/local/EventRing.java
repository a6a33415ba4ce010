package dev.fusebox.agent.local;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** The last events, for subscribers that come back or fall behind. Not thread-safe. */
final class EventRing {
    /** So many are remembered. */
    static final int CAPACITY = 256;

    private static final int COUNTER_BITS = 32;

    private final List<Event> events = new ArrayList<>();
    private long lastId;

    /**
     * An empty ring.
     *
     * @param bootCounter of this session: ids of later sessions are larger
     */
    EventRing(long bootCounter) {
        lastId = bootCounter << COUNTER_BITS;
    }

    Event add(String name, String data) {
        Event event = new Event(++lastId, name, data);
        events.add(event);
        if (events.size() > CAPACITY) {
            events.remove(0);
        }
        return event;
    }

    /** The newest id, of an event or of the start. */
    long lastId() {
        return lastId;
    }

    /** The events after that id, oldest first. Only for ids that are covered. */
    List<Event> after(long id) {
        return events.subList((int) (events.size() - (lastId - id)), events.size());
    }

    /** Whether nothing after that id is forgotten. */
    boolean covers(long id) {
        return id <= lastId && id >= lastId - events.size();
    }

    /** The id in a Last-Event-ID header, if all that came after it is still here. */
    OptionalLong resumable(String header) {
        try {
            long id = Long.parseLong(header);
            return covers(id) ? OptionalLong.of(id) : OptionalLong.empty();
        } catch (NumberFormatException none) {
            return OptionalLong.empty();
        }
    }
}
