package dev.fusebox.swarm.cluster;

import java.util.List;
import java.util.stream.IntStream;

/**
 * How many of everything there are, and what they are called.
 *
 * @param groups how many
 * @param groupSize members of each
 * @param namespaces over which groups are spread
 */
public record Layout(int groups, int groupSize, int namespaces) {
    private static final int PODS_PER_NODE = 8;

    /** Checks that this can be. */
    public Layout {
        if (groups < 1 || groupSize < 2 || namespaces < 1 || namespaces > groups) {
            throw new IllegalArgumentException(
                    "at least one group, two members in each, and no more namespaces than groups");
        }
    }

    /** All agents. */
    public int agents() {
        return groups * groupSize;
    }

    /** Enough that no two members of a group share one. */
    public int nodes() {
        return Math.max(groupSize, (agents() + PODS_PER_NODE - 1) / PODS_PER_NODE);
    }

    public List<String> namespaceNames() {
        return IntStream.range(0, namespaces).mapToObj(n -> "swarm-" + n).toList();
    }

    public String namespace(int group) {
        return "swarm-" + group % namespaces;
    }

    public String group(int group) {
        return "g" + group;
    }

    /** {@code namespace/name}. */
    public String key(int group) {
        return namespace(group) + "/" + group(group);
    }

    public String pod(int group, int member) {
        return group(group) + "-" + member;
    }

    public String node(int node) {
        return "swarm-node-" + node;
    }

    public String nodeOf(int group, int member) {
        return node((group * groupSize + member) % nodes());
    }
}
