package dev.fusebox.core.member;

import dev.fusebox.core.message.Evidence;
import dev.fusebox.core.message.LifeProof;
import dev.fusebox.core.roster.GroupEpoch;
import dev.fusebox.core.roster.MemberId;
import dev.fusebox.core.suspect.EvidenceTable;
import java.util.Optional;

/** What this member itself states about others in one epoch: numbered, signed, sent on its way, and reported to the operator. */
final class Testimony {
    private final GroupEpoch groupEpoch;
    private final Self self;
    private final Membership membership;
    private final EvidenceTable evidence;
    private final Peers peers;
    private final Dissemination dissemination;
    private final Outbox out;

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
        boolean delivered = !(statement instanceof Evidence.Vouch);
        publish(subject, statement, evidence.floodedVoteStands(subject), delivered, nowNanos);
    }

    /**
     * Passes on that the subject lives in a newer incarnation than the one that is suspected. It is said once, so it must arrive.
     *
     * @param flooded whether the vote that it answers was flooded
     */
    void refute(MemberId subject, LifeProof life, boolean flooded, long nowNanos) {
        publish(subject, new Evidence.Vouch(life), flooded, true, nowNanos);
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
            if (own.statement() instanceof Evidence.Vote vote) {
                state(own.subject(), new Evidence.Vote(0, vote.levelMilli(), vote.nonce()), nowNanos);
            }
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

    private void publish(
            MemberId subject, Evidence.Statement statement, boolean answersFlood, boolean delivered, long nowNanos) {
        long incarnation = Math.max(
                evidence.incarnation(subject),
                peers.find(subject).map(p -> p.incarnation).orElse(0L));
        Evidence own = new Evidence(groupEpoch, self.id(), subject, self.nextStatement(), incarnation, statement);
        boolean tookBackFlood = evidence.newest(self.id(), subject, own.aboutLoss())
                .filter(Evidence::flooded)
                .isPresent();
        Evidence published = dissemination.publish(own, answersFlood || tookBackFlood, delivered, nowNanos);
        evidence.accept(published, nowNanos);
        out.add(new Effect.Report(published));
    }
}
