package dev.fusebox.operator.health.judgement;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** Before rule 2: the case stands, and what was true when it was opened is true now. */
final class CaseRule implements Rule {
    static final String NAME = "Case";
    static final long LONGEST_NANOS = 600_000_000_000L;

    @Override
    public RuleOutcome judge(Question question) {
        CaseFact subject = question.subject();
        if (subject.kind() == VerdictKind.OTHER) {
            return RuleReason.VERDICT_NOT_ACTIONABLE.outcome();
        }
        long age = question.caseAgeNanos();
        if (age < 0 || age >= LONGEST_NANOS) {
            return RuleReason.CASE_EXPIRED.outcome("the case is " + Show.seconds(age) + " old");
        }
        boolean isVoid = Stream.of(question.limits().group(), question.limits().cluster())
                .map(Breaker.Standing::evidenceSinceNanos)
                .filter(OptionalLong::isPresent)
                .anyMatch(since -> subject.openedNanos() - since.getAsLong() < 0);
        if (isVoid) {
            return RuleReason.EVIDENCE_VOID.outcome();
        }
        return subject.byItself() ? ofItself(question) : ofPeers(question, age);
    }

    private static RuleOutcome ofItself(Question question) {
        Optional<Testimony> testimony = question.testimony().filter(Testimony::fresh);
        if (testimony.isEmpty()) {
            return RuleReason.NO_FRESH_TESTIMONY.outcome();
        }
        if (question.subject().kind() == VerdictKind.FATE) {
            return (testimony.get().failed() ? RuleReason.BURNT_WITH_ITS_GROUP : RuleReason.FATE_OVER).outcome();
        }
        return (testimony.get().failed() ? RuleReason.FRESH_TESTIMONY : RuleReason.RECOVERED_SINCE).outcome();
    }

    private static RuleOutcome ofPeers(Question question, long age) {
        List<Probe> answered = question.probes().stream()
                .filter(p -> p.reachable() && p.freshSince(age))
                .toList();
        if (!answered.isEmpty()) {
            return RuleReason.ANSWERED_SINCE.outcome(answered.size() + " observers have reached it since");
        }
        long nodes = question.probes().stream()
                .filter(p -> p.standsAgainst(question.subject(), age))
                .map(Probe::node)
                .distinct()
                .count();
        String figures = "probed in vain from " + nodes + " nodes lately, needed "
                + question.subject().quorum();
        return nodes >= question.subject().quorum()
                ? RuleReason.FRESH_PROBES.outcome(figures)
                : RuleReason.NO_FRESH_PROBES.outcome(figures);
    }
}
