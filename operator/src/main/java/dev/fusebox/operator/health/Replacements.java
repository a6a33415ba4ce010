package dev.fusebox.operator.health;

import dev.fusebox.operator.roster.GroupSpec;
import dev.fusebox.operator.roster.PodFact;
import dev.fusebox.operator.roster.RemediationPolicy;
import dev.fusebox.proto.v1.Fate;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Members whose pods are to be replaced because the fuse burnt, under fate RestartPods: each whose own agent says so. The next
 * epoch waits for them, as long as one goes now and then, and as long as there is hope; then the fate is a Notify. Not thread-safe; time
 * is an argument.
 */
final class Replacements {
    /** Longer than an operator that has just begun to lead has to look on. */
    static final long PATIENCE_NANOS = 90_000_000_000L;

    /** Judged at a time; the others follow. */
    static final int MOST = 32;

    private List<Case> due = List.of();
    private Set<String> waiting = Set.of();
    private boolean begun;
    private long openedNanos;
    private long movedNanos;

    /** Those to be replaced now, by pod UID. */
    List<Case> due() {
        return due;
    }

    /** The fuse burnt, or a leader that has just begun finds it burnt. */
    void begin(long nowNanos) {
        begun = true;
        openedNanos = nowNanos;
        movedNanos = nowNanos;
    }

    /** It is not burnt, or it never was whole. */
    void end() {
        begun = false;
        waiting = Set.of();
        due = List.of();
    }

    /**
     * Looks anew.
     *
     * @param epoch that burnt
     * @param survivors live pods that the group selects, with an agent, and that did not fail
     * @param hopeless pods about which it is decided that they stay: by way of trial only, or for want of budget
     */
    void update(
            GroupSpec spec,
            long epoch,
            Collection<PodFact> survivors,
            Set<String> hopeless,
            AgentBook book,
            long nowNanos,
            Instant since) {
        if (!begun || !wanted(spec)) {
            end();
            return;
        }
        List<PodFact> burnt = survivors.stream()
                .filter(p -> !p.excluded() && !p.owner().restartsItsOwnGroup())
                .filter(p -> book.isAttached(p.uid()) && book.burnt(p.uid(), spec.key(), epoch))
                .toList();
        Set<String> gone = new HashSet<>(waiting);
        survivors.forEach(p -> gone.remove(p.uid()));
        if (!gone.isEmpty()) {
            movedNanos = nowNanos;
        }
        waiting = burnt.stream().map(PodFact::uid).collect(Collectors.toSet());
        boolean noHope = !waiting.isEmpty() && hopeless.containsAll(waiting);
        if (noHope || nowNanos - movedNanos >= PATIENCE_NANOS) {
            end();
            return;
        }
        due = burnt.stream()
                .limit(MOST)
                .map(p -> Case.ofFate(p.uid(), p.name(), p.node(), epoch, openedNanos, since))
                .toList();
    }

    /** As for every action: where it may be done, and where it is to be said what would be. */
    private static boolean wanted(GroupSpec spec) {
        return spec.fate() == Fate.RESTART_PODS
                && spec.remediation().mode() != RemediationPolicy.Mode.OBSERVE
                && spec.remediation().pauseRequests().isEmpty();
    }
}
