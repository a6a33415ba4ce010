package dev.fusebox.operator.health.judgement;

import static dev.fusebox.operator.health.judgement.Row.node;
import static dev.fusebox.operator.health.judgement.Row.pod;
import static dev.fusebox.operator.health.judgement.Scene.SECOND;

import dev.fusebox.operator.health.judgement.Coordination.NodeLease;
import dev.fusebox.operator.roster.RemediationPolicy.NodeAction;
import dev.fusebox.operator.roster.RemediationPolicy.PodAction;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CoordinationRuleTest {
    static Stream<Row> rows() {
        return Stream.of(
                node("Lease held", s -> {}, RuleReason.COORDINATED),
                node("no such namespace", s -> s.nodeLease = NodeLease.NOT_USED, RuleReason.COORDINATED),
                node("Lease free", s -> s.nodeLease = NodeLease.FREE, RuleReason.NODE_LEASE_NOT_HELD),
                node(
                        "held by another",
                        s -> s.nodeLease = NodeLease.HELD_BY_OTHER,
                        RuleReason.NODE_LEASE_HELD_BY_OTHER),
                node("Lease unknown", s -> s.nodeLease = NodeLease.UNKNOWN, RuleReason.NODE_LEASE_UNKNOWN),
                pod("Lease free, of a pod", s -> s.nodeLease = NodeLease.FREE, RuleReason.COORDINATED),
                pod(
                        "held by another, of a pod",
                        s -> s.nodeLease = NodeLease.HELD_BY_OTHER,
                        RuleReason.NODE_LEASE_HELD_BY_OTHER),
                pod("Lease unknown, of a pod", s -> s.nodeLease = NodeLease.UNKNOWN, RuleReason.NODE_LEASE_UNKNOWN),
                node("cordoned by anybody", s -> s.unschedulable = true, RuleReason.ALREADY_CORDONED),
                node(
                        "taint on a cordoned node",
                        s -> {
                            s.nodeAction = NodeAction.TAINT;
                            s.unschedulable = true;
                        },
                        RuleReason.COORDINATED),
                node(
                        "taint on a node with our marker",
                        s -> {
                            s.nodeAction = NodeAction.TAINT;
                            s.marker = "17-1";
                        },
                        RuleReason.ALREADY_CORDONED),
                node(
                        "template on a cordoned node",
                        s -> {
                            s.nodeAction = NodeAction.TEMPLATE;
                            s.template = "v1/T/t";
                            s.unschedulable = true;
                            s.marker = "17-1";
                        },
                        RuleReason.COORDINATED),
                pod("pod on a cordoned node", s -> s.unschedulable = true, RuleReason.COORDINATED),
                pod("refused just now", s -> s.refusedAge = OptionalLong.of(10 * SECOND - 1), RuleReason.PDB_BLOCKED),
                pod(
                        "refused 10 s ago: asked again",
                        s -> s.refusedAge = OptionalLong.of(10 * SECOND),
                        RuleReason.COORDINATED),
                pod(
                        "refused, but it restarts in place",
                        s -> {
                            s.refusedAge = OptionalLong.of(0);
                            s.podAction = PodAction.RESTART;
                        },
                        RuleReason.COORDINATED),
                pod(
                        "refused, and Restart means Evict",
                        s -> {
                            s.refusedAge = OptionalLong.of(0);
                            s.podAction = PodAction.RESTART;
                            s.restartsInPlace = false;
                        },
                        RuleReason.PDB_BLOCKED));
    }

    @ParameterizedTest
    @MethodSource("rows")
    void nobodyElseWorksOnIt(Row row) {
        row.check();
    }
}
