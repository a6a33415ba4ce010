package dev.fusebox.operator.health.judgement;

/**
 * What an observer that goes on probing the subject of a case said last.
 *
 * @param observer pod UID of the observer
 * @param node it runs on; empty if unknown
 * @param sound whether the observer is itself neither suspected, muted nor quarantined now
 * @param reachable what its probes say
 * @param ageNanos since the operator heard it last
 * @param standingNanos since when its probes say the same
 */
public record Probe(String observer, String node, boolean sound, boolean reachable, long ageNanos, long standingNanos) {
    /** Observers repeat themselves every 5 s: one word may be lost, not two. */
    static final long FRESH_NANOS = 12_000_000_000L;

    boolean freshSince(long caseAgeNanos) {
        return ageNanos >= 0 && ageNanos <= FRESH_NANOS && ageNanos <= caseAgeNanos;
    }

    boolean standsAgainst(CaseFact subject, long caseAgeNanos) {
        return freshSince(caseAgeNanos)
                && sound
                && !reachable
                && !observer.equals(subject.uid())
                && !node.isEmpty()
                && !node.equals(subject.node());
    }
}
