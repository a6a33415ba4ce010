package dev.fusebox.operator.health.judgement;

/**
 * Rule 7: who judges must see well. The uncached read comes last: where it is all that is missing, it is worth the request.
 */
final class SelfCheckRule implements Rule {
    static final String NAME = "SelfCheck";
    static final long WARM_UP_NANOS = 60_000_000_000L;
    static final long LATEST_LOOP_NANOS = 1_000_000_000L;
    static final long ENOUGH_FOR_NANOS = 30_000_000_000L;
    static final long FRESH_READ_NANOS = 5_000_000_000L;

    @Override
    public RuleOutcome judge(Question question) {
        Self self = question.self();
        if (!self.leading()) {
            return RuleReason.NOT_LEADING.outcome();
        }
        if (self.leadingForNanos() < WARM_UP_NANOS) {
            return RuleReason.WARMING_UP.outcome("leading for " + Show.seconds(self.leadingForNanos()) + " of 60 s");
        }
        if (self.loopLagNanos() < 0 || self.loopLagNanos() >= LATEST_LOOP_NANOS) {
            return RuleReason.LOOP_LATE.outcome("own loop late by " + Show.seconds(self.loopLagNanos()));
        }
        if (!Self.enough(self.agentsAttached(), self.agentsExpected()) || self.enoughForNanos() < ENOUGH_FOR_NANOS) {
            return RuleReason.TOO_FEW_AGENTS.outcome(self.agentsAttached() + " of " + self.agentsExpected()
                    + " agents attached, enough for " + Show.seconds(self.enoughForNanos()));
        }
        boolean read = self.readAgeNanos().isPresent()
                && self.readAgeNanos().getAsLong() >= 0
                && self.readAgeNanos().getAsLong() < FRESH_READ_NANOS;
        return (read ? RuleReason.SELF_WELL : RuleReason.READ_NOT_FRESH).outcome();
    }
}
