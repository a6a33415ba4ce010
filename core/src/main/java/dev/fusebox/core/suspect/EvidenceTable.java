package dev.fusebox.core.suspect;

import dev.fusebox.core.message.Evidence;
import dev.fusebox.core.roster.MemberId;
import dev.fusebox.core.time.Nanos;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The newest statement of each observer about each subject, and the newest incarnation known of each subject, within one group epoch.
 * Bounded by members squared. Not thread-safe.
 */
public final class EvidenceTable {
    /** How long a vouch counts. */
    public static final long VOUCH_LIFE_NANOS = Nanos.ofMillis(1_000);

    private final Map<MemberId, Map<MemberId, Held>> bySubject = new TreeMap<>();
    private final Map<MemberId, Long> incarnations = new HashMap<>();
    private final Map<MemberId, Long> firstVoteNanos = new HashMap<>();

    private record Held(Evidence evidence, long heardNanos) {}

    /**
     * Takes a statement.
     *
     * @return whether it is news: an older or repeated one changes nothing
     */
    public boolean accept(Evidence evidence, long nowNanos) {
        Map<MemberId, Held> about = bySubject.computeIfAbsent(evidence.subject(), s -> new TreeMap<>());
        Held before = about.get(evidence.observer());
        if (before != null && before.evidence.sequence() >= evidence.sequence()) {
            return false;
        }
        about.put(evidence.observer(), new Held(evidence, nowNanos));
        if (evidence.statement() instanceof Evidence.Vouch) {
            sawIncarnation(evidence.subject(), evidence.incarnation());
        }
        noteFirstVote(evidence.subject(), nowNanos);
        return true;
    }

    /** The subject showed that incarnation: votes about older ones are void. */
    public void sawIncarnation(MemberId subject, long incarnation) {
        incarnations.merge(subject, incarnation, Math::max);
    }

    /** The newest incarnation known of the subject. */
    public long incarnation(MemberId subject) {
        return incarnations.getOrDefault(subject, 0L);
    }

    /** An observer's session ended: what it stated is void. */
    public void forgetObserver(MemberId observer, long nowNanos) {
        for (Map.Entry<MemberId, Map<MemberId, Held>> about : bySubject.entrySet()) {
            about.getValue().remove(observer);
            noteFirstVote(about.getKey(), nowNanos);
        }
    }

    /** Subjects about which at least one vote stands, sorted. */
    public Set<MemberId> suspects() {
        Set<MemberId> suspects = new TreeSet<>();
        for (MemberId subject : bySubject.keySet()) {
            if (!voters(subject).isEmpty()) {
                suspects.add(subject);
            }
        }
        return suspects;
    }

    /** Observers whose vote about the subject stands, of whatever weight, sorted. */
    public Set<MemberId> voters(MemberId subject) {
        Set<MemberId> voters = new TreeSet<>();
        for (Held held : about(subject)) {
            if (standsAsVote(held)) {
                voters.add(held.evidence.observer());
            }
        }
        return voters;
    }

    /** The standing vote of that observer. */
    public Optional<Evidence.Vote> vote(MemberId observer, MemberId subject) {
        Held held = bySubject.getOrDefault(subject, Map.of()).get(observer);
        return held != null && standsAsVote(held) && held.evidence.statement() instanceof Evidence.Vote vote
                ? Optional.of(vote)
                : Optional.empty();
    }

    /** The votes of that observer that stand. */
    public List<Evidence> standingVotesOf(MemberId observer) {
        List<Evidence> votes = new ArrayList<>();
        for (Map<MemberId, Held> about : bySubject.values()) {
            Held held = about.get(observer);
            if (held != null && standsAsVote(held)) {
                votes.add(held.evidence);
            }
        }
        return votes;
    }

    /** Observers whose vouch for the subject is alive, sorted. */
    public Set<MemberId> vouchers(MemberId subject, long nowNanos) {
        Set<MemberId> vouchers = new TreeSet<>();
        for (Held held : about(subject)) {
            if (held.evidence.statement() instanceof Evidence.Vouch && nowNanos - held.heardNanos < VOUCH_LIFE_NANOS) {
                vouchers.add(held.evidence.observer());
            }
        }
        return vouchers;
    }

    /** When the oldest vouch that is still alive ends. */
    public long vouchEndsNanos(MemberId subject, long nowNanos) {
        long end = Nanos.NEVER;
        for (Held held : about(subject)) {
            long ends = held.heardNanos + VOUCH_LIFE_NANOS;
            if (held.evidence.statement() instanceof Evidence.Vouch && ends > nowNanos) {
                end = Math.min(end, ends);
            }
        }
        return end;
    }

    /** Since when a vote about the subject stands without a break. */
    public Optional<Long> firstVoteNanos(MemberId subject) {
        return Optional.ofNullable(firstVoteNanos.get(subject));
    }

    /** Brings the times of first votes up to date after incarnations changed. */
    public void settle(long nowNanos) {
        List.copyOf(bySubject.keySet()).forEach(subject -> noteFirstVote(subject, nowNanos));
    }

    private Collection<Held> about(MemberId subject) {
        return bySubject.getOrDefault(subject, Map.of()).values();
    }

    private boolean standsAsVote(Held held) {
        return held.evidence.statement() instanceof Evidence.Vote
                && held.evidence.incarnation() >= incarnation(held.evidence.subject());
    }

    private void noteFirstVote(MemberId subject, long nowNanos) {
        if (voters(subject).isEmpty()) {
            firstVoteNanos.remove(subject);
        } else {
            firstVoteNanos.putIfAbsent(subject, nowNanos);
        }
    }
}
