package dev.fusebox.core.overlay;

import dev.fusebox.core.roster.GroupEpoch;
import dev.fusebox.core.roster.MemberId;
import dev.fusebox.core.roster.RosterMember;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Who watches whom. K rings order the members by hash; in each ring a member is watched by its nearest predecessor on another node,
 * preferring nodes that do not watch it yet (after Rapid: Suresh et al., Stable and Consistent Membership at Scale with Rapid, ATC
 * 2018, section 4.1; nodes are our addition). Every member computes the same graph from the same members. With at most K others,
 * everyone on another node watches everyone.
 *
 * <p>Immutable. Building costs O(K n log n).
 */
public final class WatchGraph {
    private static final int MIN_SUBJECTS = 2;

    private final Map<MemberId, Set<MemberId>> observers = new TreeMap<>();
    private final Map<MemberId, Set<MemberId>> subjects = new TreeMap<>();
    private final Map<MemberId, String> nodes = new HashMap<>();

    /**
     * The graph of these members.
     *
     * @param rings K, 1 or more
     */
    public WatchGraph(GroupEpoch groupEpoch, Collection<RosterMember> members, int rings) {
        for (RosterMember member : members) {
            observers.put(member.id(), new LinkedHashSet<>());
            subjects.put(member.id(), new LinkedHashSet<>());
            nodes.put(member.id(), member.node());
        }
        int k = Math.min(rings, members.size() - 1);
        boolean oneNode = Set.copyOf(nodes.values()).size() <= 1;
        List<MemberId> firstRing = List.of();
        for (int ring = 0; ring < k; ring++) {
            List<MemberId> order = order(groupEpoch, ring);
            firstRing = ring == 0 ? order : firstRing;
            for (int place = 0; place < order.size(); place++) {
                addNearestPredecessor(order, place, oneNode);
            }
        }
        for (int place = 0; place < firstRing.size(); place++) {
            fillSubjects(firstRing, place, oneNode);
        }
    }

    /** Who watches that member, in a fixed order; empty if it is not in the graph. */
    public Set<MemberId> observersOf(MemberId subject) {
        return observers.getOrDefault(subject, Set.of());
    }

    /** Whom that member watches, in a fixed order; empty if it is not in the graph. */
    public Set<MemberId> subjectsOf(MemberId observer) {
        return subjects.getOrDefault(observer, Set.of());
    }

    private List<MemberId> order(GroupEpoch groupEpoch, int ring) {
        List<MemberId> order = new ArrayList<>(nodes.keySet());
        Map<MemberId, Long> hashes = new HashMap<>();
        for (MemberId id : order) {
            hashes.put(id, StableHash.of(groupEpoch.group(), groupEpoch.epoch(), ring, id.value()));
        }
        order.sort((a, b) -> {
            int byHash = Long.compare(hashes.getOrDefault(a, 0L), hashes.getOrDefault(b, 0L));
            return byHash != 0 ? byHash : a.compareTo(b);
        });
        return order;
    }

    private void addNearestPredecessor(List<MemberId> order, int place, boolean oneNode) {
        MemberId subject = order.get(place);
        Set<MemberId> watching = observersOf(subject);
        MemberId secondBest = subject;
        for (int step = 1; step < order.size(); step++) {
            MemberId candidate = order.get(Math.floorMod(place - step, order.size()));
            boolean eligible = !watching.contains(candidate) && (oneNode || !sameNode(candidate, subject));
            if (eligible && watching.stream().noneMatch(w -> sameNode(w, candidate))) {
                addEdge(candidate, subject);
                return;
            }
            if (eligible && secondBest.equals(subject)) {
                secondBest = candidate;
            }
        }
        if (!secondBest.equals(subject)) {
            addEdge(secondBest, subject);
        }
    }

    private void fillSubjects(List<MemberId> order, int place, boolean oneNode) {
        MemberId observer = order.get(place);
        for (int step = 1; step < order.size() && subjectsOf(observer).size() < MIN_SUBJECTS; step++) {
            MemberId candidate = order.get((place + step) % order.size());
            if (oneNode || !sameNode(candidate, observer)) {
                addEdge(observer, candidate);
            }
        }
    }

    private void addEdge(MemberId observer, MemberId subject) {
        observersOf(subject).add(observer);
        subjectsOf(observer).add(subject);
    }

    private boolean sameNode(MemberId a, MemberId b) {
        return nodes.getOrDefault(a, "").equals(nodes.getOrDefault(b, ""));
    }
}
