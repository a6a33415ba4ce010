package dev.fusebox.operator.health.judgement;

import static dev.fusebox.operator.health.judgement.Pool.blockedFor;
import static dev.fusebox.operator.health.judgement.Scene.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What kured and the descheduler hold back: so is it here. */
class KuredAndDeschedulerTest {
    @Test
    void kuredReleasesItsLockOneNodeAtATime_hereTenMinutesApart() {
        NodePacing pacing = new NodePacing();
        Scene scene = Scene.ofNode();
        pacing.acted(scene.now);
        scene.untilNodeAction = pacing.untilNextNanos(scene.now + 599 * SECOND);
        assertThat(blockedFor(scene, RuleReason.NODE_PACING)).isTrue();
        scene.untilNodeAction = pacing.untilNextNanos(scene.now + 600 * SECOND);
        assertThat(scene.judge().allowed()).isTrue();
    }

    @Test
    void deschedulerLimitsEvictionsInAll() {
        Budget budget = new Budget();
        Scene scene = new Scene();
        IntStream.range(0, Budget.CLUSTER_ACTIONS)
                .forEach(i -> budget.spend("g" + i, "l" + i, scene.policy(), i * SECOND));
        scene.budget = budget.standing("g", "l", scene.policy(), 61 * SECOND);
        assertThat(blockedFor(scene, RuleReason.CLUSTER_EXHAUSTED)).isTrue();
    }
}
