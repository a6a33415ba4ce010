package dev.fusebox.operator.hub;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fusebox.operator.health.judgement.Action;
import dev.fusebox.operator.health.judgement.Decision;
import dev.fusebox.operator.health.judgement.RuleOutcome;
import dev.fusebox.operator.health.judgement.Target;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** People see reasons that stand, with the figures of when they came up. */
class SettledDecisionsTest {
    private static final long SECOND = 1_000_000_000L;
    private static final Action EVICT = new Action.OnPod(Action.OnPod.Kind.EVICT, "shop", "cart-0", "a", "n1");

    private final SettledDecisions decisions = new SettledDecisions();
    private long nowNanos;

    private static Decision blocked(String reason, String figure) {
        return new Decision("a", EVICT, List.of(new RuleOutcome("Channels", false, reason, figure)), false);
    }

    private List<Decision> after(int seconds, Decision newest) {
        nowNanos += seconds * SECOND;
        return decisions.look(List.of(newest), nowNanos);
    }

    @Test
    void aReasonIsToldWhenItHasStoodForTenSeconds() {
        Decision first = blocked("LeaseFresh", "age 1 s");
        assertThat(after(0, first)).isEmpty();
        assertThat(after(9, blocked("LeaseFresh", "age 10 s"))).isEmpty();
        assertThat(after(1, blocked("LeaseFresh", "age 11 s"))).containsExactly(first);
    }

    @Test
    void whatIsShownAtOnceIsToldLater() {
        Decision first = blocked("LeaseFresh", "");
        after(0, first);
        assertThat(decisions.of("a")).containsExactly(first);
        assertThat(decisions.told("a", nowNanos)).isFalse();
        after(10, first);
        assertThat(decisions.told("a", nowNanos)).isTrue();
        after(1, blocked("PeersOnly", ""));
        assertThat(decisions.told("a", nowNanos)).isFalse();
        assertThat(decisions.told("b", nowNanos)).isFalse();
    }

    @Test
    void aReasonThatCameAndWentIsNotTold() {
        after(0, blocked("LeaseFresh", ""));
        after(5, blocked("PeersOnly", ""));
        assertThat(after(9, blocked("PeersOnly", ""))).isEmpty();
        assertThat(after(1, blocked("PeersOnly", "")))
                .extracting(d -> d.outcomes().get(0).reason())
                .containsExactly("PeersOnly");
    }

    @Test
    void whatStoodBeforeIsShownUntilTheNextIsSettled() {
        Decision first = blocked("LeaseFresh", "");
        after(0, first);
        after(10, first);
        after(1, blocked("PeersOnly", ""));
        assertThat(decisions.of("a")).containsExactly(first);
    }

    @Test
    void whatOnlyWaitsForAFreshLookIsShownAsThatLookFoundIt() {
        Decision waiting = blocked("ReadNotFresh", "");
        after(0, waiting);
        assertThat(after(20, waiting)).isEmpty();
        Decision found = blocked("PDBBlocked", "");
        decisions.put(Target.POD, found, nowNanos);
        assertThat(after(10, waiting)).containsExactly(found);
    }

    @Test
    void aClosedCaseIsForgotten() {
        after(0, blocked("LeaseFresh", ""));
        decisions.retain(Set.of());
        assertThat(decisions.of("a")).isEmpty();
    }
}
