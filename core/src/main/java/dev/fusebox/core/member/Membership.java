package dev.fusebox.core.member;

import dev.fusebox.core.overlay.Rings;
import dev.fusebox.core.overlay.WatchGraph;
import dev.fusebox.core.roster.MemberId;
import dev.fusebox.core.roster.Roster;
import dev.fusebox.core.roster.RosterMember;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Who takes part in one group epoch right now, as one member sees it: who acknowledged, left or was convicted, and who watches whom. */
final class Membership {
    private final MemberId self;
    private final Set<MemberId> acknowledged = new TreeSet<>();
    private final Set<MemberId> left = new TreeSet<>();
    private final Set<MemberId> convicted = new TreeSet<>();
    private final Map<MemberId, Long> inRosterSinceNanos = new TreeMap<>();
    private final Map<MemberId, Set<MemberId>> observersOfConvicted = new HashMap<>();
    private Map<MemberId, String> nodes = Map.of();
    private Roster roster;
    private WatchGraph graph;

    Membership(MemberId self, Roster roster, long nowNanos) {
        this.self = self;
        this.roster = roster;
        acknowledged.add(self);
        this.graph = new WatchGraph(roster.groupEpoch(), List.of(), 1);
        replace(roster, nowNanos);
    }

    /** A later revision of the same epoch. */
    void replace(Roster newer, long nowNanos) {
        roster = newer;
        Map<MemberId, String> newNodes = new HashMap<>();
        for (RosterMember member : newer.members()) {
            newNodes.put(member.id(), member.node());
            inRosterSinceNanos.putIfAbsent(member.id(), nowNanos);
        }
        nodes = newNodes;
        inRosterSinceNanos.keySet().retainAll(nodes.keySet());
        acknowledged.retainAll(nodes.keySet());
        convicted.retainAll(nodes.keySet());
        observersOfConvicted.clear();
        graph = graphOfRoster();
    }

    Roster roster() {
        return roster;
    }

    boolean contains(MemberId member) {
        return nodes.containsKey(member);
    }

    /** Whether that member takes part: in the roster, acknowledged, not gone. */
    boolean takesPart(MemberId member) {
        return acknowledged.contains(member) && !left.contains(member) && contains(member);
    }

    /** The member acknowledged the roster; news or not. */
    boolean acknowledge(MemberId member) {
        boolean news = contains(member) && acknowledged.add(member);
        if (news) {
            changed(member);
        }
        return news;
    }

    boolean hasAcknowledged(MemberId member) {
        return acknowledged.contains(member);
    }

    /** The member left as planned; news or not. */
    boolean leave(MemberId member) {
        boolean news = left.add(member);
        if (news) {
            changed(member);
        }
        return news;
    }

    boolean hasLeft(MemberId member) {
        return left.contains(member);
    }

    void convict(MemberId member) {
        if (convicted.add(member)) {
            changed(member);
        }
    }

    void acquit(MemberId member) {
        if (convicted.remove(member)) {
            changed(member);
        }
    }

    Set<MemberId> convicted() {
        return convicted;
    }

    boolean isConvicted(MemberId member) {
        return convicted.contains(member);
    }

    /** Everyone else in the roster who has not left, whether acknowledged or not. */
    List<MemberId> others() {
        return roster.members().stream()
                .map(RosterMember::id)
                .filter(id -> !id.equals(self) && !left.contains(id))
                .toList();
    }

    /** Those of them that acknowledged. */
    List<MemberId> othersTakingPart() {
        return others().stream().filter(acknowledged::contains).toList();
    }

    /** Whether all who must acknowledge before the fuse is intact have done so: the members of the first revision. */
    boolean complete() {
        return roster.members().stream()
                .filter(m -> m.joinedRevision() == 1 && !left.contains(m.id()))
                .allMatch(m -> acknowledged.contains(m.id()));
    }

    /** Who of the first revision is still awaited. */
    List<MemberId> awaited() {
        return roster.members().stream()
                .filter(m -> m.joinedRevision() == 1)
                .map(RosterMember::id)
                .filter(id -> !left.contains(id) && !acknowledged.contains(id))
                .toList();
    }

    long inRosterSinceNanos(MemberId member) {
        return inRosterSinceNanos.getOrDefault(member, 0L);
    }

    Map<MemberId, String> nodes() {
        return nodes;
    }

    /** Whom this member watches, the convicted it watched included. */
    Set<MemberId> subjects() {
        Set<MemberId> subjects = new TreeSet<>(graph.subjectsOf(self));
        for (MemberId member : convicted) {
            if (observersOf(member).contains(self)) {
                subjects.add(member);
            }
        }
        return subjects;
    }

    /** Who watches that member; for a convicted one, who would if it were not. */
    Set<MemberId> observersOf(MemberId subject) {
        return convicted.contains(subject)
                ? observersOfConvicted.computeIfAbsent(subject, this::observersIfAcquitted)
                : graph.observersOf(subject);
    }

    private Set<MemberId> observersIfAcquitted(MemberId member) {
        return takesPart(member) ? graph.with(member).observersOf(member) : Set.of();
    }

    private void changed(MemberId member) {
        observersOfConvicted.clear();
        graph = watchesAndIsWatched(member) ? graph.with(member) : graph.without(member);
    }

    private WatchGraph graphOfRoster() {
        int observersPerMember = roster.detection().observersPerMember();
        Rings rings = Rings.of(roster.groupEpoch(), roster.members(), observersPerMember);
        return new WatchGraph(rings, this::watchesAndIsWatched);
    }

    private boolean watchesAndIsWatched(MemberId member) {
        return takesPart(member) && !convicted.contains(member);
    }
}
