package dev.fusebox.core.member;

import dev.fusebox.core.roster.MemberId;
import dev.fusebox.core.time.Nanos;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Those in the roster that have not acknowledged it: the epoch is shown to them again and again, and who stays silent beyond its grace
 * is reported missing, once. Nobody is accused. In a large group neighbours tell each other who acknowledged.
 */
final class Absentees {
    /** So often the epoch is shown to them. */
    private static final long SHOW_PERIOD_NANOS = Nanos.ofMillis(500);

    /** So often when the time in which a fuse must form is over. */
    private static final long LATE_SHOW_PERIOD_NANOS = Nanos.ofMillis(5_000);

    /** News of acknowledgements wait so long for more of them. */
    private static final long GOSSIP_DELAY_NANOS = Nanos.ofMillis(100);

    private final Member member;
    private final Membership membership;
    private final Outbox out;
    private final Set<MemberId> missingTold = new TreeSet<>();
    private long showAtNanos;

    /** Nobody is missed before; those that come meanwhile only make it later. */
    private long graceEndsNanos;

    private long gossipAtNanos = Nanos.NEVER;
    private long revisedNanos;

    Absentees(Member member, Membership membership, Outbox out, long nowNanos) {
        this.member = member;
        this.membership = membership;
        this.out = out;
        this.showAtNanos = nowNanos;
        this.revisedNanos = nowNanos;
    }

    /** The roster changed: show it at once. */
    void revised(long nowNanos) {
        showAtNanos = nowNanos;
        revisedNanos = nowNanos;
        graceEndsNanos = nowNanos;
    }

    void show(long nowNanos) {
        if (nowNanos >= showAtNanos && !membership.acknowledgements().allUpToDate()) {
            boolean late = nowNanos - revisedNanos > GroupMember.FORM_TIMEOUT_NANOS;
            showAtNanos = nowNanos + (late && !membership.isMesh() ? LATE_SHOW_PERIOD_NANOS : SHOW_PERIOD_NANOS);
            Collection<MemberId> asked =
                    membership.isMesh() ? membership.acknowledgements().behind() : membership.acquaintances();
            List.copyOf(asked).forEach(other -> member.showEpochs(other, true, 0, nowNanos));
        }
    }

    /** There is news of who acknowledged, to be passed on to the neighbours together with what else comes soon. */
    void gossip(long nowNanos) {
        if (!membership.isMesh()) {
            gossipAtNanos = Math.min(gossipAtNanos, nowNanos + GOSSIP_DELAY_NANOS);
        }
    }

    void passOnGossip(long nowNanos) {
        if (nowNanos >= gossipAtNanos) {
            gossipAtNanos = Nanos.NEVER;
            membership.acquaintances().forEach(other -> member.showEpochs(other, false, 0, nowNanos));
        }
    }

    void tellMissing(long nowNanos) {
        if (nowNanos < graceEndsNanos) {
            return;
        }
        graceEndsNanos = Nanos.NEVER;
        for (MemberId other : membership.acknowledgements().absent()) {
            if (missingTold.contains(other)) {
                continue;
            }
            long ends = graceEndsNanos(other);
            if (nowNanos >= ends) {
                missingTold.add(other);
                out.tell(new Notice.MemberMissing(membership.roster().groupEpoch(), other));
            } else {
                graceEndsNanos = Math.min(graceEndsNanos, ends);
            }
        }
    }

    /** When somebody is to be shown the epoch, or missed. */
    long nextDeadlineNanos() {
        long next = Math.min(gossipAtNanos, membership.acknowledgements().allUpToDate() ? Nanos.NEVER : showAtNanos);
        return Math.min(next, graceEndsNanos);
    }

    private long graceEndsNanos(MemberId other) {
        return membership.inRosterSinceNanos(other)
                + membership.roster().detection().startupGraceNanos();
    }
}
