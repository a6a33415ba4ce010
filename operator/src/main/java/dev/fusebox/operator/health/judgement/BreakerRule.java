package dev.fusebox.operator.health.judgement;

import dev.fusebox.operator.health.judgement.Breaker.Standing;
import java.util.List;

/** Rule 5: when too much fails at once, our own view is suspect. */
final class BreakerRule implements Rule {
    static final String NAME = "Breaker";

    @Override
    public RuleOutcome judge(Question question) {
        List<Standing> breakers =
                List.of(question.limits().group(), question.limits().cluster());
        if (breakers.stream().anyMatch(b -> b.state() == Breaker.State.OPEN)) {
            return RuleReason.BREAKER_OPEN.outcome("group's breaker "
                    + question.limits().group().state() + ", cluster's "
                    + question.limits().cluster().state());
        }
        if (question.limits().storm()) {
            return RuleReason.STORM_ACTIVE.outcome();
        }
        List<Standing> halfOpen = breakers.stream()
                .filter(b -> b.state() == Breaker.State.HALF_OPEN)
                .toList();
        if (halfOpen.isEmpty()) {
            return RuleReason.BREAKER_CLOSED.outcome();
        }
        boolean tried = halfOpen.stream().anyMatch(Standing::trialTaken);
        return (tried || question.target() == Target.NODE ? RuleReason.BREAKER_HALF_OPEN : RuleReason.BREAKER_TRIAL)
                .outcome();
    }
}
