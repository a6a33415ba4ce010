package dev.fusebox.operator.health.judgement;

import static dev.fusebox.operator.health.judgement.Scene.SECOND;

import dev.fusebox.operator.health.judgement.Channels.Lease;
import dev.fusebox.operator.health.judgement.Coordination.NodeLease;
import dev.fusebox.operator.health.judgement.Surroundings.Companion;
import dev.fusebox.operator.roster.RemediationPolicy.Mode;
import dev.fusebox.operator.roster.RemediationPolicy.PodAction;
import dev.fusebox.operator.roster.Tri;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** Ways to take away something that speaks for an action, or to add something that speaks against it. None may ever allow one. */
final class Withdrawals {
    private Withdrawals() {}

    static Map<String, Consumer<Scene>> all() {
        Map<String, Consumer<Scene>> all = new LinkedHashMap<>();
        votesAndProbes(all);
        channels(all);
        othersAndSelf(all);
        return all;
    }

    private static void votesAndProbes(Map<String, Consumer<Scene>> all) {
        all.put("a vote less", s -> s.keepVotes(Math.max(0, s.votes.size() - 1)));
        all.put(
                "a vote loses its weight",
                s -> vote(s, v -> new Vote(v.observer(), v.node(), v.zone(), 0, v.suspectedItself(), v.muted(), 0)));
        all.put(
                "a voter is suspected",
                s -> vote(s, v -> new Vote(v.observer(), v.node(), v.zone(), v.weight(), true, v.muted(), 0)));
        all.put(
                "a voter is muted",
                s -> vote(
                        s, v -> new Vote(v.observer(), v.node(), v.zone(), v.weight(), v.suspectedItself(), true, 0)));
        all.put(
                "a voter's node is unknown",
                s -> vote(s, v -> new Vote(v.observer(), "", v.zone(), v.weight(), v.suspectedItself(), v.muted(), 0)));
        all.put(
                "a voter's zone is unknown",
                s -> vote(s, v -> new Vote(v.observer(), v.node(), "", v.weight(), v.suspectedItself(), v.muted(), 0)));
        all.put("uncorroborated", s -> s.uncorroborated = true);
        all.put("in vain one time less", s -> {
            List<Probe> inVain = s.probes.stream().filter(p -> !p.reachable()).toList();
            inVain.stream().limit(1).forEach(s.probes::remove);
        });
        all.put("a probe reaches it", s -> probe(s, p -> new Probe(p.observer(), p.node(), p.sound(), true, 0, 0)));
        all.put(
                "a prober is unsound",
                s -> inVain(s, p -> new Probe(p.observer(), p.node(), false, false, p.ageNanos(), p.standingNanos())));
        all.put(
                "a probe is old",
                s -> inVain(
                        s, p -> new Probe(p.observer(), p.node(), p.sound(), false, 20 * SECOND, p.standingNanos())));
        all.put(
                "a probe is new",
                s -> inVain(s, p -> new Probe(p.observer(), p.node(), p.sound(), false, p.ageNanos(), 0)));
        all.put("no testimony", s -> s.testimony = Optional.empty());
        all.put("testimony that all is well", s -> s.testimony = Optional.of(new Testimony(false, 0)));
        all.put("old testimony", s -> s.testimony = s.testimony.map(t -> new Testimony(t.failed(), 20 * SECOND)));
        all.put("an older case", s -> s.caseAge = 600 * SECOND);
    }

    private static void channels(Map<String, Consumer<Scene>> all) {
        all.put("Lease renewed", s -> s.lease = s.lease == Lease.UNKNOWN ? Lease.UNKNOWN : Lease.FRESH);
        all.put("Lease unknown", s -> s.lease = Lease.UNKNOWN);
        all.put("half a Lease", s -> s.lease = s.lease == Lease.EXPIRED ? Lease.HALF_EXPIRED : s.lease);
        all.put("node Ready", s -> s.nodeReady = s.nodeReady == Tri.FALSE ? Tri.TRUE : s.nodeReady);
        all.put("node Ready unknown", s -> s.nodeReady = Tri.UNKNOWN);
        all.put("pod Ready", s -> s.podReady = s.podReady == Tri.FALSE ? Tri.TRUE : s.podReady);
        all.put("pod Ready unknown", s -> s.podReady = Tri.UNKNOWN);
        all.put("containers run", s -> s.terminated = false);
        all.put("stream unknown", s -> s.stream = Channels.Stream.UNKNOWN);
        // The restart in place is the exception: it needs the agent's stream to be told.
        all.put("stream alive", s -> {
            if (s.podAction != PodAction.RESTART) {
                s.stream = Channels.Stream.ALIVE;
            }
        });
        all.put("stream lost just now", s -> s.streamFor = 0);
        all.put("pod unknown", s -> s.podKnown = false);
        all.put("node unknown", s -> s.nodeKnown = false);
        all.put("a companion may live", s -> s.companions.add(new Companion("x", Tri.UNKNOWN)));
        all.put("a companion lives", s -> s.companions.add(new Companion("x", Tri.FALSE)));
    }

    private static void othersAndSelf(Map<String, Consumer<Scene>> all) {
        all.put("another node of the group is late", s -> s.groupNodesNotFresh++);
        all.put("other nodes are late", s -> s.clusterNodesNotFresh += 2);
        all.put("a node was acted on", s -> s.untilNodeAction++);
        all.put("group's breaker opens", s -> s.groupBreaker = open(s));
        all.put("cluster's breaker opens", s -> s.clusterBreaker = open(s));
        all.put("storm", s -> s.storm = true);
        all.put("ledger unknown", s -> s.budget = Budget.Standing.UNKNOWN);
        all.put("budget spent", s -> s.budget = Budget.Standing.GROUP_SPENT);
        all.put("follower", s -> s.leading = false);
        all.put("just leading", s -> s.leadingFor = 0);
        all.put("loop late", s -> s.loopLag = 2 * SECOND);
        all.put("an agent less", s -> s.attached = Math.max(0, s.attached - 1));
        all.put("no agent", s -> s.attached = 0);
        all.put("agents just attached", s -> s.enoughFor = 0);
        all.put("not read", s -> s.readAge = OptionalLong.empty());
        all.put("node's Lease with another", s -> s.nodeLease = NodeLease.HELD_BY_OTHER);
        all.put("node's Lease unknown", s -> s.nodeLease = NodeLease.UNKNOWN);
        all.put("refused", s -> s.refusedAge = OptionalLong.of(0));
        all.put("mode Observe", s -> s.mode = Mode.OBSERVE);
        all.put("paused", s -> s.pauses.add("x"));
        all.put("peers are not enough", s -> s.actOnPeersOnly = false);
    }

    private static Breaker.Standing open(Scene scene) {
        return new Breaker.Standing(Breaker.State.OPEN, true, OptionalLong.of(scene.now));
    }

    private static void vote(Scene scene, UnaryOperator<Vote> change) {
        if (!scene.votes.isEmpty()) {
            scene.votes.set(0, change.apply(scene.votes.get(0)));
        }
    }

    private static void probe(Scene scene, UnaryOperator<Probe> change) {
        if (!scene.probes.isEmpty()) {
            scene.probes.set(0, change.apply(scene.probes.get(0)));
        }
    }

    private static void inVain(Scene scene, UnaryOperator<Probe> change) {
        for (int i = 0; i < scene.probes.size(); i++) {
            if (!scene.probes.get(i).reachable()) {
                scene.probes.set(i, change.apply(scene.probes.get(i)));
                return;
            }
        }
    }
}
