package dev.fusebox.operator.health.judgement;

import java.util.List;

/** Rule 2: votes of sound observers from enough distinct nodes and zones, or the pod's own word about itself. */
final class QuorumRule implements Rule {
    static final String NAME = "Quorum";

    @Override
    public RuleOutcome judge(Question question) {
        CaseFact subject = question.subject();
        if (subject.byItself()) {
            return (question.byItself() ? RuleReason.OWN_TESTIMONY : RuleReason.ONLY_ITS_OWN_POD).outcome();
        }
        if (subject.uncorroborated()) {
            return RuleReason.UNCORROBORATED.outcome();
        }
        List<Vote> counted = subject.votes().stream()
                .filter(v -> v.countsAgainst(subject.uid(), subject.node()))
                .toList();
        long nodes = counted.stream().map(Vote::node).distinct().count();
        String figures = "votes from " + nodes + " nodes, needed " + subject.quorum() + " (" + subject.observers()
                + " observers, " + subject.otherNodes() + " other nodes)";
        if (nodes < subject.quorum()) {
            return RuleReason.NO_QUORUM.outcome(figures);
        }
        long zones = counted.stream()
                .map(Vote::zone)
                .filter(z -> !z.isEmpty())
                .distinct()
                .count();
        if (subject.spansZones() && zones < 2) {
            return RuleReason.ONE_ZONE_ONLY.outcome(figures);
        }
        return RuleReason.QUORUM.outcome(figures);
    }
}
