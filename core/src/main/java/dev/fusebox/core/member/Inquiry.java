package dev.fusebox.core.member;

import dev.fusebox.core.roster.MemberId;
import dev.fusebox.core.time.Nanos;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Asks a suspect itself, where this member does not watch it and nobody answers the votes about it. A vote may stand here and nowhere
 * else: its voter took it back and the word is held up, or it lies to this member alone. Then those who could vouch know of nothing, and
 * silence would convict the healthy. The suspect learns of it by the question, and its answer, in a newer incarnation, voids the vote.
 * In a large group those ask first that keep a stream with the suspect, for its answer is flooded; the others a little later, each at
 * its own time, so that hundreds ask only where the flood does not come through. Bounded by the suspects. Not thread-safe.
 */
final class Inquiry {
    /** An answer of those who watch the suspect comes within a round, repeated three times a second. */
    static final long PATIENCE_NANOS = Nanos.ofMillis(500);

    /** So often it is asked then: four times before silence convicts it. */
    static final long PERIOD_NANOS = Nanos.ofMillis(250);

    /** By so much at most those come later that keep no stream with it: half of what is left before silence convicts it. */
    static final long SPREAD_NANOS = Nanos.ofMillis(125);

    private final Map<MemberId, Asked> asked = new TreeMap<>();

    /** Nonces of the questions to one suspect, how much later the first is, when the next is due, and whether it answered one. */
    private record Asked(Set<Long> nonces, long delayNanos, long nextNanos, boolean answered) {}

    /** What an inquiry needs of its owner. */
    interface Surroundings {
        /** Whether this member has questions of its own to that suspect. */
        boolean asksAnyway(MemberId suspect);

        /** How much later than others this member asks, below {@link #SPREAD_NANOS}. */
        long delayNanos(MemberId suspect);

        /** A nonce that nobody can guess. */
        long nonce();

        /** Sends the question, which carries the suspicion. */
        void ask(MemberId suspect, long nonce, long timeoutNanos);
    }

    /**
     * Asks whoever is to be asked by now.
     *
     * @param askFrom suspects with votes enough to be taken seriously and no vouch, and from when on they are to be asked
     */
    void advance(Map<MemberId, Long> askFrom, Surroundings around, long nowNanos) {
        asked.keySet().retainAll(askFrom.keySet());
        askFrom.forEach((suspect, from) -> {
            if (around.asksAnyway(suspect)) {
                return;
            }
            Asked before = asked.computeIfAbsent(
                    suspect, s -> new Asked(new HashSet<>(), around.delayNanos(s), Nanos.NEVER, false));
            if (nowNanos >= due(suspect, from)) {
                long nonce = around.nonce();
                before.nonces.add(nonce);
                asked.put(
                        suspect, new Asked(before.nonces, before.delayNanos, nowNanos + PERIOD_NANOS, before.answered));
                around.ask(suspect, nonce, 2 * PERIOD_NANOS);
            }
        });
    }

    /** When the next question is due. */
    long nextDeadlineNanos(Map<MemberId, Long> askFrom, Surroundings around) {
        long next = Nanos.NEVER;
        for (Map.Entry<MemberId, Long> suspect : askFrom.entrySet()) {
            if (!around.asksAnyway(suspect.getKey())) {
                next = Math.min(next, due(suspect.getKey(), suspect.getValue()));
            }
        }
        return next;
    }

    /**
     * Whether this answers a question of it. Its first answer may be older than what the question makes it say, that it lives in a newer
     * incarnation: so it is asked once more at once.
     */
    boolean answered(MemberId suspect, long nonce, long nowNanos) {
        Asked questions = asked.get(suspect);
        if (questions == null || !questions.nonces.remove(nonce)) {
            return false;
        }
        long next = questions.answered ? questions.nextNanos : nowNanos;
        asked.put(suspect, new Asked(questions.nonces, questions.delayNanos, next, true));
        return true;
    }

    private long due(MemberId suspect, long from) {
        Asked before = asked.get(suspect);
        if (before == null) {
            return from;
        }
        return before.nextNanos == Nanos.NEVER ? from + before.delayNanos : before.nextNanos;
    }
}
