package dev.fusebox.operator.health.judgement;

import dev.fusebox.operator.roster.RemediationPolicy.Share;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/** Pools of nodes, some of which have failed. */
final class Pool {
    private Pool() {}

    /** A group with one member on each node, of which so many have failed, in a cluster of just these nodes. */
    static Scene failed(int nodes, int failed, Share maxUnhealthy) {
        Map<String, String> nodeOf = new HashMap<>();
        Set<String> suspects = new HashSet<>();
        IntStream.range(0, nodes).forEach(i -> nodeOf.put("m" + i, "n" + i));
        IntStream.range(0, failed).forEach(i -> suspects.add("m" + i));
        Scene scene = Scene.ofNode();
        Breaker group = new Breaker();
        group.observe(Overload.ofGroup(nodeOf, suspects, maxUnhealthy), scene.now);
        scene.groupBreaker = group.standing();
        Breaker cluster = new Breaker();
        cluster.observe(Overload.ofCluster(nodes, failed, nodes, 0), scene.now);
        scene.clusterBreaker = cluster.standing();
        scene.spansZones = false;
        scene.observers = Math.min(5, nodes - 1);
        scene.otherNodes = nodes - 1;
        int witnesses = Math.min(scene.observers, nodes - failed);
        scene.keepVotes(Math.min(scene.votes.size(), witnesses));
        scene.keepProbes(Math.min(scene.probes.size(), witnesses));
        scene.clusterNodes = nodes - 1;
        scene.clusterNodesNotFresh = failed - 1;
        return scene;
    }

    static boolean blockedFor(Scene scene, RuleReason reason) {
        return !scene.judge().allowed()
                && scene.judge().outcomes().stream().anyMatch(o -> o.reason().equals(reason.text()));
    }
}
