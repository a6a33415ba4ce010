package dev.fusebox.core.member;

import dev.fusebox.core.message.Evidence;
import dev.fusebox.core.message.Evidence.Acknowledgement;
import dev.fusebox.core.roster.GroupEpoch;
import dev.fusebox.core.roster.MemberId;
import dev.fusebox.core.roster.RosterMember;

/**
 * How everyone learns in a small group that a joiner takes part. It is watched from its acknowledgement of the roster on; where it dies
 * before all of its observers have heard that, those who have are too few for the full quorum. So it says it once in a signed statement,
 * and whoever hears that first passes it on to those who are to watch it. It must be the joiner's own word: else one liar could have a
 * member watched that is starting still. (In a large group acknowledgements spread as bits: {@link Absentees}.)
 */
final class Arrival {
    private final GroupEpoch groupEpoch;
    private final Self self;
    private final Membership membership;
    private final Peers peers;
    private boolean announced;

    Arrival(GroupEpoch groupEpoch, Self self, Membership membership, Peers peers) {
        this.groupEpoch = groupEpoch;
        this.self = self;
        this.membership = membership;
        this.peers = peers;
    }

    /** This member acknowledged that revision. */
    void announce(long revision, long nowNanos) {
        boolean joiner =
                membership.find(self.id()).filter(RosterMember::isFounder).isEmpty();
        if (announced || !joiner || !membership.isMesh()) {
            return;
        }
        announced = true;
        Evidence own = new Evidence(
                groupEpoch,
                self.id(),
                self.id(),
                self.nextStatement(),
                self.incarnation(),
                new Acknowledgement(revision));
        Evidence signed = own.signed(self.identity.sign(own));
        membership.others().forEach(other -> peers.sendReliably(other, signed, nowNanos));
    }

    /** Another's word of it is news here, and may be to those who are to watch it. */
    void passOn(Evidence acknowledgement, MemberId from, long nowNanos) {
        for (MemberId observer : membership.observersOf(acknowledgement.subject())) {
            if (!observer.equals(self.id()) && !observer.equals(from)) {
                peers.sendReliably(observer, acknowledgement, nowNanos);
            }
        }
    }
}
