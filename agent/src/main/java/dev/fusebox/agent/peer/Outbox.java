package dev.fusebox.agent.peer;

import dev.fusebox.core.message.Evidence;
import dev.fusebox.core.message.Message;
import dev.fusebox.core.roster.GroupEpoch;
import dev.fusebox.core.roster.MemberId;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What waits for one peer while its stream takes nothing. Bounded: of heartbeats and acknowledgements the newest is kept, of
 * evidence the newest per (group, observer, subject), of counters the newest per (group, path), of the rest the newest few. A burn waits
 * behind nothing but the Hello. Not thread-safe.
 */
final class Outbox {
    /** More than the window of a reliable link. */
    static final int MAX_RELIABLE = 512;

    /** A full mesh of sixteen, a few groups. */
    static final int MAX_EVIDENCE = 1_024;

    /** Probes, lists of epochs: what is older is of no use to anyone. */
    static final int MAX_OTHER = 64;

    private final Runnable dropped;
    private final Deque<Message> first = new ArrayDeque<>();
    private final Deque<Message> reliable = new ArrayDeque<>();
    private final Deque<Message> other = new ArrayDeque<>();
    private final Map<EvidenceKey, Evidence> evidence = new LinkedHashMap<>();
    private final Map<CountsKey, Message> counts = new LinkedHashMap<>();
    private Optional<Message> ack = Optional.empty();
    private Optional<Message> heartbeat = Optional.empty();

    private record EvidenceKey(GroupEpoch groupEpoch, MemberId observer, MemberId subject) {}

    /** Of tables the newest per group, of heartbeats on one path, too. */
    private record CountsKey(GroupEpoch groupEpoch, List<MemberId> path) {}

    /**
     * An empty one.
     *
     * @param dropped called for each message that is given up
     */
    Outbox(Runnable dropped) {
        this.dropped = dropped;
    }

    void add(Message message) {
        switch (message) {
            case Message.Hello hello -> bounded(first, hello, 1);
            case Message.Reliable lasting -> add(lasting);
            case Message.Ack newest -> ack = replaced(ack, newest);
            case Message.Heartbeat newest -> heartbeat = replaced(heartbeat, newest);
            case Evidence newest -> add(newest);
            case Message.EpochList rest -> bounded(other, rest, MAX_OTHER);
            case Message.ProbeQuery rest -> bounded(other, rest, MAX_OTHER);
            case Message.ProbeReply rest -> bounded(other, rest, MAX_OTHER);
            case Message.HelpRequest rest -> bounded(other, rest, MAX_OTHER);
            case Message.HelpResult rest -> bounded(other, rest, MAX_OTHER);
            case Message.PathBeat newest ->
                add(new CountsKey(newest.groupEpoch(), newest.heartbeat().path()), newest);
            case Message.Gossip newest -> add(new CountsKey(newest.groupEpoch(), List.of()), newest);
        }
    }

    /** The next to send, removed; empty if nothing waits. */
    Optional<Message> poll() {
        Message next = first.poll();
        next = next != null ? next : reliable.poll();
        if (next != null) {
            return Optional.of(next);
        }
        if (ack.isPresent()) {
            Optional<Message> newest = ack;
            ack = Optional.empty();
            return newest;
        }
        Iterator<Evidence> oldest = evidence.values().iterator();
        if (oldest.hasNext()) {
            Message statement = oldest.next();
            oldest.remove();
            return Optional.of(statement);
        }
        next = other.poll();
        if (next != null) {
            return Optional.of(next);
        }
        if (heartbeat.isPresent()) {
            Optional<Message> newest = heartbeat;
            heartbeat = Optional.empty();
            return newest;
        }
        return pollCounts();
    }

    private Optional<Message> pollCounts() {
        Iterator<Message> oldest = counts.values().iterator();
        if (!oldest.hasNext()) {
            return Optional.empty();
        }
        Message next = oldest.next();
        oldest.remove();
        return Optional.of(next);
    }

    private void add(CountsKey key, Message newest) {
        if (counts.remove(key) != null || counts.size() >= MAX_OTHER) {
            dropped.run();
        }
        if (counts.size() >= MAX_OTHER) {
            pollCounts();
        }
        counts.put(key, newest);
    }

    private void add(Message.Reliable lasting) {
        boolean urgent = lasting.payload() instanceof Message.Burn;
        if (reliable.size() >= MAX_RELIABLE) {
            dropped.run();
            if (!urgent) {
                return;
            }
            reliable.removeLast();
        }
        if (urgent) {
            reliable.addFirst(lasting);
        } else {
            reliable.addLast(lasting);
        }
    }

    private void add(Evidence newest) {
        EvidenceKey key = new EvidenceKey(newest.groupEpoch(), newest.observer(), newest.subject());
        if (evidence.remove(key) != null) {
            dropped.run();
        } else if (evidence.size() >= MAX_EVIDENCE) {
            Iterator<Evidence> oldest = evidence.values().iterator();
            oldest.next();
            oldest.remove();
            dropped.run();
        }
        evidence.put(key, newest);
    }

    private void bounded(Deque<Message> queue, Message message, int max) {
        if (queue.size() >= max) {
            queue.removeFirst();
            dropped.run();
        }
        queue.addLast(message);
    }

    private Optional<Message> replaced(Optional<Message> old, Message newest) {
        if (old.isPresent()) {
            dropped.run();
        }
        return Optional.of(newest);
    }
}
