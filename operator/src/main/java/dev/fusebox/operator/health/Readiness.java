package dev.fusebox.operator.health;

import dev.fusebox.operator.roster.PodFact;
import dev.fusebox.proto.v1.FuseState;
import java.util.List;

/**
 * Who may be a member now, as far as agents said. Pure; nothing is kept from one look to the next.
 *
 * @param group its key
 * @param epoch and fuse: where the group stands
 * @param cases open ones
 * @param nowNanos monotonic
 */
record Readiness(String group, long epoch, Fuse fuse, List<Case> cases, AgentBook book, long nowNanos) {
    /** Probes of open cases are repeated every 5 s. */
    private static final long FRESH_PROBE_NANOS = 12_000_000_000L;

    /** Of the first revision: connected, its application not failed, aware of what burnt, and within reach of the others. */
    boolean mayForm(PodFact pod) {
        return book.isAttached(pod.uid()) && sound(pod.uid());
    }

    /** Of a later revision: its agent may still be on its way to the operator. */
    boolean mayJoin(PodFact pod) {
        return (book.isAttached(pod.uid()) || pod.running()) && sound(pod.uid());
    }

    private boolean sound(String uid) {
        return !book.applicationFailed(uid) && aware(uid) && !outOfReach(uid);
    }

    /** Whether those that voted against it still probe it in vain: a group with it would never form. */
    private boolean outOfReach(String uid) {
        List<AgentBook.Probed> fresh = cases.stream()
                .filter(c -> c.uid().equals(uid))
                .flatMap(c -> c.voters().stream())
                .flatMap(voter -> book.probed(voter.uid(), uid).stream())
                .filter(probed -> nowNanos - probed.atNanos() <= FRESH_PROBE_NANOS)
                .toList();
        return !fresh.isEmpty() && fresh.stream().noneMatch(AgentBook.Probed::reachable);
    }

    /** Whether the agent's last word is not about an epoch that has burnt since: a frozen or cut-off agent is not aware. */
    private boolean aware(String uid) {
        return book.told(uid, group)
                .map(AgentBook.Told::report)
                .filter(r -> r.getFuse() != FuseState.BURNT)
                .map(r -> r.getGroupEpoch().getEpoch() == epoch && fuse != Fuse.BURNT)
                .orElse(true);
    }
}
