package dev.fusebox.operator.health.judgement;

import static dev.fusebox.operator.health.judgement.Row.pod;
import static dev.fusebox.operator.health.judgement.Scene.SECOND;

import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SelfCheckRuleTest {
    static Stream<Row> rows() {
        return Stream.of(
                pod("sees well", s -> {}, RuleReason.SELF_WELL),
                pod("a follower", s -> s.leading = false, RuleReason.NOT_LEADING),
                pod("leads for 60 s", s -> s.leadingFor = 60 * SECOND, RuleReason.SELF_WELL),
                pod("leads for less", s -> s.leadingFor = 60 * SECOND - 1, RuleReason.WARMING_UP),
                pod("loop just under 1 s late", s -> s.loopLag = SECOND - 1, RuleReason.SELF_WELL),
                pod("loop 1 s late", s -> s.loopLag = SECOND, RuleReason.LOOP_LATE),
                pod("lateness not known", s -> s.loopLag = -1, RuleReason.LOOP_LATE),
                pod("6 of 10 agents", s -> s.attached = 6, RuleReason.SELF_WELL),
                pod("5 of 10 agents", s -> s.attached = 5, RuleReason.TOO_FEW_AGENTS),
                pod(
                        "no agent expected",
                        s -> {
                            s.attached = 0;
                            s.expected = 0;
                        },
                        RuleReason.TOO_FEW_AGENTS),
                pod("enough for 30 s", s -> s.enoughFor = 30 * SECOND, RuleReason.SELF_WELL),
                pod("enough for less", s -> s.enoughFor = 30 * SECOND - 1, RuleReason.TOO_FEW_AGENTS),
                pod("read just now", s -> s.readAge = OptionalLong.of(5 * SECOND - 1), RuleReason.SELF_WELL),
                pod("read 5 s ago", s -> s.readAge = OptionalLong.of(5 * SECOND), RuleReason.READ_NOT_FRESH),
                pod("read in the future", s -> s.readAge = OptionalLong.of(-1), RuleReason.READ_NOT_FRESH),
                pod("never read", s -> s.readAge = OptionalLong.empty(), RuleReason.READ_NOT_FRESH),
                pod(
                        "not read, and something else is amiss",
                        s -> {
                            s.readAge = OptionalLong.empty();
                            s.attached = 5;
                        },
                        RuleReason.TOO_FEW_AGENTS));
    }

    @ParameterizedTest
    @MethodSource("rows")
    void whoJudgesMustSeeWell(Row row) {
        row.check();
    }
}
