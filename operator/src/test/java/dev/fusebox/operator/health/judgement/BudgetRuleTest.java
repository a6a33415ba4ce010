package dev.fusebox.operator.health.judgement;

import static dev.fusebox.operator.health.judgement.Row.pod;

import dev.fusebox.operator.health.judgement.Budget.Standing;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BudgetRuleTest {
    static Stream<Row> rows() {
        return Stream.of(
                pod("a token in each", s -> {}, RuleReason.WITHIN_BUDGET),
                pod("ledger not read", s -> s.budget = Standing.UNKNOWN, RuleReason.LEDGER_UNKNOWN),
                pod("one under way", s -> s.budget = Standing.UNDER_WAY, RuleReason.ACTION_UNDER_WAY),
                pod("group's spent", s -> s.budget = Standing.GROUP_SPENT, RuleReason.BUDGET_EXHAUSTED),
                pod("lineage's spent", s -> s.budget = Standing.LINEAGE_SPENT, RuleReason.LINEAGE_EXHAUSTED),
                pod("cluster's spent", s -> s.budget = Standing.CLUSTER_SPENT, RuleReason.CLUSTER_EXHAUSTED),
                pod("too soon after the last", s -> s.budget = Standing.TOO_SOON, RuleReason.TOO_SOON));
    }

    @ParameterizedTest
    @MethodSource("rows")
    void noMoreThanIsPaidFor(Row row) {
        row.check();
    }
}
