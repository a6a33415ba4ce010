package dev.fusebox.operator.health.judgement;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fusebox.operator.roster.RemediationPolicy.Mode;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class DecisionTest {
    private static final RuleOutcome HOLDS = new RuleOutcome("Mode", true, "ModeEnforce", "");
    private static final RuleOutcome BLOCKS = new RuleOutcome("Quorum", false, "NoQuorum", "");
    private static final RuleOutcome BLOCKS_TOO = new RuleOutcome("Budget", false, "TooSoon", "");
    private static final Action CORDON = new Action.OnNode(Action.OnNode.Kind.CORDON, "n", "u", "");

    private static Decision decision(Action action, RuleOutcome... outcomes) {
        return new Decision("s", action, List.of(outcomes), false);
    }

    @Test
    void isAllowedWhenEveryRuleHolds() {
        assertThat(decision(CORDON, HOLDS, HOLDS).allowed()).isTrue();
        assertThat(decision(CORDON, HOLDS, BLOCKS).allowed()).isFalse();
    }

    @Test
    void nothingToDoIsNotAllowed() {
        assertThat(decision(new Action.None(), HOLDS).allowed()).isFalse();
    }

    @Test
    void isBlockedByTheFirstRuleThatDoesNotHold() {
        assertThat(decision(CORDON, HOLDS, BLOCKS, BLOCKS_TOO).blockedBy()).contains(BLOCKS);
        assertThat(decision(CORDON, HOLDS).blockedBy()).isEmpty();
    }

    @Test
    void aQuorumWithFreshProbesConfirmsWhateverElseStandsAgainstAnAction() {
        Scene scene = Scene.healthyChannels();
        scene.mode = Mode.OBSERVE;
        assertThat(scene.judge().confirmed()).isTrue();
        scene.keepProbes(3);
        assertThat(scene.judge().confirmed()).isFalse();
        scene = new Scene();
        scene.keepVotes(3);
        assertThat(scene.judge().confirmed()).isFalse();
    }

    @Test
    void thePodsOwnWordConfirmsNothingAboutItsReachability() {
        Scene own = Scene.ownTestimony();
        assertThat(own.judge().allowed()).isTrue();
        assertThat(own.judge().confirmed()).isFalse();
    }

    @Test
    void isWorthTryingWhenOnlyRequestsAreMissing() {
        Scene scene = Scene.ofNode();
        assertThat(scene.judge().worthTrying()).isTrue();
        scene.readAge = OptionalLong.empty();
        scene.nodeLease = Coordination.NodeLease.FREE;
        assertThat(scene.judge().allowed()).isFalse();
        assertThat(scene.judge().worthTrying()).isTrue();
        scene.storm = true;
        assertThat(scene.judge().worthTrying()).isFalse();
    }

    @Test
    void isNotWorthTryingWhereNothingIsConfigured() {
        assertThat(decision(new Action.None(), HOLDS).worthTrying()).isFalse();
    }

    @Test
    void thatNothingWasReadJustNowIsNamedOnlyWhereNothingElseStandsAgainstIt() {
        Scene scene = new Scene();
        scene.readAge = OptionalLong.empty();
        assertThat(scene.judge().blockedBy().orElseThrow().reason()).isEqualTo("ReadNotFresh");
        scene.nodeLease = Coordination.NodeLease.HELD_BY_OTHER;
        assertThat(scene.judge().blockedBy().orElseThrow().reason()).isEqualTo("NodeLeaseHeldByOther");
    }
}
