package dev.fusebox.operator.health.judgement;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fusebox.operator.roster.RemediationPolicy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Whatever is asked, and however often the operator restarts: no stretch of an hour sees more actions than were allowed. */
class BudgetPropertyTest {
    private static final long SECOND = 1_000_000_000L;
    private static final long HOUR = 3_600 * SECOND;
    private static final RemediationPolicy POLICY = new Scene().policy();

    @Test
    void noHourSeesMoreThanTheBucketsHold() {
        for (int seed = 0; seed < 2_000; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            Budget budget = new Budget();
            Map<String, List<Long>> spent = new HashMap<>();
            long now = random.nextLong(-HOUR, HOUR);
            for (int step = 0; step < 60; step++) {
                now += random.nextLong(10 * 60 * SECOND);
                String group = "g" + random.nextInt(2);
                String lineage = "l" + random.nextInt(6);
                if (budget.spend(group, lineage, POLICY, now)) {
                    within(spent, group, now, POLICY.maxActions(), seed);
                    within(spent, lineage, now, Budget.LINEAGE_ACTIONS, seed);
                }
                if (random.nextInt(8) == 0) {
                    budget = Budget.restore(budget.snapshot(now), now);
                }
                if (random.nextInt(30) == 0) {
                    budget.resume(group, List.of(lineage));
                    spent.remove(group);
                    spent.remove(lineage);
                }
            }
        }
    }

    private static void within(Map<String, List<Long>> spent, String key, long now, int capacity, int seed) {
        List<Long> times = spent.computeIfAbsent(key, k -> new ArrayList<>());
        times.add(now);
        assertThat(times.stream().filter(at -> now - at < HOUR))
                .as("seed " + seed + ", " + key)
                .hasSizeLessThanOrEqualTo(capacity);
    }

    @Test
    void aRestartedOneSaysWhatTheOtherWouldHaveSaid() {
        for (int seed = 0; seed < 2_000; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            Budget budget = new Budget();
            long now = 0;
            for (int step = 0; step < 20; step++) {
                now += random.nextLong(20 * 60 * SECOND);
                budget.spend("g", "l" + random.nextInt(4), POLICY, now);
            }
            long shift = random.nextLong(-HOUR, HOUR);
            Budget restored = Budget.restore(budget.snapshot(now), now + shift);
            for (int i = 0; i < 5; i++) {
                long later = now + random.nextLong(2 * HOUR);
                String lineage = "l" + random.nextInt(4);
                assertThat(restored.standing("g", lineage, POLICY, later + shift))
                        .as("seed " + seed)
                        .isEqualTo(budget.standing("g", lineage, POLICY, later));
            }
        }
    }

    @Test
    void aBreakerNeverClosesWithoutFourMinutesOfCalmHoweverOftenItRestarts() {
        for (int seed = 0; seed < 2_000; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            Breaker breaker = new Breaker();
            long now = 0;
            long lastOverload = Long.MIN_VALUE / 2;
            for (int step = 0; step < 60; step++) {
                now += random.nextLong(60 * SECOND);
                boolean overloaded = random.nextInt(15) == 0;
                lastOverload = overloaded ? now : lastOverload;
                breaker.observe(overloaded, now);
                if (breaker.standing().state() == Breaker.State.CLOSED) {
                    assertThat(now - lastOverload).as("seed " + seed).isGreaterThanOrEqualTo(240 * SECOND);
                }
                if (random.nextInt(5) == 0) {
                    breaker = Breaker.restore(breaker.snapshot(now), now);
                }
            }
        }
    }
}
