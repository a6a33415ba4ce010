package dev.fusebox.core.member;

import dev.fusebox.core.message.Evidence;
import dev.fusebox.core.roster.MemberId;
import dev.fusebox.core.suspect.EvidenceTable;
import dev.fusebox.core.suspect.Tally.Count;
import dev.fusebox.core.time.Nanos;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Who hears what an observer states. In a small group everyone does. In a large one first the subject and its observers; only when
 * the suspicion is serious is it flooded: each member passes a new item on once, to its observers and subjects. (Everyone telling
 * everyone costs 66 000 messages at 256 members, flooding 2 600; flooding every early vote 2.5 million under 30 % loss.)
 */
final class Dissemination {
    /** A vote that has stood so long is flooded however lonely it is. */
    static final long LONE_VOTE_NANOS = Nanos.ofMillis(300);

    /**
     * So long one vouch about a subject that was passed on stands for others. A vouch lives four times as long, and each who vouches
     * says so again before that: of two who do, one falls silent, and the word of the other still comes in time.
     */
    static final long VOUCH_RELAY_PAUSE_NANOS = EvidenceTable.VOUCH_LIFE_NANOS / 4;

    private final Self self;
    private final Membership membership;
    private final EvidenceTable evidence;
    private final Peers peers;
    private final FlapDamping damping = new FlapDamping();

    /** By subject, the vouch that was passed on last. */
    private final Map<MemberId, PassedOn> vouches = new TreeMap<>();

    private record PassedOn(MemberId voucher, long incarnation, long atNanos) {}

    /** Own votes that are not flooded yet, and up to which change of the evidence that is known: nearly always none. */
    private List<Evidence> unflooded = List.of();

    private long unfloodedAsOf = -1;

    Dissemination(Self self, Membership membership, EvidenceTable evidence, Peers peers) {
        this.self = self;
        this.membership = membership;
        this.evidence = evidence;
        this.peers = peers;
    }

    /**
     * Sends this member's own statement on its way.
     *
     * @param answersFlood whether what it answers was flooded
     * @param delivered whether it must arrive; what is said again soon need not
     * @return the statement as it was sent
     */
    Evidence publish(Evidence own, boolean answersFlood, boolean delivered, long nowNanos) {
        Evidence signed = own.signed(self.identity.sign(own));
        if (membership.isMesh()) {
            membership.others().forEach(other -> send(other, signed, delivered, nowNanos));
            return signed;
        }
        if (own.statement() instanceof Evidence.Vote && !stands(own)) {
            damping.voted(own.subject(), nowNanos);
        }
        boolean toEveryone = concernsEveryone(own, answersFlood);
        Evidence published = toEveryone ? signed.flood() : signed;
        noteFlood(published);
        Set<MemberId> first = new TreeSet<>(membership.observersOf(own.subject()));
        first.add(own.subject());
        first.remove(self.id());
        first.forEach(other -> send(other, published, delivered || toEveryone, nowNanos));
        if (toEveryone) {
            passOn(published, self.id(), nowNanos);
        }
        return published;
    }

    /** Whether an own statement goes to everyone at once: what everyone was told, and is so no longer, and what answers others. */
    private boolean concernsEveryone(Evidence own, boolean answersFlood) {
        Optional<Evidence> before = evidence.newest(self.id(), own.subject(), own.aboutLoss());
        boolean everyoneHeard = before.filter(Evidence::flooded).isPresent();
        if (own.isVote()) {
            return stands(own) ? everyoneHeard : own.weight() > 0 && !damped(own) && answersFlood;
        }
        boolean takesBack = everyoneHeard && before.filter(Evidence::isVote).isPresent();
        return takesBack || (own.statement() instanceof Evidence.Vouch && answersFlood);
    }

    /** What is said about losses has marks far apart, and does not flap. */
    private boolean damped(Evidence own) {
        return !own.aboutLoss() && damping.damps(own.subject());
    }

    /** Whether what this restates with another weight stands. */
    private boolean stands(Evidence ownVote) {
        return evidence.standingVotesOf(self.id()).stream()
                .anyMatch(v -> v.subject().equals(ownVote.subject()) && v.aboutLoss() == ownVote.aboutLoss());
    }

    private void noteFlood(Evidence own) {
        if (own.flooded() && own.statement() instanceof Evidence.Vote) {
            damping.told(own.subject());
        }
    }

    /**
     * Passes on what somebody flooded and this member had not known; of vouches about one subject only so many as keep it vouched for:
     * all who watch it vouch three times a second each, and of their words one is enough.
     *
     * @param count the votes about its subject as this member sees them
     */
    void relay(Evidence flooded, MemberId from, Optional<Count> count, long nowNanos) {
        if (flooded.statement() instanceof Evidence.Vouch vouch) {
            long incarnation = vouch.life().incarnation();
            PassedOn last = vouches.get(flooded.subject());
            boolean enough = last != null
                    && nowNanos - last.atNanos < VOUCH_RELAY_PAUSE_NANOS
                    && last.incarnation >= incarnation
                    && count.filter(c -> c.vouchers().contains(last.voucher)).isPresent();
            if (enough) {
                return;
            }
            vouches.put(flooded.subject(), new PassedOn(flooded.observer(), incarnation, nowNanos));
        }
        passOn(flooded, from, nowNanos);
    }

    /** Passes a flooded item on, once: the caller sees to that. */
    private void passOn(Evidence flooded, MemberId from, long nowNanos) {
        for (MemberId neighbour : membership.neighbours()) {
            boolean knowsIt = neighbour.equals(from) || neighbour.equals(flooded.observer());
            if (!knowsIt && membership.contains(neighbour)) {
                peers.sendReliably(neighbour, flooded, nowNanos);
            }
        }
    }

    /** Floods own votes whose time has come. */
    void floodSerious(Map<MemberId, Count> counts, long nowNanos) {
        for (Evidence own : unflooded()) {
            if (serious(own, Optional.ofNullable(counts.get(own.subject())), nowNanos)) {
                flood(own, nowNanos);
            }
        }
    }

    /** This member convicts the subject: whoever holds against it what this member does must be able to, too. */
    void floodConvicted(MemberId subject, long nowNanos) {
        for (Evidence own : unflooded()) {
            if (own.subject().equals(subject)) {
                flood(own, nowNanos);
            }
        }
    }

    private void flood(Evidence own, long nowNanos) {
        Evidence flooded = own.flood();
        evidence.accept(flooded, nowNanos);
        unfloodedAsOf = -1;
        noteFlood(flooded);
        passOn(flooded, self.id(), nowNanos);
    }

    /** One without weight counts nowhere: nobody need hear of it but those who watch the same subject. */
    private List<Evidence> unflooded() {
        if (membership.isMesh()) {
            return List.of();
        }
        if (unfloodedAsOf != evidence.changes()) {
            unfloodedAsOf = evidence.changes();
            unflooded = evidence.standingVotesOf(self.id()).stream()
                    .filter(own -> !own.flooded() && own.weight() > 0)
                    .toList();
        }
        return unflooded;
    }

    /** When a vote of one's own will have stood long enough. */
    long nextDeadlineNanos() {
        long next = Nanos.NEVER;
        for (Evidence own : unflooded()) {
            next = Math.min(next, evidence.heardNanos(own) + patienceNanos(own));
        }
        return next;
    }

    private boolean serious(Evidence own, Optional<Count> count, long nowNanos) {
        boolean enough = count.filter(
                        c -> c.atLeastLow() || c.votesWithLoss() >= c.quorum().high())
                .isPresent();
        return (enough && !damped(own)) || nowNanos - evidence.heardNanos(own) >= patienceNanos(own);
    }

    private long patienceNanos(Evidence own) {
        return damped(own) ? damping.patienceNanos(own.subject(), LONE_VOTE_NANOS) : LONE_VOTE_NANOS;
    }

    private void send(MemberId to, Evidence statement, boolean delivered, long nowNanos) {
        if (delivered) {
            peers.sendReliably(to, statement, nowNanos);
        } else {
            peers.send(to, statement);
        }
    }
}
