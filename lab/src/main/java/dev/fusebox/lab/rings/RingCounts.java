package dev.fusebox.lab.rings;

import dev.fusebox.core.overlay.WatchGraph;
import dev.fusebox.core.roster.GroupEpoch;
import dev.fusebox.core.roster.MemberId;
import dev.fusebox.core.roster.RosterMember;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What the watch graph of one group looks like.
 *
 * @param observersMin distinct observers of the member that has fewest
 * @param observersMax distinct observers of the member that has most
 * @param subjectsMin distinct subjects of the member that has fewest
 * @param subjectsMax distinct subjects of the member that has most
 * @param sameNode edges whose observer and subject are on one node
 * @param edgesChangedByOneJoin edges that appear plus edges that disappear when the next member joins
 */
public record RingCounts(
        int observersMin, int observersMax, int subjectsMin, int subjectsMax, int sameNode, int edgesChangedByOneJoin) {
    private static final GroupEpoch GROUP = new GroupEpoch("rings", 1);

    /** An observer and a subject. */
    private record Edge(MemberId observer, MemberId subject) {}

    /**
     * Counts the graph of members m0, m1, ... dealt out over nodes n0, n1, ... in turn.
     *
     * @param members 1 or more
     * @param observers K, 1 or more
     * @param nodes 1 or more; a joiner goes to the next in turn
     */
    public static RingCounts of(int members, int observers, int nodes) {
        List<RosterMember> withJoiner = members(members + 1, nodes);
        List<RosterMember> group = withJoiner.subList(0, members);
        WatchGraph graph = new WatchGraph(GROUP, group, observers);
        Set<Edge> edges = edges(graph, group);
        Set<Edge> after = edges(new WatchGraph(GROUP, withJoiner, observers), withJoiner);
        return new RingCounts(
                group.stream()
                        .mapToInt(m -> graph.observersOf(m.id()).size())
                        .min()
                        .orElse(0),
                group.stream()
                        .mapToInt(m -> graph.observersOf(m.id()).size())
                        .max()
                        .orElse(0),
                group.stream()
                        .mapToInt(m -> graph.subjectsOf(m.id()).size())
                        .min()
                        .orElse(0),
                group.stream()
                        .mapToInt(m -> graph.subjectsOf(m.id()).size())
                        .max()
                        .orElse(0),
                sameNode(graph, group),
                without(edges, after) + without(after, edges));
    }

    /** Without nodes to share: each member on its own, the joiner too. */
    public static RingCounts of(int members, int observers) {
        return of(members, observers, members + 1);
    }

    private static List<RosterMember> members(int count, int nodes) {
        List<RosterMember> members = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            members.add(new RosterMember(new MemberId("m" + i), "m" + i, "", "n" + i % nodes, "", 1));
        }
        return members;
    }

    private static Set<Edge> edges(WatchGraph graph, List<RosterMember> members) {
        Set<Edge> edges = new HashSet<>();
        for (RosterMember subject : members) {
            graph.observersOf(subject.id()).forEach(observer -> edges.add(new Edge(observer, subject.id())));
        }
        return edges;
    }

    private static int sameNode(WatchGraph graph, List<RosterMember> members) {
        int count = 0;
        for (RosterMember subject : members) {
            for (RosterMember observer : members) {
                boolean together = observer.node().equals(subject.node());
                count += together && graph.observersOf(subject.id()).contains(observer.id()) ? 1 : 0;
            }
        }
        return count;
    }

    private static int without(Set<Edge> edges, Set<Edge> others) {
        Set<Edge> rest = new HashSet<>(edges);
        rest.removeAll(others);
        return rest.size();
    }
}
