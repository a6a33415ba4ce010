package dev.fusebox.core.member;

import dev.fusebox.core.message.Evidence;
import dev.fusebox.core.message.LifeProof;
import dev.fusebox.core.roster.GroupEpoch;
import dev.fusebox.core.roster.MemberId;
import dev.fusebox.core.suspect.EvidenceTable;
import dev.fusebox.core.time.Nanos;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What this member itself states about others in one epoch: numbered, signed, sent on its way, and reported to the operator. */
final class Testimony {
    /**
     * So long one vouch about a subject keeps back the next: whoever floods the group with votes gets no vouch to everyone for each.
     * Shorter than any round, so that an answer still comes within one.
     */
    static final long VOUCH_PAUSE_NANOS = Nanos.ofMillis(50);

    private final GroupEpoch groupEpoch;
    private final Self self;
    private final Membership membership;
    private final EvidenceTable evidence;
    private final Peers peers;
    private final Dissemination dissemination;
    private final Outbox out;
    private final Map<MemberId, Long> nextVouchNanos = new TreeMap<>();
    private final Map<MemberId, Waiting> waiting = new TreeMap<>();

    /** A vouch that is kept back, the newest of its subject, and the widest way that any of them was to go. */
    private record Waiting(LifeProof life, boolean answersFlood, boolean delivered) {}

    Testimony(
            GroupEpoch groupEpoch,
            Self self,
            Membership membership,
            EvidenceTable evidence,
            Peers peers,
            Dissemination dissemination,
            Outbox out) {
        this.groupEpoch = groupEpoch;
        this.self = self;
        this.membership = membership;
        this.evidence = evidence;
        this.peers = peers;
        this.dissemination = dissemination;
        this.out = out;
    }

    /** States that about the subject: to everyone whom a flooded vote about it reached, if one stands. */
    void state(MemberId subject, Evidence.Statement statement, long nowNanos) {
        boolean flooded = evidence.floodedVoteStands(subject);
        if (statement instanceof Evidence.Vouch vouch) {
            vouch(subject, vouch.life(), flooded, false, nowNanos);
        } else {
            if (statement instanceof Evidence.Vote) {
                waiting.remove(subject);
            }
            publish(subject, statement, flooded, true, nowNanos);
        }
    }

    /**
     * Passes on that the subject lives in a newer incarnation than the one that is suspected. It is said once, so it must arrive.
     *
     * @param flooded whether the vote that it answers was flooded
     */
    void refute(MemberId subject, LifeProof life, boolean flooded, long nowNanos) {
        vouch(subject, life, flooded, true, nowNanos);
    }

    private void vouch(MemberId subject, LifeProof life, boolean answersFlood, boolean delivered, long nowNanos) {
        if (nowNanos < nextVouchNanos.getOrDefault(subject, nowNanos)) {
            waiting.merge(subject, new Waiting(life, answersFlood, delivered), this::together);
        } else {
            nextVouchNanos.put(subject, nowNanos + VOUCH_PAUSE_NANOS);
            publish(subject, new Evidence.Vouch(life), answersFlood, delivered, nowNanos);
        }
    }

    /** The newer word of the two; of one incarnation that which this member was told itself, for only that counts as its vouch. */
    private Waiting together(Waiting before, Waiting after) {
        int newer = Long.compare(after.life.incarnation(), before.life.incarnation());
        boolean own =
                after.life.asker().equals(self.id()) || !before.life.asker().equals(self.id());
        return new Waiting(
                newer > 0 || (newer == 0 && own) ? after.life : before.life,
                before.answersFlood || after.answersFlood,
                before.delivered || after.delivered);
    }

    /** Says what was kept back and is due. */
    void advance(long nowNanos) {
        for (Iterator<Map.Entry<MemberId, Waiting>> entries = waiting.entrySet().iterator(); entries.hasNext(); ) {
            Map.Entry<MemberId, Waiting> entry = entries.next();
            MemberId subject = entry.getKey();
            Waiting vouch = entry.getValue();
            if (nowNanos >= nextVouchNanos.getOrDefault(subject, nowNanos)) {
                entries.remove();
                vouch(subject, vouch.life, vouch.answersFlood, vouch.delivered, nowNanos);
            }
        }
    }

    /** When {@link #advance} has something to say. */
    long nextDeadlineNanos() {
        long next = Nanos.NEVER;
        for (MemberId subject : waiting.keySet()) {
            next = Math.min(next, nextVouchNanos.getOrDefault(subject, Nanos.NEVER));
        }
        return next;
    }

    /** The subject's newest word, if it has answered that suspicion already, as this member knows and has no reason to doubt. */
    Optional<LifeProof> refutationOf(Evidence vote) {
        boolean old = vote.incarnation() < evidence.incarnation(vote.subject());
        boolean doubtful = evidence.vote(self.id(), vote.subject()).isPresent();
        return old && !doubtful ? evidence.refutation(vote.subject()) : Optional.empty();
    }

    /** Who is cut off cannot tell who else is. */
    void takeWeightOffVotes(long nowNanos) {
        for (Evidence own : evidence.standingVotesOf(self.id())) {
            Evidence.Statement weightless = own.statement() instanceof Evidence.Vote vote
                    ? new Evidence.Vote(0, vote.levelMilli(), vote.nonce())
                    : new Evidence.LossVote(0);
            state(own.subject(), weightless, nowNanos);
        }
    }

    /** Says again to that peer what stands: it started anew and knows nothing of it. */
    void repeatVotes(MemberId to, long nowNanos) {
        for (Evidence own : evidence.standingVotesOf(self.id())) {
            boolean hears = membership.isMesh()
                    || own.flooded()
                    || to.equals(own.subject())
                    || membership.observersOf(own.subject()).contains(to);
            if (hears) {
                peers.sendReliably(to, own, nowNanos);
            }
        }
    }

    /**
     * What this member holds against others, and for those whom votes stand against: all that somebody must hear who knows nothing yet.
     * Bounded by the subjects of this member.
     */
    List<Evidence> standing(long nowNanos) {
        List<Evidence> standing = new ArrayList<>(evidence.standingVotesOf(self.id()));
        for (MemberId suspect : evidence.suspects()) {
            if (evidence.vouchers(suspect, nowNanos).contains(self.id())) {
                evidence.newest(self.id(), suspect, false).ifPresent(standing::add);
            }
        }
        return standing;
    }

    private void publish(
            MemberId subject, Evidence.Statement statement, boolean answersFlood, boolean delivered, long nowNanos) {
        long incarnation = Math.max(
                evidence.incarnation(subject),
                peers.find(subject).map(p -> p.incarnation).orElse(0L));
        Evidence own = new Evidence(groupEpoch, self.id(), subject, self.nextStatement(), incarnation, statement);
        Evidence published = dissemination.publish(own, answersFlood, delivered, nowNanos);
        evidence.accept(published, nowNanos);
        out.add(new Effect.Report(published));
    }
}
