package dev.fusebox.core.member;

import dev.fusebox.core.cut.Isolation;
import dev.fusebox.core.cut.Verdict;
import dev.fusebox.core.cut.VerdictKind;
import dev.fusebox.core.fuse.FuseState;
import dev.fusebox.core.roster.MemberId;
import dev.fusebox.core.time.Nanos;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/**
 * Finds out whether this member itself is cut off in one epoch: row 9 of the verdict table. Before it says so it asks the silent once
 * more. Not thread-safe.
 */
final class SelfIsolation {
    private final GroupMember group;
    private final Self self;
    private final Map<MemberId, SubjectWatch> watches;
    private final SubjectWatch.Surroundings around;
    private final Testimony testimony;
    private final Outbox out;
    private long anyoneHeardNanos;
    private long lastCallAtNanos;

    /** Nobody was heard yet, so silence counts from now on. */
    SelfIsolation(
            GroupMember group,
            Self self,
            Map<MemberId, SubjectWatch> watches,
            SubjectWatch.Surroundings around,
            Testimony testimony,
            Outbox out,
            long nowNanos) {
        this.group = group;
        this.self = self;
        this.watches = watches;
        this.around = around;
        this.testimony = testimony;
        this.out = out;
        this.anyoneHeardNanos = nowNanos;
        this.lastCallAtNanos = nowNanos;
    }

    /** Somebody was heard, or silence so far means nothing. */
    void heard(long nowNanos) {
        anyoneHeardNanos = Math.max(anyoneHeardNanos, nowNanos);
    }

    /** Asks the silent where isolation is near. Returns the verdict about oneself, to burn the fuse with, if it has come to that. */
    Optional<Verdict> advance(long nowNanos) {
        if (!possible()) {
            return Optional.empty();
        }
        long isolated = isolatedAtNanos();
        if (nowNanos >= isolated) {
            return Optional.of(conclude(nowNanos));
        }
        if (nowNanos >= isolated - Isolation.LAST_CALL_NANOS && nowNanos >= lastCallAtNanos) {
            lastCallAtNanos = nowNanos + Isolation.LAST_CALL_PERIOD_NANOS;
            watches.values().stream()
                    .filter(w -> nowNanos - w.lastLifeNanos() > 2 * group.intervalNanos())
                    .forEach(w -> w.lastCall(around.nonce(), nowNanos));
        }
        return Optional.empty();
    }

    private Verdict conclude(long nowNanos) {
        Verdict verdict = new Verdict(self.id(), VerdictKind.ISOLATED, true, "nobody answers");
        group.judgement().record(verdict);
        testimony.takeWeightOffVotes(nowNanos);
        int observers = group.observersOfSelf().size();
        out.tell(new Notice.MemberFailed(group.groupEpoch(), verdict, 0, observers, 0));
        return verdict;
    }

    /** When there is something to ask or to conclude, if nobody is heard until then. */
    long nextDeadlineNanos() {
        if (!possible()) {
            return Nanos.NEVER;
        }
        long isolated = isolatedAtNanos();
        return Math.min(isolated, Math.max(isolated - Isolation.LAST_CALL_NANOS, lastCallAtNanos));
    }

    /** Whether this member found itself isolated, and still hears too little. */
    boolean cutOff(long nowNanos) {
        boolean isolated = group.judgement()
                .verdict(self.id())
                .filter(v -> v.kind() == VerdictKind.ISOLATED)
                .isPresent();
        return isolated && nowNanos >= isolatedAtNanos();
    }

    private boolean possible() {
        return group.page().state() == FuseState.INTACT
                && !self.leaving()
                && group.judgement().verdict(self.id()).isEmpty()
                && somebodyMayBeHeard();
    }

    private boolean somebodyMayBeHeard() {
        Membership membership = group.membership();
        if (membership.convicted().isEmpty() && membership.acknowledgements().allCame()) {
            return !membership.others().isEmpty();
        }
        return membership.others().stream()
                .anyMatch(o -> (group.page().kept() || membership.takesPart(o)) && !membership.isConvicted(o));
    }

    private long isolatedAtNanos() {
        long timeout = Isolation.timeoutNanos(group.intervalNanos());
        long[] subjectsHeard = new long[watches.size()];
        int subjects = 0;
        for (Map.Entry<MemberId, SubjectWatch> watch : watches.entrySet()) {
            if (!group.membership().isConvicted(watch.getKey())) {
                long lossySince = watch.getValue().lossySinceNanos();
                subjectsHeard[subjects++] =
                        lossySince == Nanos.NEVER ? watch.getValue().lastLifeNanos() : lossySince - timeout;
            }
        }
        return Isolation.isolatedAtNanos(anyoneHeardNanos, Arrays.copyOf(subjectsHeard, subjects), timeout);
    }
}
