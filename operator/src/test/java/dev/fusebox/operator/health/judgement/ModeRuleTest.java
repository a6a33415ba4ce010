package dev.fusebox.operator.health.judgement;

import static dev.fusebox.operator.health.judgement.Row.node;
import static dev.fusebox.operator.health.judgement.Row.pod;

import dev.fusebox.operator.roster.Owner;
import dev.fusebox.operator.roster.RemediationPolicy.Mode;
import dev.fusebox.operator.roster.RemediationPolicy.NodeAction;
import dev.fusebox.operator.roster.RemediationPolicy.PodAction;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ModeRuleTest {
    private static final Owner LWS = new Owner("leaderworkerset.x-k8s.io/v1", "LeaderWorkerSet", "llm", "o2");
    private static final Owner JOB_SET = new Owner("jobset.x-k8s.io/v1alpha2", "JobSet", "train", "o3");

    static Stream<Row> rows() {
        return Stream.of(
                pod("nothing against it", s -> {}, RuleReason.MODE_ENFORCE),
                node("nothing against it", s -> {}, RuleReason.MODE_ENFORCE),
                pod("mode DryRun", s -> s.mode = Mode.DRY_RUN, RuleReason.MODE_DRY_RUN),
                pod("mode Observe", s -> s.mode = Mode.OBSERVE, RuleReason.MODE_OBSERVE),
                pod("one pause request", s -> s.pauses.add("upgrade"), RuleReason.PAUSED),
                pod("podAction None", s -> s.podAction = PodAction.NONE, RuleReason.NO_ACTION_CONFIGURED),
                pod("nodeAction None, of a pod", s -> s.nodeAction = NodeAction.NONE, RuleReason.MODE_ENFORCE),
                node("nodeAction None", s -> s.nodeAction = NodeAction.NONE, RuleReason.NO_ACTION_CONFIGURED),
                node("podAction None, of a node", s -> s.podAction = PodAction.NONE, RuleReason.MODE_ENFORCE),
                node(
                        "a template without a name",
                        s -> s.nodeAction = NodeAction.TEMPLATE,
                        RuleReason.NO_ACTION_CONFIGURED),
                node(
                        "a template with a name",
                        s -> {
                            s.nodeAction = NodeAction.TEMPLATE;
                            s.template = "v1/T/t";
                        },
                        RuleReason.MODE_ENFORCE),
                pod("pod not known", s -> s.podKnown = false, RuleReason.POD_UNKNOWN),
                pod("same name, new UID", s -> s.podUid = "s2", RuleReason.OTHER_POD),
                pod("pod opted out", s -> s.podExcluded = true, RuleReason.POD_EXCLUDED),
                node("pod opted out, of its node", s -> s.podExcluded = true, RuleReason.POD_EXCLUDED),
                pod("deletionTimestamp", s -> s.podEnding = true, RuleReason.POD_ENDING),
                pod("pod has finished", s -> s.podFinished = true, RuleReason.POD_ENDING),
                pod("node not known", s -> s.nodeKnown = false, RuleReason.NODE_UNKNOWN),
                pod("fact about another node", s -> s.nodeName = "n7", RuleReason.NODE_UNKNOWN),
                pod("node opted out", s -> s.nodeExcluded = true, RuleReason.NODE_EXCLUDED),
                pod("on the control plane", s -> s.controlPlane = true, RuleReason.CONTROL_PLANE_NODE),
                node("the control plane itself", s -> s.controlPlane = true, RuleReason.CONTROL_PLANE_NODE),
                pod("node in maintenance", s -> s.maintenance = true, RuleReason.NODE_MAINTENANCE),
                pod("owned by a LeaderWorkerSet", s -> s.owner = LWS, RuleReason.OWNER_RESTARTS_GROUP),
                pod("owned by a JobSet", s -> s.owner = JOB_SET, RuleReason.OWNER_RESTARTS_GROUP),
                pod(
                        "owned by something else of that kind",
                        s -> s.owner = new Owner("example.com/v1", "JobSet", "x", "o4"),
                        RuleReason.MODE_ENFORCE),
                pod("owned by nobody", s -> s.owner = Owner.NONE, RuleReason.MODE_ENFORCE));
    }

    @ParameterizedTest
    @MethodSource("rows")
    void whatTheOwnerAllows(Row row) {
        row.check();
    }
}
