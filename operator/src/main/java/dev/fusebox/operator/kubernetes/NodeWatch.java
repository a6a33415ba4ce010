package dev.fusebox.operator.kubernetes;

import dev.fusebox.operator.hub.Hub;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.client.KubernetesClient;

/** Watches nodes and passes them on as facts. */
public final class NodeWatch implements AutoCloseable {
    private final Watching<Node> watch;

    /** Begins to watch. */
    public NodeWatch(KubernetesClient client, Rights rights, Hub hub) {
        watch = new Watching<>(
                client.nodes(),
                Node::new,
                "nodes",
                "",
                "zones and the state of nodes are unknown, and no action is taken",
                rights,
                node -> hub.node(NodeReader.fact(node)),
                node -> hub.nodeGone(node.getMetadata().getName()));
    }

    /** Whether all nodes have been seen once. */
    public boolean synced() {
        return watch.synced();
    }

    /** Whether changes are heard of now. */
    public boolean stands() {
        return watch.stands();
    }

    @Override
    public void close() {
        watch.close();
    }
}
