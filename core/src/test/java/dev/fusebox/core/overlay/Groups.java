package dev.fusebox.core.overlay;

import dev.fusebox.core.roster.MemberId;
import dev.fusebox.core.roster.RosterMember;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.IntUnaryOperator;

/** Members of tests, and what a graph makes of them. */
final class Groups {
    private Groups() {}

    static RosterMember member(int number, int node) {
        return new RosterMember(new MemberId("m" + number), "m" + number, "host:1", "n" + node, "", 1);
    }

    static List<RosterMember> members(int size, IntUnaryOperator node) {
        List<RosterMember> members = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            members.add(member(i, node.applyAsInt(i)));
        }
        return members;
    }

    /** That many members, dealt out at random over at most that many nodes. */
    static List<RosterMember> scattered(int size, int nodes, Random random) {
        return members(size, i -> random.nextInt(nodes));
    }

    /** Every observer with its subject. */
    static Set<List<MemberId>> edges(WatchGraph graph, List<RosterMember> members) {
        Set<List<MemberId>> edges = new HashSet<>();
        for (RosterMember subject : members) {
            graph.observersOf(subject.id()).forEach(observer -> edges.add(List.of(observer, subject.id())));
        }
        return edges;
    }

    /** Edges that one graph has and the other has not. */
    static int difference(Set<List<MemberId>> one, Set<List<MemberId>> other) {
        Set<List<MemberId>> gone = new HashSet<>(one);
        gone.removeAll(other);
        Set<List<MemberId>> come = new HashSet<>(other);
        come.removeAll(one);
        return gone.size() + come.size();
    }
}
