package dev.fusebox.operator.health.judgement;

/** Rule 6: how often something may be done. */
final class BudgetRule implements Rule {
    static final String NAME = "Budget";

    @Override
    public RuleOutcome judge(Question question) {
        return switch (question.limits().budget()) {
            case AVAILABLE -> RuleReason.WITHIN_BUDGET.outcome();
            case UNKNOWN -> RuleReason.LEDGER_UNKNOWN.outcome();
            case UNDER_WAY -> RuleReason.ACTION_UNDER_WAY.outcome();
            case GROUP_SPENT ->
                RuleReason.BUDGET_EXHAUSTED.outcome("the group has used up its "
                        + question.policy().maxActions() + " actions in "
                        + question.policy().windowSeconds() + " s; set fusebox.dev/resume to go on");
            case LINEAGE_SPENT -> RuleReason.LINEAGE_EXHAUSTED.outcome();
            case CLUSTER_SPENT -> RuleReason.CLUSTER_EXHAUSTED.outcome();
            case TOO_SOON ->
                RuleReason.TOO_SOON.outcome(
                        "between two actions of the group: " + question.policy().minIntervalSeconds() + " s");
        };
    }
}
