package dev.fusebox.operator.health.judgement;

import dev.fusebox.operator.roster.NodeFact;
import dev.fusebox.operator.roster.PodFact;
import dev.fusebox.operator.roster.RemediationPolicy;
import java.util.List;
import java.util.Optional;

/**
 * All that a decision is made from. Times are ages or monotonic nanoseconds of one process. What is not known is empty or UNKNOWN, and
 * allows nothing.
 *
 * @param target what would be acted on
 * @param subject the case
 * @param probes the latest word of each observer since the case was opened
 * @param testimony the subject's own, while its agent's stream stands
 * @param pod with the case's UID
 * @param node that it runs on
 * @param channels that are not the peers'
 * @param surroundings of the subject
 * @param limits breakers, storm, budgets
 * @param self the operator's own state
 * @param coordination with others
 * @param policy of the group
 * @param restartsInPlace whether the cluster can restart all containers in place (Kubernetes 1.36 and later); else Restart means Evict
 * @param nowNanos monotonic
 */
public record Question(
        Target target,
        CaseFact subject,
        List<Probe> probes,
        Optional<Testimony> testimony,
        Optional<PodFact> pod,
        Optional<NodeFact> node,
        Channels channels,
        Surroundings surroundings,
        Limits limits,
        Self self,
        Coordination coordination,
        RemediationPolicy policy,
        boolean restartsInPlace,
        long nowNanos) {
    public Question {
        probes = List.copyOf(probes);
    }

    long caseAgeNanos() {
        return nowNanos - subject.openedNanos();
    }

    /** Whether the pod's own word is all that is needed: it authorises the action on that pod alone. */
    boolean byItself() {
        return target == Target.POD && subject.byItself();
    }
}
