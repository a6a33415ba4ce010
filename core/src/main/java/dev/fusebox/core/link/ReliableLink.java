package dev.fusebox.core.link;

import dev.fusebox.core.time.Nanos;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.random.RandomGenerator;

/**
 * Both halves of a perfect link to one peer, made from streams that break: messages are numbered, retransmitted with back-off until a
 * cumulative acknowledgement covers them, and processed once each (Cachin, Guerraoui, Rodrigues: Reliable and Secure Distributed
 * Programming, 2011, section 2.4). Messages are processed as they come: order is not kept, because a burn must not wait.
 *
 * <p>A message may have a topic: a newer one with the same topic takes its place, and the older is not sent again. Each message carries
 * the lowest number that still waits, so that the gaps this leaves hold up no acknowledgement.
 *
 * <p>Retransmission is driven by the owner, only while there is a stream: a peer that is gone costs nothing. Not thread-safe.
 *
 * @param <P> what it carries
 */
public final class ReliableLink<P> {
    /** Unacknowledged messages at most. Beyond it the oldest that has a topic makes room: its like will be said again. */
    public static final int WINDOW = 256;

    /** So far apart the highest and the lowest number that waits may be: what the receiver keeps is bounded by it. */
    public static final int SPAN = 4_096;

    private final TreeMap<Long, P> unacknowledged = new TreeMap<>();
    private final Map<Object, Long> byTopic = new HashMap<>();
    private final TreeSet<Long> processedAhead = new TreeSet<>();
    private final Backoff backoff = new Backoff();
    private long lastSent;
    private long processedUpTo;
    private long retransmitAtNanos = Nanos.NEVER;

    /** A message with its number, and the lowest number that waits. */
    public record Numbered<P>(long sequence, long floor, P payload) {}

    /** Takes a message that nothing replaces; see {@link #offer(Object, Optional, long, RandomGenerator)}. */
    public Optional<Numbered<P>> offer(P payload, long nowNanos, RandomGenerator random) {
        return offer(payload, Optional.empty(), nowNanos, random);
    }

    /**
     * Takes a message to send; the owner sends it at once if there is a stream.
     *
     * @param topic what it is about; it replaces an older message about the same
     * @return the message to send, or nothing if the window is full of messages that may not be dropped
     */
    public Optional<Numbered<P>> offer(P payload, Optional<Object> topic, long nowNanos, RandomGenerator random) {
        topic.map(byTopic::remove).ifPresent(unacknowledged::remove);
        boolean full = unacknowledged.size() >= WINDOW && !dropOldestWithTopic();
        if (full || (!unacknowledged.isEmpty() && lastSent + 1 - unacknowledged.firstKey() >= SPAN)) {
            return Optional.empty();
        }
        lastSent++;
        unacknowledged.put(lastSent, payload);
        topic.ifPresent(t -> byTopic.put(t, lastSent));
        if (retransmitAtNanos == Nanos.NEVER) {
            retransmitAtNanos = nowNanos + Backoff.BASE_NANOS + backoff.nextNanos(random);
        }
        return Optional.of(new Numbered<>(lastSent, unacknowledged.firstKey(), payload));
    }

    /**
     * The peer has processed everything up to and including this number. If that is news, what still waits has its whole time from now on
     * (RFC 6298, section 5, rule 5.3): a peer that is slow, or a stream that is, acknowledges late, and everything twice would make it later.
     */
    public void acknowledged(long sequence, long nowNanos, RandomGenerator random) {
        Map<Long, P> covered = unacknowledged.headMap(sequence, true);
        if (covered.isEmpty()) {
            return;
        }
        covered.clear();
        byTopic.values().removeIf(number -> number <= sequence);
        backoff.reset();
        retransmitAtNanos =
                unacknowledged.isEmpty() ? Nanos.NEVER : nowNanos + Backoff.BASE_NANOS + backoff.nextNanos(random);
    }

    /** What to send again now; sets the time of the next retransmission. */
    public List<Numbered<P>> retransmit(long nowNanos, RandomGenerator random) {
        if (nowNanos < retransmitAtNanos) {
            return List.of();
        }
        return resend(nowNanos, random);
    }

    /** Everything unacknowledged, for a stream that has just opened. */
    public List<Numbered<P>> resend(long nowNanos, RandomGenerator random) {
        if (unacknowledged.isEmpty()) {
            return List.of();
        }
        retransmitAtNanos = nowNanos + Backoff.BASE_NANOS + backoff.nextNanos(random);
        long floor = unacknowledged.firstKey();
        List<Numbered<P>> again = new ArrayList<>();
        unacknowledged.forEach((sequence, payload) -> again.add(new Numbered<>(sequence, floor, payload)));
        return again;
    }

    /** When {@link #retransmit} is due, if there is a stream. */
    public long retransmitAtNanos() {
        return retransmitAtNanos;
    }

    /** Whether this very message waits for its acknowledgement. */
    public boolean awaits(P payload) {
        return unacknowledged.containsValue(payload);
    }

    /** Whether something waits for its acknowledgement. */
    public boolean hasUnacknowledged() {
        return !unacknowledged.isEmpty();
    }

    /** How many messages wait, at most {@link #WINDOW}. */
    public int waiting() {
        return unacknowledged.size();
    }

    /**
     * A numbered message arrived.
     *
     * @param floor what is below is settled, whether it came or not
     * @return whether it is to be processed: it is new, and inside the window
     */
    public boolean receive(long sequence, long floor) {
        if (floor - 1 > processedUpTo && floor <= sequence) {
            processedUpTo = floor - 1;
            processedAhead.headSet(floor).clear();
            closeGaps();
        }
        if (sequence <= processedUpTo || sequence > processedUpTo + SPAN || !processedAhead.add(sequence)) {
            return false;
        }
        closeGaps();
        return true;
    }

    /** What to acknowledge: everything up to this number was processed. */
    public long processedUpTo() {
        return processedUpTo;
    }

    /** The peer's end of the link is a new one: it numbers from 1, and knows nothing of what it acknowledged before. */
    public void peerRestarted() {
        processedUpTo = 0;
        processedAhead.clear();
        Map<Long, Object> topics = new HashMap<>();
        byTopic.forEach((topic, number) -> topics.put(number, topic));
        TreeMap<Long, P> pending = new TreeMap<>(unacknowledged);
        unacknowledged.clear();
        byTopic.clear();
        lastSent = 0;
        pending.forEach((number, payload) -> {
            lastSent++;
            unacknowledged.put(lastSent, payload);
            Optional.ofNullable(topics.get(number)).ifPresent(topic -> byTopic.put(topic, lastSent));
        });
    }

    private void closeGaps() {
        while (!processedAhead.isEmpty() && processedAhead.first() == processedUpTo + 1) {
            processedUpTo = processedAhead.removeFirst();
        }
    }

    private boolean dropOldestWithTopic() {
        Optional<Map.Entry<Object, Long>> oldest = byTopic.entrySet().stream().min(Map.Entry.comparingByValue());
        oldest.ifPresent(entry -> {
            unacknowledged.remove(entry.getValue());
            byTopic.remove(entry.getKey());
        });
        return oldest.isPresent();
    }
}
