package dev.fusebox.core.member;

import dev.fusebox.core.roster.MemberId;
import dev.fusebox.core.time.Nanos;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Those in the roster that have not acknowledged it: the epoch is shown to them again and again, and who stays silent beyond its grace
 * is reported missing, once. Nobody is accused.
 */
final class Absentees {
    /** So often the epoch is shown to them. */
    private static final long SHOW_PERIOD_NANOS = Nanos.ofMillis(500);

    private final Member member;
    private final Membership membership;
    private final Outbox out;
    private final Set<MemberId> missingTold = new TreeSet<>();
    private long showAtNanos;

    Absentees(Member member, Membership membership, Outbox out, long nowNanos) {
        this.member = member;
        this.membership = membership;
        this.out = out;
        this.showAtNanos = nowNanos;
    }

    /** The roster changed: show it at once. */
    void revised(long nowNanos) {
        showAtNanos = nowNanos;
    }

    void show(long nowNanos) {
        List<MemberId> absent = absent();
        if (nowNanos >= showAtNanos && !absent.isEmpty()) {
            showAtNanos = nowNanos + SHOW_PERIOD_NANOS;
            absent.forEach(other -> member.showEpochs(other, true, 0, nowNanos));
        }
    }

    void tellMissing(long nowNanos) {
        for (MemberId other : absent()) {
            if (nowNanos >= graceEndsNanos(other) && missingTold.add(other)) {
                out.tell(new Notice.MemberMissing(membership.roster().groupEpoch(), other));
            }
        }
    }

    /** When somebody is to be shown the epoch, or missed. */
    long nextDeadlineNanos() {
        long next = Nanos.NEVER;
        for (MemberId other : absent()) {
            next = Math.min(next, showAtNanos);
            if (!missingTold.contains(other)) {
                next = Math.min(next, graceEndsNanos(other));
            }
        }
        return next;
    }

    private long graceEndsNanos(MemberId other) {
        return membership.inRosterSinceNanos(other)
                + membership.roster().detection().startupGraceNanos();
    }

    private List<MemberId> absent() {
        return membership.others().stream()
                .filter(o -> !membership.hasAcknowledged(o))
                .toList();
    }
}
