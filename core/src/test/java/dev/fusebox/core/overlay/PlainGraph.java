package dev.fusebox.core.overlay;

import dev.fusebox.core.roster.GroupEpoch;
import dev.fusebox.core.roster.MemberId;
import dev.fusebox.core.roster.RosterMember;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The rules of the protocol's section 2 once more, sentence by sentence and without a thought for speed. */
final class PlainGraph {
    private final Map<MemberId, Set<MemberId>> observers = new TreeMap<>();
    private final Map<MemberId, String> nodes = new HashMap<>();
    private final boolean oneNode;

    PlainGraph(GroupEpoch groupEpoch, Collection<RosterMember> members, int rings) {
        members.forEach(m -> nodes.put(m.id(), m.node()));
        members.forEach(m -> observers.put(m.id(), new LinkedHashSet<>()));
        oneNode = Set.copyOf(nodes.values()).size() <= 1;
        int used = Math.min(rings, members.size() - 1);
        for (int ring = 0; ring < used; ring++) {
            List<MemberId> order = order(groupEpoch, ring);
            order.forEach(subject -> addNearestPredecessor(order, subject));
        }
        if (used > 0) {
            List<MemberId> order = order(groupEpoch, 0);
            order.forEach(observer -> addSuccessorsUpToTwo(order, observer));
        }
    }

    Set<MemberId> observersOf(MemberId subject) {
        return observers.getOrDefault(subject, Set.of());
    }

    Set<MemberId> subjectsOf(MemberId observer) {
        Set<MemberId> subjects = new LinkedHashSet<>();
        observers.forEach((subject, watching) -> {
            if (watching.contains(observer)) {
                subjects.add(subject);
            }
        });
        return subjects;
    }

    private List<MemberId> order(GroupEpoch groupEpoch, int ring) {
        List<MemberId> order = new ArrayList<>(nodes.keySet());
        order.sort(Comparator.<MemberId, Long>comparing(
                        id -> StableHash.of(groupEpoch.group(), groupEpoch.epoch(), ring, id.value()))
                .thenComparing(Comparator.naturalOrder()));
        return order;
    }

    private void addNearestPredecessor(List<MemberId> order, MemberId subject) {
        Set<MemberId> watching = observersOf(subject);
        List<MemberId> candidates = from(order, subject).reversed().stream()
                .filter(c -> mayWatch(c, subject) && !watching.contains(c))
                .toList();
        candidates.stream()
                .filter(c -> watching.stream().noneMatch(w -> sameNode(w, c)))
                .findFirst()
                .or(() -> candidates.stream().findFirst())
                .ifPresent(watching::add);
    }

    private void addSuccessorsUpToTwo(List<MemberId> order, MemberId observer) {
        for (MemberId subject : from(order, observer)) {
            if (subjectsOf(observer).size() < 2 && mayWatch(observer, subject)) {
                observersOf(subject).add(observer);
            }
        }
    }

    /** Once around the ring, from behind that member. */
    private static List<MemberId> from(List<MemberId> order, MemberId member) {
        int place = order.indexOf(member);
        List<MemberId> around = new ArrayList<>(order.subList(place + 1, order.size()));
        around.addAll(order.subList(0, place));
        return around;
    }

    private boolean mayWatch(MemberId observer, MemberId subject) {
        return oneNode || !sameNode(observer, subject);
    }

    private boolean sameNode(MemberId a, MemberId b) {
        return nodes.getOrDefault(a, "").equals(nodes.getOrDefault(b, ""));
    }
}
