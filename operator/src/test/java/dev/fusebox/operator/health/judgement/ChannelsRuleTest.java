package dev.fusebox.operator.health.judgement;

import static dev.fusebox.operator.health.judgement.Row.node;
import static dev.fusebox.operator.health.judgement.Row.pod;
import static dev.fusebox.operator.health.judgement.Row.row;
import static dev.fusebox.operator.health.judgement.Scene.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fusebox.operator.health.judgement.Channels.Lease;
import dev.fusebox.operator.roster.RemediationPolicy.NodeAction;
import dev.fusebox.operator.roster.RemediationPolicy.PodAction;
import dev.fusebox.operator.roster.Tri;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ChannelsRuleTest {
    static Stream<Row> rows() {
        return Stream.of(pods(), nodes(), peers()).flatMap(rows -> rows);
    }

    private static Stream<Row> pods() {
        return Stream.of(
                pod("whole Lease", s -> {}, RuleReason.LEASE_EXPIRED),
                pod("half a Lease", s -> s.lease = Lease.HALF_EXPIRED, RuleReason.LEASE_NOT_EXPIRED),
                pod("Lease unknown", s -> s.lease = Lease.UNKNOWN, RuleReason.CHANNEL_UNKNOWN),
                healthy("everything else is well", s -> {}, RuleReason.PARTITION_SUSPECTED),
                healthy("node not Ready", s -> s.nodeReady = Tri.FALSE, RuleReason.NODE_NOT_READY),
                healthy("node Ready unknown", s -> s.nodeReady = Tri.UNKNOWN, RuleReason.CHANNEL_UNKNOWN),
                healthy("node unknown", s -> s.nodeKnown = false, RuleReason.CHANNEL_UNKNOWN),
                healthy("pod not Ready", s -> s.podReady = Tri.FALSE, RuleReason.POD_NOT_READY),
                healthy("pod Ready unknown", s -> s.podReady = Tri.UNKNOWN, RuleReason.CHANNEL_UNKNOWN),
                healthy("pod unknown", s -> s.podKnown = false, RuleReason.CHANNEL_UNKNOWN),
                healthy("a container has ended", s -> s.terminated = true, RuleReason.CONTAINER_TERMINATED),
                healthy("stream unknown", s -> s.stream = Channels.Stream.UNKNOWN, RuleReason.CHANNEL_UNKNOWN),
                healthy(
                        "one channel against it, the others unknown",
                        s -> {
                            s.podReady = Tri.FALSE;
                            s.lease = Lease.UNKNOWN;
                            s.nodeReady = Tri.UNKNOWN;
                        },
                        RuleReason.POD_NOT_READY),
                pod(
                        "restart in place, stream lost",
                        s -> s.podAction = PodAction.RESTART,
                        RuleReason.AGENT_OUT_OF_REACH),
                pod(
                        "restart in place, stream unknown",
                        s -> {
                            s.podAction = PodAction.RESTART;
                            s.stream = Channels.Stream.UNKNOWN;
                        },
                        RuleReason.AGENT_OUT_OF_REACH),
                pod(
                        "restart in place, stream alive",
                        s -> {
                            s.podAction = PodAction.RESTART;
                            s.stream = Channels.Stream.ALIVE;
                        },
                        RuleReason.LEASE_EXPIRED),
                pod(
                        "restart that means evict, stream lost",
                        s -> {
                            s.podAction = PodAction.RESTART;
                            s.restartsInPlace = false;
                        },
                        RuleReason.LEASE_EXPIRED),
                row("its own word", Scene.ownTestimony(), s -> {}, RuleReason.CHANNELS_NOT_NEEDED));
    }

    private static Stream<Row> nodes() {
        return Stream.of(
                node("whole Lease", s -> {}, RuleReason.LEASE_EXPIRED),
                node("half a Lease, cordon", s -> s.lease = Lease.HALF_EXPIRED, RuleReason.LEASE_HALF_EXPIRED),
                node(
                        "half a Lease, taint",
                        s -> {
                            s.lease = Lease.HALF_EXPIRED;
                            s.nodeAction = NodeAction.TAINT;
                        },
                        RuleReason.LEASE_HALF_EXPIRED),
                node(
                        "half a Lease, template",
                        s -> {
                            s.lease = Lease.HALF_EXPIRED;
                            s.nodeAction = NodeAction.TEMPLATE;
                            s.template = "v1/T/t";
                        },
                        RuleReason.LEASE_NOT_EXPIRED),
                node(
                        "whole Lease, template",
                        s -> {
                            s.nodeAction = NodeAction.TEMPLATE;
                            s.template = "v1/T/t";
                        },
                        RuleReason.LEASE_EXPIRED),
                node(
                        "Lease fresh, not Ready",
                        s -> {
                            s.lease = Lease.FRESH;
                            s.nodeReady = Tri.FALSE;
                        },
                        RuleReason.LEASE_FRESH),
                healthyNode("everything else is well", s -> {}, RuleReason.PARTITION_SUSPECTED),
                healthyNode("stream lost", s -> s.stream = Channels.Stream.LOST, RuleReason.LEASE_FRESH),
                healthyNode("pod not Ready", s -> s.podReady = Tri.FALSE, RuleReason.LEASE_FRESH),
                healthyNode("pod Ready unknown", s -> s.podReady = Tri.UNKNOWN, RuleReason.LEASE_FRESH),
                node("Lease unknown", s -> s.lease = Lease.UNKNOWN, RuleReason.CHANNEL_UNKNOWN));
    }

    private static Stream<Row> peers() {
        return Stream.of(
                peers("not allowed", s -> s.actOnPeersOnly = false, RuleReason.PEERS_ONLY),
                peers("allowed, five of five", s -> {}, RuleReason.PEERS_ALONE),
                peers("Delete", s -> s.podAction = PodAction.DELETE, RuleReason.PEERS_ONLY_NEVER_DELETE),
                peers(
                        "Restart that means Evict",
                        s -> {
                            s.podAction = PodAction.RESTART;
                            s.restartsInPlace = false;
                        },
                        RuleReason.PEERS_ALONE),
                peers("half a Lease", s -> s.lease = Lease.HALF_EXPIRED, RuleReason.PEERS_ALONE),
                peers(
                        "half a Lease, three of five",
                        s -> {
                            s.lease = Lease.HALF_EXPIRED;
                            s.keepProbes(3);
                        },
                        RuleReason.LEASE_NOT_EXPIRED),
                peers("four of five", s -> s.keepProbes(4), RuleReason.PEERS_ALONE),
                peers("three of five", s -> s.keepProbes(3), RuleReason.PEERS_TOO_FEW),
                peers(
                        "three of four",
                        s -> {
                            s.keepProbes(3);
                            s.observers = 4;
                        },
                        RuleReason.PEERS_ALONE),
                peers(
                        "two of four",
                        s -> {
                            s.keepProbes(2);
                            s.observers = 4;
                        },
                        RuleReason.PEERS_TOO_FEW),
                peers(
                        "one observer said it four times",
                        s -> {
                            Probe one = s.probes.get(0);
                            s.probes.clear();
                            Stream.of("n1", "n2", "n3", "n4")
                                    .forEach(n -> s.probes.add(new Probe(
                                            one.observer(), n, true, false, one.ageNanos(), one.standingNanos())));
                        },
                        RuleReason.PEERS_TOO_FEW),
                peers(
                        "five of five, all on one node",
                        s -> {
                            s.probes.clear();
                            for (int i = 1; i <= 5; i++) {
                                s.probes.add(new Probe("o" + i, "n1", true, false, SECOND, 50 * SECOND));
                            }
                        },
                        RuleReason.PEERS_TOO_FEW),
                peers("observers unknown", s -> s.observers = 0, RuleReason.PEERS_TOO_FEW),
                peers("for 30 s", s -> standing(s, 30 * SECOND), RuleReason.PEERS_ALONE),
                peers("for less than 30 s", s -> standing(s, 30 * SECOND - 1), RuleReason.PEERS_NOT_STABLE),
                peers("stream lost for 30 s", s -> s.streamFor = 30 * SECOND, RuleReason.PEERS_ALONE),
                peers("stream lost for less", s -> s.streamFor = 30 * SECOND - 1, RuleReason.PEERS_NOT_STABLE),
                peers("stream alive", s -> s.stream = Channels.Stream.ALIVE, RuleReason.PARTITION_SUSPECTED));
    }

    private static void standing(Scene scene, long nanos) {
        scene.probes.replaceAll(p -> new Probe(p.observer(), p.node(), p.sound(), p.reachable(), p.ageNanos(), nanos));
    }

    private static Row healthy(String picture, Consumer<Scene> bend, RuleReason reason) {
        return row("peers against it: " + picture, Scene.healthyChannels(), bend, reason);
    }

    private static Row healthyNode(String picture, Consumer<Scene> bend, RuleReason reason) {
        return node(
                "peers against it: " + picture,
                s -> {
                    s.lease = Lease.FRESH;
                    s.stream = Channels.Stream.ALIVE;
                    bend.accept(s);
                },
                reason);
    }

    private static Row peers(String picture, Consumer<Scene> bend, RuleReason reason) {
        return row("peers and stream against it: " + picture, Scene.peersOnly(), bend, reason);
    }

    @ParameterizedTest
    @MethodSource("rows")
    void aChannelThatIsNotThePeersAgrees(Row row) {
        row.check();
    }

    @Test
    void whoEvictsOnPeersAloneHasEveryOtherRuleHoldToo() {
        assertThat(Scene.peersOnly().judge().allowed()).isTrue();
    }
}
