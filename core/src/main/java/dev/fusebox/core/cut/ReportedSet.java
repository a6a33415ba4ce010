package dev.fusebox.core.cut;

import dev.fusebox.core.roster.MemberId;
import dev.fusebox.core.time.Nanos;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Which verdicts belong together: members that fail at once are reported as one set, the same at nearly everyone, though verdicts are
 * reached one by one. A verdict burns the fuse at once; the report waits while another member is in doubt, that is, while a vote about
 * it stands that no vouch answers, and at most the unstable timeout from the set's first verdict on. (After the multi-node cut
 * detection of Rapid: Suresh et al., Stable and Consistent Membership at Scale with Rapid, ATC 2018, section 4.2. There a member
 * between the marks L and H holds the cut back; here one vote does, because a vouch lets go of it within a round.)
 *
 * <p>The caller says of each member what became of it, then asks {@link #take}. O(log n) per word, bounded by the members named. Not
 * thread-safe.
 */
public final class ReportedSet {
    /** How long a small quorum must stand before it convicts, and the longest that a reported set waits. */
    public static final long UNSTABLE_TIMEOUT_NANOS = Nanos.ofMillis(1_500);

    private final Set<MemberId> convicted = new TreeSet<>();
    private final Set<MemberId> inDoubt = new TreeSet<>();
    private SortedSet<MemberId> waiting = new TreeSet<>();
    private long deadlineNanos = Nanos.NEVER;

    /** A verdict about that member was reached; said again, it changes nothing. */
    public void convict(MemberId member, long nowNanos) {
        inDoubt.remove(member);
        if (convicted.add(member)) {
            waiting.add(member);
            deadlineNanos = Math.min(deadlineNanos, nowNanos + UNSTABLE_TIMEOUT_NANOS);
        }
    }

    /** The verdict about that member is withdrawn: it may be convicted once more. What waits to be reported stays so. */
    public void acquit(MemberId member) {
        convicted.remove(member);
    }

    /** Whether a vote about that member stands that no vouch answers. Of no account once there is a verdict about it. */
    public void doubt(MemberId member, boolean unanswered) {
        if (unanswered && !convicted.contains(member)) {
            inDoubt.add(member);
        } else {
            inDoubt.remove(member);
        }
    }

    /** The set, sorted, once it is final; each verdict is in one set. */
    public Optional<SortedSet<MemberId>> take(long nowNanos) {
        if (waiting.isEmpty() || (!inDoubt.isEmpty() && nowNanos < deadlineNanos)) {
            return Optional.empty();
        }
        SortedSet<MemberId> reported = Collections.unmodifiableSortedSet(waiting);
        waiting = new TreeSet<>();
        deadlineNanos = Nanos.NEVER;
        return Optional.of(reported);
    }

    /** When the set that waits is final whoever is in doubt. */
    public long nextDeadlineNanos() {
        return deadlineNanos;
    }
}
