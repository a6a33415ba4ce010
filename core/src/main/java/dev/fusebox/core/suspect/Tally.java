package dev.fusebox.core.suspect;

import dev.fusebox.core.message.Evidence;
import dev.fusebox.core.roster.MemberId;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * Counts votes about every suspect, as one evaluator sees them at one time. An observer that is itself suspected by enough others says
 * nothing that can be trusted: its vote is no explicit one and its vouch is void. Yet it may be dead, and then its missing vote must
 * not save its fellow victim: it counts implicitly, but only beside an explicit vote, and not while its own vouch stands, nor while
 * somebody who is not suspected vouches for it. Who is suspected depends on the counts, so they are computed to a fixpoint. There is
 * none where two accuse each other (either is right if the other is not); then only those are distrusted who are suspected in every
 * reading.
 */
public final class Tally {
    private final EvidenceTable evidence;
    private final Function<MemberId, Set<MemberId>> observersOf;
    private final Map<MemberId, String> nodes;
    private final MemberId evaluator;
    private final long nowNanos;
    private final Function<Set<MemberId>, Quorum> quorumOf;
    private final Map<MemberId, Count> counts = new TreeMap<>();

    /**
     * The count of one suspect.
     *
     * @param votes explicit and implicit ones, counted by the quorum's rule
     * @param votesWithLoss the same with loss votes, which count towards the high quorum only
     * @param quorum of the subject's observers
     * @param explicitVoters unsuspected observers whose vote or loss vote of weight 1 stands
     * @param vouchers unsuspected observers whose vouch is alive
     */
    public record Count(
            int votes, int votesWithLoss, Quorum quorum, Set<MemberId> explicitVoters, Set<MemberId> vouchers) {
        /** No votes at all. */
        public static Count none(Quorum quorum) {
            return new Count(0, 0, quorum, Set.of(), Set.of());
        }

        /** Whether the votes are enough to be taken seriously. */
        public boolean atLeastLow() {
            return votes > 0 && votes >= quorum.low();
        }

        /** Whether they are with those that see losses: too many for a member to be trusted again. */
        public boolean atLeastLowWithLoss() {
            return votesWithLoss > 0 && votesWithLoss >= quorum.low();
        }
    }

    /** Counts everything in the table. */
    public Tally(
            EvidenceTable evidence,
            Function<MemberId, Set<MemberId>> observersOf,
            Map<MemberId, String> nodes,
            MemberId evaluator,
            long nowNanos) {
        this(evidence, observersOf, nodes, evaluator, nowNanos, observers -> Quorum.of(observers, nodes));
    }

    /** The same with another rule for the quorum of a subject's observers. */
    public Tally(
            EvidenceTable evidence,
            Function<MemberId, Set<MemberId>> observersOf,
            Map<MemberId, String> nodes,
            MemberId evaluator,
            long nowNanos,
            Function<Set<MemberId>, Quorum> quorumOf) {
        this.evidence = evidence;
        this.observersOf = observersOf;
        this.nodes = nodes;
        this.evaluator = evaluator;
        this.nowNanos = nowNanos;
        this.quorumOf = quorumOf;
        Set<MemberId> suspects = evidence.suspects();
        int passes = suspects.size() + 2;
        Set<MemberId> distrusted = Set.of();
        for (int pass = 0; pass < passes; pass++) {
            Set<MemberId> next = suspectedIf(distrusted, suspects);
            if (next.equals(distrusted)) {
                return;
            }
            distrusted = next;
        }
        Set<MemberId> inEveryReading = new TreeSet<>(distrusted);
        for (int pass = 0; pass < passes; pass++) {
            distrusted = suspectedIf(distrusted, suspects);
            inEveryReading.retainAll(distrusted);
        }
        suspectedIf(inEveryReading, suspects);
    }

    /** The counts of all suspects, sorted. */
    public Map<MemberId, Count> counts() {
        return counts;
    }

    /** Counts everyone while these are distrusted; who is suspected then. */
    private Set<MemberId> suspectedIf(Set<MemberId> distrusted, Set<MemberId> suspects) {
        Set<MemberId> suspected = new TreeSet<>();
        for (MemberId subject : suspects) {
            Count count = count(subject, distrusted);
            counts.put(subject, count);
            if (count.atLeastLow() && !subject.equals(evaluator)) {
                suspected.add(subject);
            }
        }
        return suspected;
    }

    private Count count(MemberId subject, Set<MemberId> distrusted) {
        Set<MemberId> observers = observersOf.apply(subject);
        Set<MemberId> alive = evidence.vouchers(subject, nowNanos);
        Set<MemberId> explicit = new TreeSet<>();
        Set<MemberId> implicit = new TreeSet<>();
        Set<MemberId> vouchers = new TreeSet<>();
        for (MemberId observer : observers) {
            if (distrusted.contains(observer)) {
                if (!alive.contains(observer) && !provenAlive(observer, distrusted)) {
                    implicit.add(observer);
                }
            } else if (alive.contains(observer)) {
                vouchers.add(observer);
            } else if (evidence.vote(observer, subject).filter(Tally::counts).isPresent()) {
                explicit.add(observer);
            }
        }
        Quorum quorum = quorumOf.apply(observers);
        Set<MemberId> all = new TreeSet<>(explicit);
        if (!explicit.isEmpty()) {
            all.addAll(implicit);
        }
        int votes = quorum.count(all, nodes);
        Set<MemberId> losing = new TreeSet<>(evidence.lossVoters(subject));
        losing.retainAll(observers);
        losing.removeAll(distrusted);
        all.addAll(losing);
        explicit.addAll(losing);
        return new Count(votes, quorum.count(all, nodes), quorum, explicit, vouchers);
    }

    /**
     * Whether one of the suspect's own observers, itself not distrusted, vouches for it now. Such a suspect answered within the last
     * second and is by row 5 a matter of links: L accusers who are late or lie would else turn all whom they accuse into voters against
     * each other, and reach H with no H of them faulty. Nobody dead is saved for longer: a vouch needs the subject's own proof and
     * lives a second, and who is dead has no more than what it said before. (Where proofs are empty, five failed rounds void the words
     * of a liar: row 5.)
     */
    private boolean provenAlive(MemberId suspect, Set<MemberId> distrusted) {
        Set<MemberId> vouchers = new TreeSet<>(evidence.vouchers(suspect, nowNanos));
        vouchers.removeAll(distrusted);
        vouchers.retainAll(observersOf.apply(suspect));
        return !vouchers.isEmpty();
    }

    private static boolean counts(Evidence.Vote vote) {
        return vote.weight() > 0;
    }
}
