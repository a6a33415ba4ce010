package dev.fusebox.operator.health;

import dev.fusebox.operator.roster.NodeFact;
import dev.fusebox.operator.roster.PodFact;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What the watches said last about pods, nodes and node Leases: the channels that are not ours. A pod's zone is filled in from its node.
 * Not thread-safe.
 */
public final class ClusterFacts {
    private final Map<String, Map<String, PodFact>> byNamespace = new HashMap<>();
    private final Map<String, String> namespaces = new HashMap<>();
    private final Map<String, NodeFact> nodes = new HashMap<>();
    private final Set<String> gone = new HashSet<>();
    private final LeaseBook leases = new LeaseBook();

    /** A pod is there, or changed; whether that is news. */
    public boolean pod(PodFact pod) {
        namespaces.put(pod.uid(), pod.namespace());
        PodFact placed = placed(pod);
        return !placed.equals(byNamespace
                .computeIfAbsent(pod.namespace(), n -> new LinkedHashMap<>())
                .put(pod.uid(), placed));
    }

    /** A pod object is gone; what it was. */
    public Optional<PodFact> podGone(String uid) {
        String namespace = namespaces.remove(uid);
        Map<String, PodFact> pods = namespace == null ? null : byNamespace.get(namespace);
        if (namespace == null || pods == null) {
            return Optional.empty();
        }
        Optional<PodFact> was = Optional.ofNullable(pods.remove(uid));
        if (pods.isEmpty()) {
            byNamespace.remove(namespace);
        }
        return was;
    }

    /** The pod with that UID. */
    public Optional<PodFact> pod(String uid) {
        return Optional.ofNullable(namespaces.get(uid))
                .flatMap(n -> Optional.ofNullable(byNamespace.get(n)))
                .map(pods -> pods.get(uid));
    }

    /** All pods of a namespace; not to be kept. */
    public Collection<PodFact> podsIn(String namespace) {
        return byNamespace.getOrDefault(namespace, Map.of()).values();
    }

    /**
     * A node is there, or changed.
     *
     * @return namespaces with pods on it, if it changed
     */
    public Set<String> node(NodeFact node) {
        gone.remove(node.name());
        NodeFact before = nodes.put(node.name(), node);
        if (node.equals(before)) {
            return Set.of();
        }
        List<PodFact> on = podsOn(node.name());
        on.stream().filter(p -> !p.zone().equals(node.zone())).forEach(this::pod);
        return on.stream().map(PodFact::namespace).collect(Collectors.toSet());
    }

    /**
     * A node object was deleted.
     *
     * @return namespaces with pods on it
     */
    public Set<String> nodeGone(String name) {
        nodes.remove(name);
        leases.gone(name);
        List<PodFact> on = podsOn(name);
        if (!on.isEmpty()) {
            gone.add(name);
        }
        return on.stream().map(PodFact::namespace).collect(Collectors.toSet());
    }

    /** The node of that name. */
    public Optional<NodeFact> node(String name) {
        return Optional.ofNullable(nodes.get(name));
    }

    /** All nodes; not to be kept. */
    public Collection<NodeFact> nodes() {
        return nodes.values();
    }

    /** Nodes that were seen to be deleted while pods were on them, and have not come back. */
    public Set<String> nodesGone() {
        return Set.copyOf(gone);
    }

    /** The node Leases as their watch tells of them. */
    public LeaseBook leases() {
        return leases;
    }

    private PodFact placed(PodFact pod) {
        return node(pod.node()).map(n -> pod.withZone(n.zone())).orElse(pod);
    }

    private List<PodFact> podsOn(String node) {
        List<PodFact> on = new ArrayList<>();
        byNamespace.values().forEach(pods -> pods.values().stream()
                .filter(p -> p.node().equals(node))
                .forEach(on::add));
        return on;
    }
}
