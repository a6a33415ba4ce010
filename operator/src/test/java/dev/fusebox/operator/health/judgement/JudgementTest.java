package dev.fusebox.operator.health.judgement;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fusebox.operator.roster.RemediationPolicy.Mode;
import dev.fusebox.operator.roster.RemediationPolicy.NodeAction;
import dev.fusebox.operator.roster.RemediationPolicy.PodAction;
import dev.fusebox.operator.roster.Tri;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class JudgementTest {
    private static final String[] RULES = {
        "Mode", "Case", "Quorum", "Channels", "NodeVerdict", "Breaker", "Budget", "SelfCheck", "Coordination"
    };

    private final Scene scene = new Scene();

    @Test
    void aDeadPodIsEvictedWhenEveryRuleHolds() {
        assertThat(scene.judge().allowed()).isTrue();
        assertThat(scene.judge().action())
                .isEqualTo(new Action.OnPod(Action.OnPod.Kind.EVICT, "shop", "cart-0", "s", "n0"));
        assertThat(scene.judge().caseUid()).isEqualTo("s");
    }

    @Test
    void aDeadNodeIsCordonedWhenEveryRuleHolds() {
        scene.target = Target.NODE;
        assertThat(scene.judge().allowed()).isTrue();
        assertThat(scene.judge().action()).isEqualTo(new Action.OnNode(Action.OnNode.Kind.CORDON, "n0", "u0", ""));
    }

    @Test
    void aHungApplicationIsRestartedInPlaceOnItsOwnWord() {
        Decision decision = Scene.ownTestimony().judge();
        assertThat(decision.allowed()).isTrue();
        assertThat(decision.action())
                .isEqualTo(new Action.OnPod(Action.OnPod.Kind.RESTART, "shop", "cart-0", "s", "n0"));
    }

    @Test
    void aPodOfABurntGroupIsEvictedWhateverPodActionSaysAndItsNodeIsLeftAlone() {
        Scene fate = Scene.fate();
        for (PodAction action : PodAction.values()) {
            fate.podAction = action;
            assertThat(fate.judge().allowed()).isTrue();
            assertThat(fate.judge().action())
                    .isEqualTo(new Action.OnPod(Action.OnPod.Kind.EVICT, "shop", "cart-0", "s", "n0"));
        }
        fate.target = Target.NODE;
        assertThat(fate.judge().allowed()).isFalse();
    }

    @ParameterizedTest
    @EnumSource(Target.class)
    void everyRuleIsRecordedInItsOrderWhateverTheOthersSay(Target target) {
        scene.target = target;
        assertThat(scene.judge().outcomes()).extracting(RuleOutcome::rule).containsExactly(RULES);
        Scene worst = nothingHolds(target);
        assertThat(worst.judge().outcomes()).extracting(RuleOutcome::rule).containsExactly(RULES);
        assertThat(worst.judge().blockedBy())
                .hasValueSatisfying(o -> assertThat(o.reason()).isEqualTo("ModeObserve"));
    }

    private static Scene nothingHolds(Target target) {
        Scene worst = new Scene();
        worst.target = target;
        worst.mode = Mode.OBSERVE;
        worst.probes.clear();
        worst.votes.clear();
        worst.lease = Channels.Lease.UNKNOWN;
        worst.storm = true;
        worst.budget = Budget.Standing.UNKNOWN;
        worst.leading = false;
        worst.nodeLease = Coordination.NodeLease.UNKNOWN;
        return worst;
    }

    @Test
    void dryRunDecidesTheSameAndSaysThatNothingIsDone() {
        assertThat(scene.judge().dryRun()).isFalse();
        scene.mode = Mode.DRY_RUN;
        assertThat(scene.judge().allowed()).isTrue();
        assertThat(scene.judge().dryRun()).isTrue();
        assertThat(scene.judge().action().name()).isEqualTo("Evict");
    }

    @ParameterizedTest
    @EnumSource(PodAction.class)
    void podActionIsWhatTheOwnerSays(PodAction action) {
        scene.podAction = action;
        String expected =
                switch (action) {
                    case NONE -> "None";
                    case RESTART -> "Restart";
                    case EVICT -> "Evict";
                    case DELETE -> "Delete";
                };
        assertThat(scene.judge().action().name()).isEqualTo(expected);
    }

    @Test
    void beforeKubernetes136RestartMeansEvict() {
        scene.podAction = PodAction.RESTART;
        scene.restartsInPlace = false;
        assertThat(scene.judge().action().name()).isEqualTo("Evict");
    }

    @ParameterizedTest
    @EnumSource(NodeAction.class)
    void nodeActionIsWhatTheOwnerSays(NodeAction action) {
        scene.target = Target.NODE;
        scene.nodeAction = action;
        scene.template = "a/v1/Template/fence";
        String expected =
                switch (action) {
                    case NONE -> "None";
                    case CORDON -> "Cordon";
                    case TAINT -> "Taint";
                    case TEMPLATE -> "RemediationTemplate";
                };
        Action chosen = scene.judge().action();
        assertThat(chosen.name()).isEqualTo(expected);
        if (chosen instanceof Action.OnNode onNode) {
            assertThat(onNode.template()).isEqualTo(action == NodeAction.TEMPLATE ? "a/v1/Template/fence" : "");
        }
    }

    @Test
    void nothingIsDoneToWhatIsNotKnownByItsUid() {
        scene.podUid = "s2";
        assertThat(scene.judge().action()).isInstanceOf(Action.None.class);
        scene.podKnown = false;
        assertThat(scene.judge().action()).isInstanceOf(Action.None.class);
        scene.target = Target.NODE;
        scene.nodeName = "n7";
        assertThat(scene.judge().action()).isInstanceOf(Action.None.class);
        scene.nodeKnown = false;
        assertThat(scene.judge().action()).isInstanceOf(Action.None.class);
    }

    @Test
    void whatAllChannelsButThePeersSeeWellIsNotTouched() {
        Scene partition = Scene.healthyChannels();
        partition.actOnPeersOnly = true;
        assertThat(partition.judge().blockedBy())
                .hasValueSatisfying(o -> assertThat(o.reason()).isEqualTo("PartitionSuspected"));
    }

    @Test
    void itsOwnWordReachesNoFurtherThanThePod() {
        Scene own = Scene.ownTestimony();
        own.target = Target.NODE;
        own.lease = Channels.Lease.EXPIRED;
        assertThat(own.judge().allowed()).isFalse();
    }

    @Test
    void messagesAreShort() {
        for (int i = 0; i < 100; i++) {
            scene.pauses.add("maintenance of rack " + i);
        }
        assertThat(scene.judge().outcomes())
                .allSatisfy(o -> assertThat(o.message()).hasSizeBetween(1, 200));
    }

    @Test
    void everyReasonHasALineInSomeTable() {
        Set<RuleReason> shown = Stream.of(
                        ModeRuleTest.rows(),
                        CaseRuleTest.rows(),
                        QuorumRuleTest.rows(),
                        ChannelsRuleTest.rows(),
                        NodeVerdictRuleTest.rows(),
                        BreakerRuleTest.rows(),
                        BudgetRuleTest.rows(),
                        SelfCheckRuleTest.rows(),
                        CoordinationRuleTest.rows())
                .flatMap(rows -> rows)
                .map(Row::reason)
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(RuleReason.class)));
        assertThat(shown).containsExactlyElementsOf(Arrays.asList(RuleReason.values()));
    }

    @Test
    void reasonsAreFitForConditions() {
        assertThat(RuleReason.values())
                .extracting(RuleReason::text)
                .doesNotHaveDuplicates()
                .allSatisfy(text -> assertThat(text).matches("[A-Z][A-Za-z]{1,62}"));
        assertThat(RuleReason.PDB_BLOCKED.text()).isEqualTo("PDBBlocked");
        assertThat(RuleReason.MODE_OBSERVE.text()).isEqualTo("ModeObserve");
    }

    @Test
    void unknownFactsAllowNothing() {
        Scene unknown = new Scene();
        unknown.lease = Channels.Lease.UNKNOWN;
        unknown.stream = Channels.Stream.UNKNOWN;
        unknown.nodeReady = Tri.UNKNOWN;
        unknown.podReady = Tri.UNKNOWN;
        unknown.actOnPeersOnly = true;
        assertThat(unknown.judge().allowed()).isFalse();
    }
}
