package dev.fusebox.operator.health.judgement;

import static dev.fusebox.operator.health.judgement.Row.node;
import static dev.fusebox.operator.health.judgement.Row.pod;
import static dev.fusebox.operator.health.judgement.Row.row;

import dev.fusebox.operator.health.judgement.Breaker.Standing;
import dev.fusebox.operator.health.judgement.Breaker.State;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BreakerRuleTest {
    private static final Standing OPEN = new Standing(State.OPEN, false, OptionalLong.empty());
    private static final Standing HALF_OPEN = new Standing(State.HALF_OPEN, false, OptionalLong.empty());
    private static final Standing TRIED = new Standing(State.HALF_OPEN, true, OptionalLong.empty());

    static Stream<Row> rows() {
        return Stream.of(
                pod("both closed", s -> {}, RuleReason.BREAKER_CLOSED),
                pod("the group's open", s -> s.groupBreaker = OPEN, RuleReason.BREAKER_OPEN),
                pod("the cluster's open", s -> s.clusterBreaker = OPEN, RuleReason.BREAKER_OPEN),
                node("the cluster's open, of a node", s -> s.clusterBreaker = OPEN, RuleReason.BREAKER_OPEN),
                row("its own word, open", Scene.ownTestimony(), s -> s.groupBreaker = OPEN, RuleReason.BREAKER_OPEN),
                pod("half open", s -> s.groupBreaker = HALF_OPEN, RuleReason.BREAKER_TRIAL),
                pod("the cluster's half open", s -> s.clusterBreaker = HALF_OPEN, RuleReason.BREAKER_TRIAL),
                pod("half open, tried", s -> s.groupBreaker = TRIED, RuleReason.BREAKER_HALF_OPEN),
                pod("the cluster's half open, tried", s -> s.clusterBreaker = TRIED, RuleReason.BREAKER_HALF_OPEN),
                node("half open, of a node", s -> s.groupBreaker = HALF_OPEN, RuleReason.BREAKER_HALF_OPEN),
                pod(
                        "one open, one half open",
                        s -> {
                            s.groupBreaker = HALF_OPEN;
                            s.clusterBreaker = OPEN;
                        },
                        RuleReason.BREAKER_OPEN),
                pod("storm", s -> s.storm = true, RuleReason.STORM_ACTIVE),
                row("its own word, storm", Scene.ownTestimony(), s -> s.storm = true, RuleReason.STORM_ACTIVE));
    }

    @ParameterizedTest
    @MethodSource("rows")
    void tooMuchAtOnceStopsEverything(Row row) {
        row.check();
    }
}
