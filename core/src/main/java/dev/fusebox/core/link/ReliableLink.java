package dev.fusebox.core.link;

import dev.fusebox.core.time.Nanos;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.random.RandomGenerator;

/**
 * Both halves of a perfect link to one peer, made from streams that break: messages are numbered, retransmitted with back-off until a
 * cumulative acknowledgement covers them, and processed once each (Cachin, Guerraoui, Rodrigues: Reliable and Secure Distributed
 * Programming, 2011, section 2.4). Messages are processed as they come: order is not kept, because a burn must not wait.
 *
 * <p>Retransmission is driven by the owner, only while there is a stream: a peer that is gone costs nothing. Not thread-safe.
 *
 * @param <P> what it carries
 */
public final class ReliableLink<P> {
    /** Unacknowledged messages at most; a full window refuses the newest. */
    public static final int WINDOW = 256;

    private final TreeMap<Long, P> unacknowledged = new TreeMap<>();
    private final TreeSet<Long> processedAhead = new TreeSet<>();
    private final Backoff backoff = new Backoff();
    private long lastSent;
    private long processedUpTo;
    private long retransmitAtNanos = Nanos.NEVER;

    /** A message with its number. */
    public record Numbered<P>(long sequence, P payload) {}

    /**
     * Takes a message to send; the owner sends it at once if there is a stream.
     *
     * @return its number, or 0 if the window is full
     */
    public long offer(P payload, long nowNanos, RandomGenerator random) {
        if (unacknowledged.size() >= WINDOW) {
            return 0;
        }
        lastSent++;
        unacknowledged.put(lastSent, payload);
        if (retransmitAtNanos == Nanos.NEVER) {
            retransmitAtNanos = nowNanos + Backoff.BASE_NANOS + backoff.nextNanos(random);
        }
        return lastSent;
    }

    /** The peer has processed everything up to and including this number. */
    public void acknowledged(long sequence) {
        Iterator<Map.Entry<Long, P>> entries = unacknowledged.entrySet().iterator();
        while (entries.hasNext() && entries.next().getKey() <= sequence) {
            entries.remove();
        }
        backoff.reset();
        if (unacknowledged.isEmpty()) {
            retransmitAtNanos = Nanos.NEVER;
        }
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
        List<Numbered<P>> again = new ArrayList<>();
        unacknowledged.forEach((sequence, payload) -> again.add(new Numbered<>(sequence, payload)));
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

    /**
     * A numbered message arrived.
     *
     * @return whether it is to be processed: it is new, and inside the window
     */
    public boolean receive(long sequence) {
        if (sequence <= processedUpTo || sequence > processedUpTo + WINDOW || !processedAhead.add(sequence)) {
            return false;
        }
        while (!processedAhead.isEmpty() && processedAhead.first() == processedUpTo + 1) {
            processedUpTo = processedAhead.removeFirst();
        }
        return true;
    }

    /** What to acknowledge: everything up to this number was processed. */
    public long processedUpTo() {
        return processedUpTo;
    }

    /** The peer began a new session: it numbers from 1, and knows nothing of what it acknowledged before. */
    public void peerRestarted() {
        processedUpTo = 0;
        processedAhead.clear();
        List<P> pending = List.copyOf(unacknowledged.values());
        unacknowledged.clear();
        lastSent = 0;
        for (P payload : pending) {
            lastSent++;
            unacknowledged.put(lastSent, payload);
        }
    }
}
