package dev.fusebox.core.member;

import dev.fusebox.core.roster.MemberId;
import dev.fusebox.core.time.Nanos;
import java.util.Map;
import java.util.TreeMap;

/**
 * How long this member keeps a vote that comes and goes from everyone: flap damping, as RFC 2439 does it for routes. Over a link that
 * loses most, an observer votes and takes it back about once a second, and in a flooded group everybody would hear, pass on and
 * acknowledge each of these, and each answer to them. With each vote that everyone was told of and that did not last, the next must
 * stand twice as long before everyone is told again. Those who watch the same subject hear of each; a verdict is told at once.
 * Bounded by the subjects voted against within {@link #FORGET_NANOS}. Not thread-safe.
 */
final class FlapDamping {
    /** A member that lives so long without a vote is as good as new: as long as a verdict's hold-down. */
    static final long FORGET_NANOS = Nanos.ofMillis(30_000);

    /** The longest wait is 32 times the first, ten seconds: still within what forgets. */
    static final int MAX_DOUBLINGS = 5;

    private final Map<MemberId, History> histories = new TreeMap<>();

    private record History(int doublings, boolean told, long votedNanos) {}

    /** An own vote about the subject begins. */
    void voted(MemberId subject, long nowNanos) {
        histories.values().removeIf(history -> nowNanos - history.votedNanos >= FORGET_NANOS);
        History before = histories.getOrDefault(subject, new History(0, false, nowNanos));
        int doublings = before.told ? Math.min(MAX_DOUBLINGS, before.doublings + 1) : before.doublings;
        histories.put(subject, new History(doublings, false, nowNanos));
    }

    /** Everyone is told of that vote. */
    void told(MemberId subject) {
        histories.computeIfPresent(subject, (s, history) -> new History(history.doublings, true, history.votedNanos));
    }

    /** Whether votes about the subject have come and gone lately. */
    boolean damps(MemberId subject) {
        return doublings(subject) > 0;
    }

    /** How long a vote about the subject must stand until everyone is told, if it is that without damping. */
    long patienceNanos(MemberId subject, long undampedNanos) {
        return undampedNanos << doublings(subject);
    }

    private int doublings(MemberId subject) {
        History history = histories.get(subject);
        return history == null ? 0 : history.doublings;
    }
}
