package dev.fusebox.operator.health.judgement;

import static dev.fusebox.operator.health.judgement.Row.node;
import static dev.fusebox.operator.health.judgement.Row.pod;

import dev.fusebox.operator.health.judgement.Channels.Lease;
import dev.fusebox.operator.health.judgement.Surroundings.Companion;
import dev.fusebox.operator.roster.Tri;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class NodeVerdictRuleTest {
    static Stream<Row> rows() {
        return Stream.of(
                pod("of a pod", s -> s.lease = Lease.FRESH, RuleReason.NOT_A_NODE_ACTION),
                node("all dead, others fine", s -> {}, RuleReason.NODE_DEAD),
                node("its only member is dead", s -> s.companions.clear(), RuleReason.NODE_DEAD),
                node(
                        "one member lives",
                        s -> s.companions.add(new Companion("c2", Tri.FALSE)),
                        RuleReason.NODE_HAS_LIVE_MEMBERS),
                node(
                        "one member is unknown",
                        s -> s.companions.add(new Companion("c2", Tri.UNKNOWN)),
                        RuleReason.NODE_HAS_LIVE_MEMBERS),
                node("half a Lease", s -> s.lease = Lease.HALF_EXPIRED, RuleReason.NODE_DEAD),
                node("Lease fresh", s -> s.lease = Lease.FRESH, RuleReason.NODE_LEASE_NOT_STALE),
                node("Lease unknown", s -> s.lease = Lease.UNKNOWN, RuleReason.NODE_LEASE_NOT_STALE),
                node(
                        "another node of the group is late",
                        s -> s.groupNodesNotFresh = 1,
                        RuleReason.OTHER_NODES_NOT_FINE),
                node("one of nine other nodes is late", s -> s.clusterNodesNotFresh = 1, RuleReason.NODE_DEAD),
                node(
                        "two of nine other nodes are late",
                        s -> s.clusterNodesNotFresh = 2,
                        RuleReason.OTHER_NODES_NOT_FINE),
                node(
                        "a tenth of 39 other nodes is late",
                        s -> {
                            s.clusterNodes = 39;
                            s.clusterNodesNotFresh = 3;
                        },
                        RuleReason.NODE_DEAD),
                node(
                        "more than a tenth of 39 is",
                        s -> {
                            s.clusterNodes = 39;
                            s.clusterNodesNotFresh = 4;
                        },
                        RuleReason.OTHER_NODES_NOT_FINE),
                node("another node was acted on lately", s -> s.untilNodeAction = 1, RuleReason.NODE_PACING));
    }

    @ParameterizedTest
    @MethodSource("rows")
    void everyMemberOnItIsDeadItsLeaseIsLateAndOthersAreFine(Row row) {
        row.check();
    }
}
