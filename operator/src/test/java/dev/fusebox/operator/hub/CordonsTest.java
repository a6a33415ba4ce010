package dev.fusebox.operator.hub;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fusebox.operator.health.ClusterFacts;
import dev.fusebox.operator.remediation.GroupRef;
import dev.fusebox.operator.remediation.Job;
import dev.fusebox.operator.remediation.Result;
import dev.fusebox.operator.roster.NodeFact;
import dev.fusebox.operator.roster.Tri;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Cordons of ours are undone when their node has been well for long enough, and nobody else's are touched. */
class CordonsTest {
    private static final long SECOND = 1_000_000_000L;
    private static final String MARKER = "shop/cart/i-1";

    private final ClusterFacts facts = new ClusterFacts();
    private final Cordons cordons = new Cordons();
    private long nowNanos = SECOND;
    private int renewal;

    private void node(Tri ready, String marker) {
        facts.node(new NodeFact("n1", "uid-n1", "", ready, false, false, false, true, marker));
    }

    /** Lets time pass second by second, the node's Lease renewed or not. */
    private void pass(int seconds, boolean renewed) {
        for (int i = 0; i < seconds; i++) {
            nowNanos += SECOND;
            facts.leases().seen("n2", "other-" + nowNanos, 40 * SECOND, nowNanos);
            if (renewed) {
                facts.leases().seen("n1", "r" + renewal++, 40 * SECOND, nowNanos);
            }
            cordons.look(facts, Map.of(), nowNanos);
        }
    }

    private Optional<Job> due() {
        return cordons.due(nowNanos);
    }

    @Test
    void notBeforeTheNodeHasBeenWellForTheWholeDelay() {
        node(Tri.TRUE, MARKER);
        pass(30, true);
        assertThat(due()).isEmpty();
        pass(3, true);
        assertThat(due()).contains(new Job.Undo(new GroupRef("shop", "cart", ""), "n1", MARKER));
    }

    @Test
    void notWhileKubernetesDoesNotSeeItWell() {
        node(Tri.FALSE, MARKER);
        pass(120, true);
        assertThat(due()).isEmpty();
        node(Tri.TRUE, MARKER);
        pass(120, false);
        assertThat(due()).isEmpty();
    }

    @Test
    void aCordonWithoutOurMarkerIsSomebodyElses() {
        node(Tri.TRUE, "");
        pass(120, true);
        assertThat(due()).isEmpty();
        node(Tri.TRUE, "somebody");
        pass(120, true);
        assertThat(due()).isEmpty();
    }

    @Test
    void ofADeletedGroupAtOnce() {
        node(Tri.FALSE, MARKER);
        cordons.removed(new GroupRef("shop", "cart", "uid-cart"));
        pass(1, false);
        assertThat(due()).contains(new Job.Undo(new GroupRef("shop", "cart", "uid-cart"), "n1", MARKER));
    }

    @Test
    void whatDidNotEndIsTriedAgainLater() {
        node(Tri.TRUE, MARKER);
        pass(40, true);
        Job.Undo undo = (Job.Undo) due().orElseThrow();
        cordons.undone(undo, new Result(Result.Kind.OPEN, ""), nowNanos);
        assertThat(due()).isEmpty();
        pass(11, true);
        assertThat(due()).contains(undo);
    }
}
