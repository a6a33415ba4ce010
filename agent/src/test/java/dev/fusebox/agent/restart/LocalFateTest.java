package dev.fusebox.agent.restart;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fusebox.agent.pod.PodRules;
import dev.fusebox.agent.pod.RestartRule;
import dev.fusebox.core.fuse.Cause;
import dev.fusebox.core.roster.GroupEpoch;
import dev.fusebox.core.time.Nanos;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LocalFateTest {
    private static final long BURN = Nanos.ofMillis(10_000);
    private final LocalFate fate = new LocalFate();

    static GroupEpoch epoch(long number) {
        return new GroupEpoch("team/g", number);
    }

    static PodRules rules(long epoch, boolean restarts, int delayMilliseconds) {
        return new PodRules(epoch(epoch), restarts, new RestartRule(true, delayMilliseconds, 2, 60), Optional.empty());
    }

    @Test
    void aBurnRestartsAfterTheDelay() {
        fate.rules(rules(7, true, 1_500));
        assertThat(fate.burnt(epoch(7), Cause.Kind.VERDICT, BURN)).isTrue();

        assertThat(fate.pending()).isTrue();
        assertThat(fate.nextDeadlineNanos()).isEqualTo(BURN + Nanos.ofMillis(1_500));
        assertThat(fate.takeDue(BURN + Nanos.ofMillis(1_499))).isEmpty();
        assertThat(fate.takeDue(BURN + Nanos.ofMillis(1_500))).containsExactly(epoch(7));
        assertThat(fate.takeDue(BURN + Nanos.ofMillis(9_999))).isEmpty();
        assertThat(fate.pending()).isFalse();
    }

    @Test
    void withoutThatFateOrWithoutAnyRuleNothingFollows() {
        fate.rules(rules(7, false, 0));
        assertThat(fate.burnt(epoch(7), Cause.Kind.VERDICT, BURN)).isFalse();
        assertThat(fate.burnt(new GroupEpoch("other", 7), Cause.Kind.VERDICT, BURN))
                .isFalse();
        assertThat(fate.pending()).isFalse();
    }

    @ParameterizedTest
    @EnumSource(Cause.Kind.class)
    void whateverBurntItCountsButThatItNeverFormed(Cause.Kind cause) {
        fate.rules(rules(7, true, 0));
        assertThat(fate.burnt(epoch(7), cause, BURN)).isEqualTo(cause != Cause.Kind.NOT_FORMED);
    }

    @Test
    void anEpochIsPlannedOnce() {
        fate.rules(rules(7, true, 1_000));
        assertThat(fate.burnt(epoch(7), Cause.Kind.VERDICT, BURN)).isTrue();
        assertThat(fate.burnt(epoch(7), Cause.Kind.VERDICT, BURN + 1)).isFalse();
        assertThat(fate.nextDeadlineNanos()).isEqualTo(BURN + Nanos.ofMillis(1_000));
    }

    /** Or the next epoch would burn of it. */
    @Test
    void theNextEpochSupersedesWhatIsPlanned() {
        fate.rules(rules(7, true, 1_000));
        fate.burnt(epoch(7), Cause.Kind.VERDICT, BURN);
        assertThat(fate.rules(rules(8, true, 1_000))).containsExactly(epoch(7));
        assertThat(fate.pending()).isFalse();
        assertThat(fate.burnt(epoch(7), Cause.Kind.TOMBSTONE, BURN)).isFalse();
    }

    @Test
    void aNewRevisionOfTheSameEpochKeepsWhatIsPlannedAndItsRuleHolds() {
        fate.rules(rules(7, true, 1_000));
        fate.burnt(epoch(7), Cause.Kind.VERDICT, BURN);
        fate.rules(new PodRules(epoch(7), true, RestartRule.FORBIDDEN, Optional.empty()));
        assertThat(fate.pending()).isTrue();
        assertThat(fate.rule(epoch(7)).allowed()).isFalse();
    }

    @Test
    void anOlderEpochChangesNothing() {
        fate.rules(rules(8, true, 0));
        fate.rules(rules(7, false, 0));
        assertThat(fate.burnt(epoch(8), Cause.Kind.VERDICT, BURN)).isTrue();
    }

    @Test
    void aGroupThatIsNoMoreRestartsNothing() {
        fate.rules(rules(7, true, 1_000));
        fate.burnt(epoch(7), Cause.Kind.VERDICT, BURN);
        assertThat(fate.removed("team/g")).containsExactly(epoch(7));
        assertThat(fate.pending()).isFalse();
        assertThat(fate.rule(epoch(7)).allowed()).isFalse();
    }
}
