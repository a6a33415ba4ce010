package dev.fusebox.operator.health.judgement;

import dev.fusebox.operator.health.judgement.Channels.Lease;
import dev.fusebox.operator.health.judgement.Channels.Stream;
import dev.fusebox.operator.health.judgement.Coordination.NodeLease;
import dev.fusebox.operator.health.judgement.Surroundings.Companion;
import dev.fusebox.operator.roster.NodeFact;
import dev.fusebox.operator.roster.Owner;
import dev.fusebox.operator.roster.PodFact;
import dev.fusebox.operator.roster.RemediationPolicy;
import dev.fusebox.operator.roster.RemediationPolicy.Mode;
import dev.fusebox.operator.roster.RemediationPolicy.NodeAction;
import dev.fusebox.operator.roster.RemediationPolicy.PodAction;
import dev.fusebox.operator.roster.TestingPod;
import dev.fusebox.operator.roster.TestingPolicy;
import dev.fusebox.operator.roster.Tri;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A question that can be bent. As it begins, every rule holds: pod {@code s} on node {@code n0} is dead, as its five observers on nodes
 * {@code n1} to {@code n5} in two zones say, and so is its node, by its Lease; mode Enforce, podAction Evict, nodeAction Cordon.
 */
final class Scene {
    static final long SECOND = 1_000_000_000L;
    static final String SUBJECT = "s";

    Target target = Target.POD;
    VerdictKind kind = VerdictKind.UNREACHABLE;
    String node = "n0";
    boolean uncorroborated;
    final List<Vote> votes = new ArrayList<>();
    int observers = 5;
    int otherNodes = 5;
    boolean spansZones = true;
    long caseAge = 60 * SECOND;
    final List<Probe> probes = new ArrayList<>();
    Optional<Testimony> testimony = Optional.empty();
    boolean podKnown = true;
    String podUid = SUBJECT;
    boolean podEnding;
    boolean podFinished;
    boolean podExcluded;
    Tri podReady = Tri.TRUE;
    boolean terminated;
    Owner owner = new Owner("apps/v1", "StatefulSet", "db", "o1");
    boolean nodeKnown = true;
    String nodeName = "n0";
    Tri nodeReady = Tri.TRUE;
    boolean controlPlane;
    boolean nodeExcluded;
    boolean maintenance;
    boolean unschedulable;
    String marker = "";
    Lease lease = Lease.EXPIRED;
    Stream stream = Stream.LOST;
    long streamFor = 60 * SECOND;
    final List<Companion> companions = new ArrayList<>();
    int groupNodesNotFresh;
    int clusterNodes = 9;
    int clusterNodesNotFresh;
    Breaker.Standing groupBreaker = Breaker.Standing.CLOSED;
    Breaker.Standing clusterBreaker = Breaker.Standing.CLOSED;
    boolean storm;
    Budget.Standing budget = Budget.Standing.AVAILABLE;
    long untilNodeAction;
    boolean leading = true;
    long leadingFor = 600 * SECOND;
    long loopLag;
    int expected = 10;
    int attached = 9;
    long enoughFor = 600 * SECOND;
    OptionalLong readAge = OptionalLong.of(SECOND);
    NodeLease nodeLease = NodeLease.HELD;
    OptionalLong refusedAge = OptionalLong.empty();
    Mode mode = Mode.ENFORCE;
    PodAction podAction = PodAction.EVICT;
    NodeAction nodeAction = NodeAction.CORDON;
    String template = "";
    boolean actOnPeersOnly;
    final List<String> pauses = new ArrayList<>();
    boolean restartsInPlace = true;
    long now = -5 * SECOND;

    Scene() {
        for (int i = 1; i <= 5; i++) {
            votes.add(vote(i));
            probes.add(probe(i));
        }
        companions.add(new Companion("c1", Tri.TRUE));
    }

    /** Peers speak against the pod, everything else for it. */
    static Scene healthyChannels() {
        Scene scene = new Scene();
        scene.lease = Lease.FRESH;
        scene.stream = Stream.ALIVE;
        return scene;
    }

    /** Only peers speak against the pod, and its agent's stream is lost. */
    static Scene peersOnly() {
        Scene scene = healthyChannels();
        scene.stream = Stream.LOST;
        scene.actOnPeersOnly = true;
        return scene;
    }

    /** The application beside a live agent has failed. */
    static Scene ownTestimony() {
        Scene scene = healthyChannels();
        scene.kind = VerdictKind.APPLICATION_FAILED;
        scene.uncorroborated = true;
        scene.votes.clear();
        scene.probes.clear();
        scene.testimony = Optional.of(new Testimony(true, SECOND));
        scene.podAction = PodAction.RESTART;
        return scene;
    }

    /** A live pod whose group burnt, under fate RestartPods; its owner would do nothing about pods that fail. */
    static Scene fate() {
        Scene scene = ownTestimony();
        scene.kind = VerdictKind.FATE;
        scene.podAction = PodAction.NONE;
        return scene;
    }

    /** The same question about the node. */
    static Scene ofNode() {
        Scene scene = new Scene();
        scene.target = Target.NODE;
        return scene;
    }

    /** Of observer {@code oI} on node {@code nI}; odd ones are in zone a, even ones in b. */
    static Vote vote(int i) {
        return new Vote("o" + i, "n" + i, i % 2 == 1 ? "a" : "b", 1, false, false, 9_000);
    }

    /** Of the same observer: not reached for a minute, said 2 s ago. */
    static Probe probe(int i) {
        return new Probe("o" + i, "n" + i, true, false, 2 * SECOND, 50 * SECOND);
    }

    /** Whether all that is said is what the subject says of itself. */
    boolean ownWord() {
        return kind == VerdictKind.APPLICATION_FAILED || kind == VerdictKind.FATE;
    }

    void keepVotes(int count) {
        votes.subList(count, votes.size()).clear();
    }

    void keepProbes(int count) {
        probes.subList(count, probes.size()).clear();
    }

    PodFact pod() {
        return new TestingPod(podUid)
                .named("cart-0")
                .on(node)
                .zone("a")
                .ending(podEnding)
                .finished(podFinished)
                .ready(podReady)
                .containers(new PodFact.Containers(terminated, terminated, 0))
                .owner(owner)
                .excluded(podExcluded)
                .fact();
    }

    NodeFact node() {
        return new NodeFact(
                nodeName, "u0", "a", nodeReady, controlPlane, nodeExcluded, maintenance, unschedulable, marker);
    }

    RemediationPolicy policy() {
        return new TestingPolicy(mode)
                .pod(podAction)
                .node(nodeAction)
                .template(template)
                .actOnPeersOnly(actOnPeersOnly)
                .paused(pauses.toArray(String[]::new))
                .policy();
    }

    Question question() {
        return new Question(
                target,
                new CaseFact(
                        SUBJECT, node, kind, uncorroborated, votes, observers, otherNodes, spansZones, now - caseAge),
                probes,
                testimony,
                podKnown ? Optional.of(pod()) : Optional.empty(),
                nodeKnown ? Optional.of(node()) : Optional.empty(),
                new Channels(lease, stream, streamFor),
                new Surroundings(companions, groupNodesNotFresh, clusterNodes, clusterNodesNotFresh),
                new Limits(groupBreaker, clusterBreaker, storm, budget, untilNodeAction),
                new Self(leading, leadingFor, loopLag, expected, attached, enoughFor, readAge),
                new Coordination(nodeLease, refusedAge),
                policy(),
                restartsInPlace,
                now);
    }

    Decision judge() {
        return Judgement.judge(question());
    }
}
