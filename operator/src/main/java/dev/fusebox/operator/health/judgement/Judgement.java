package dev.fusebox.operator.health.judgement;

import dev.fusebox.operator.roster.RemediationPolicy.Mode;
import java.util.List;

/**
 * Whether the operator may act (kubernetes.md section 2): every rule is asked, in their order, whatever the others say, so that the
 * record is complete. Pure: the same question has the same answer.
 */
public final class Judgement {
    private static final List<Rule> RULES = List.of(
            new ModeRule(),
            new CaseRule(),
            new QuorumRule(),
            new ChannelsRule(),
            new NodeVerdictRule(),
            new BreakerRule(),
            new BudgetRule(),
            new SelfCheckRule(),
            new CoordinationRule());

    private Judgement() {}

    /** The decision, with every rule's outcome. */
    public static Decision judge(Question question) {
        return new Decision(
                question.subject().uid(),
                Choice.of(question),
                RULES.stream().map(rule -> rule.judge(question)).toList(),
                question.policy().mode() == Mode.DRY_RUN);
    }
}
