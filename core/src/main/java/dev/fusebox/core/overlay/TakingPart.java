package dev.fusebox.core.overlay;

/** Who of the rings' members takes part, and on how many nodes. Mutable while a graph is built, never afterwards. */
final class TakingPart {
    private final Rings rings;
    private final long[] members;
    private final char[] perNode;
    private int size;
    private int nodes;

    TakingPart(Rings rings) {
        this(rings, new long[(rings.size() + Long.SIZE - 1) / Long.SIZE], new char[rings.nodeCount()], 0, 0);
    }

    private TakingPart(Rings rings, long[] members, char[] perNode, int size, int nodes) {
        this.rings = rings;
        this.members = members;
        this.perNode = perNode;
        this.size = size;
        this.nodes = nodes;
    }

    TakingPart copy() {
        return new TakingPart(rings, members.clone(), perNode.clone(), size, nodes);
    }

    void add(int member) {
        members[member >> 6] |= 1L << member;
        size++;
        if (perNode[rings.node(member)]++ == 0) {
            nodes++;
        }
    }

    void remove(int member) {
        members[member >> 6] &= ~(1L << member);
        size--;
        if (--perNode[rings.node(member)] == 0) {
            nodes--;
        }
    }

    boolean has(int member) {
        return (members[member >> 6] & (1L << member)) != 0;
    }

    int size() {
        return size;
    }

    /** On how many nodes. */
    int nodes() {
        return nodes;
    }

    /** How many of them share the fullest node. */
    int mostOnOneNode() {
        int most = 0;
        for (char count : perNode) {
            most = Math.max(most, count);
        }
        return most;
    }
}
