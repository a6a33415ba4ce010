package dev.fusebox.core.member;

import dev.fusebox.core.overlay.WatchGraph;
import dev.fusebox.core.roster.MemberId;
import dev.fusebox.core.roster.Roster;
import dev.fusebox.core.roster.RosterMember;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Who takes part in one group epoch right now, as one member sees it: who acknowledged, left or was convicted, and who watches whom. */
final class Membership {
    /** Up to this size everybody talks to everybody; above, only to neighbours. */
    static final int MESH_SIZE = 64;

    private final MemberId self;
    private final Set<MemberId> acknowledged = new HashSet<>();
    private final Set<MemberId> absent = new TreeSet<>();
    private final Set<MemberId> left = new TreeSet<>();
    private final Set<MemberId> convicted = new TreeSet<>();
    private final Map<Long, Long> revisionSeenNanos = new TreeMap<>();
    private final Map<MemberId, WatchGraph> graphsWithConvicted = new HashMap<>();
    private Map<MemberId, RosterMember> index = Map.of();
    private Map<MemberId, String> nodes = Map.of();
    private List<MemberId> others = List.of();
    private Optional<List<MemberId>> contacts = Optional.empty();
    private Roster roster;
    private WatchGraph graph;
    private long changes;

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
        revisionSeenNanos.put(newer.revision(), nowNanos);
        index = new HashMap<>();
        nodes = new HashMap<>();
        for (RosterMember member : newer.members()) {
            index.put(member.id(), member);
            nodes.put(member.id(), member.node());
        }
        acknowledged.retainAll(index.keySet());
        convicted.retainAll(index.keySet());
        rebuild();
    }

    Roster roster() {
        return roster;
    }

    /** Counts what has changed: as long as it stays the same, so does everything else here. */
    long changes() {
        return changes;
    }

    boolean contains(MemberId member) {
        return index.containsKey(member);
    }

    Optional<RosterMember> find(MemberId member) {
        return Optional.ofNullable(index.get(member));
    }

    /** Whether that member takes part: in the roster, acknowledged, not gone. */
    boolean takesPart(MemberId member) {
        return acknowledged.contains(member) && !left.contains(member) && contains(member);
    }

    /** The member acknowledged the roster; news or not. */
    boolean acknowledge(MemberId member) {
        boolean news = contains(member) && acknowledged.add(member);
        if (news) {
            rebuild();
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
            rebuild();
        }
        return news;
    }

    boolean hasLeft(MemberId member) {
        return left.contains(member);
    }

    /** Those of the roster, and of earlier ones, that left. */
    Set<MemberId> left() {
        return left;
    }

    void convict(MemberId member) {
        if (convicted.add(member)) {
            rebuild();
        }
    }

    void acquit(MemberId member) {
        if (convicted.remove(member)) {
            rebuild();
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
        return others;
    }

    /** Those of them that acknowledged. */
    List<MemberId> othersTakingPart() {
        return absent.isEmpty()
                ? others
                : others.stream().filter(acknowledged::contains).toList();
    }

    /** Those of them that did not. */
    Set<MemberId> absent() {
        return absent;
    }

    /** Whether all who must acknowledge before the fuse is intact have done so: the members of the first revision. */
    boolean complete() {
        return absent.stream().noneMatch(this::isFounder);
    }

    /** Who of the first revision is still awaited. */
    List<MemberId> awaited() {
        return absent.stream().filter(this::isFounder).toList();
    }

    private boolean isFounder(MemberId member) {
        return find(member).filter(m -> m.joinedRevision() == 1).isPresent();
    }

    /** Since when this member knows that one to be in the roster. */
    long inRosterSinceNanos(MemberId member) {
        long joined = find(member).map(RosterMember::joinedRevision).orElse(0L);
        for (Map.Entry<Long, Long> seen : revisionSeenNanos.entrySet()) {
            if (seen.getKey() >= joined) {
                return seen.getValue();
            }
        }
        return 0;
    }

    Map<MemberId, String> nodes() {
        return nodes;
    }

    /** Whether everybody talks to everybody, so that nothing needs to be passed on. */
    boolean isMesh() {
        return roster.members().size() <= MESH_SIZE;
    }

    /** This member's observers and subjects, sorted: who passes on what must reach everyone. */
    Set<MemberId> neighbours() {
        Set<MemberId> neighbours = new TreeSet<>(observersOf(self));
        neighbours.addAll(subjects());
        return neighbours;
    }

    /**
     * With whom this member keeps a stream: everyone in a small group; else its neighbours and those that watch the same subjects, whose
     * votes must meet before anything is flooded. Their number does not depend on the size of the group.
     */
    List<MemberId> contacts() {
        if (contacts.isEmpty()) {
            contacts = Optional.of(isMesh() ? others : nearOnes());
        }
        return contacts.get();
    }

    private List<MemberId> nearOnes() {
        Set<MemberId> near = neighbours();
        subjects().forEach(subject -> near.addAll(observersOf(subject)));
        near.remove(self);
        near.removeAll(left);
        return List.copyOf(near);
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
                ? graphsWithConvicted.computeIfAbsent(subject, this::graphWith).observersOf(subject)
                : graph.observersOf(subject);
    }

    private void rebuild() {
        changes++;
        contacts = Optional.empty();
        others = index.keySet().stream()
                .filter(id -> !id.equals(self) && !left.contains(id))
                .sorted()
                .toList();
        absent.clear();
        others.stream().filter(id -> !acknowledged.contains(id)).forEach(absent::add);
        graphsWithConvicted.clear();
        graph = graphOf(active(Set.of()));
    }

    private WatchGraph graphWith(MemberId member) {
        return graphOf(active(Set.of(member)));
    }

    private WatchGraph graphOf(List<RosterMember> members) {
        return new WatchGraph(roster.groupEpoch(), members, roster.detection().observersPerMember());
    }

    private List<RosterMember> active(Set<MemberId> pardoned) {
        List<RosterMember> active = new ArrayList<>();
        for (RosterMember member : roster.members()) {
            boolean out = convicted.contains(member.id()) && !pardoned.contains(member.id());
            if (takesPart(member.id()) && !out) {
                active.add(member);
            }
        }
        return active;
    }
}
