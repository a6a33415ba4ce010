package dev.fusebox.core.member;

import dev.fusebox.core.fuse.ShownEpoch;
import dev.fusebox.core.overlay.RevisionOverlap;
import dev.fusebox.core.overlay.Rings;
import dev.fusebox.core.overlay.WatchGraph;
import dev.fusebox.core.roster.MemberId;
import dev.fusebox.core.roster.Roster;
import dev.fusebox.core.roster.RosterMember;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
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
    private final Map<MemberId, Long> acknowledgedRevision = new HashMap<>();
    private final Set<MemberId> absent = new TreeSet<>();
    private final Set<MemberId> behind = new TreeSet<>();
    private final Set<MemberId> left = new TreeSet<>();
    private final Set<MemberId> movedOn = new HashSet<>();
    private final Set<MemberId> convicted = new TreeSet<>();
    private final Map<Long, Long> revisionSeenNanos = new TreeMap<>();
    private final Map<MemberId, Set<MemberId>> observersOfConvicted = new HashMap<>();
    private Map<MemberId, RosterMember> index = Map.of();
    private Map<MemberId, String> nodes = Map.of();
    private List<MemberId> ids = List.of();
    private List<MemberId> others = List.of();
    private Optional<List<MemberId>> contacts = Optional.empty();
    private Optional<Set<MemberId>> neighbours = Optional.empty();

    /** Bit for bit who acknowledged the revision in force, in the order of ids; unused in a mesh. */
    private long[] acknowledgedWords = {};

    private Roster roster;
    private RevisionOverlap graph;
    private long changes;

    Membership(MemberId self, Roster roster, long nowNanos) {
        this.self = self;
        this.roster = roster;
        acknowledgedRevision.put(self, roster.revision());
        index(roster, nowNanos);
        WatchGraph first = graphOfRoster();
        this.graph = new RevisionOverlap(first, first, this::hasAcknowledgedRevision);
    }

    /** A later revision of the same epoch. */
    void replace(Roster newer, long nowNanos) {
        roster = newer;
        acknowledgedRevision.put(self, newer.revision());
        index(newer, nowNanos);
        acknowledgedRevision.keySet().retainAll(index.keySet());
        convicted.retainAll(index.keySet());
        observersOfConvicted.clear();
        graph = new RevisionOverlap(graphOfRoster(), graph.current(), this::hasAcknowledgedRevision);
        changed();
    }

    private void index(Roster newer, long nowNanos) {
        revisionSeenNanos.put(newer.revision(), nowNanos);
        index = new HashMap<>();
        nodes = new HashMap<>();
        for (RosterMember member : newer.members()) {
            index.put(member.id(), member);
            nodes.put(member.id(), member.node());
        }
        arrangeOthers();
    }

    private void arrangeOthers() {
        ids = index.keySet().stream().sorted().toList();
        others = ids.stream()
                .filter(id -> !id.equals(self) && !left.contains(id))
                .toList();
        absent.clear();
        others.stream().filter(id -> !acknowledgedRevision.containsKey(id)).forEach(absent::add);
        behind.clear();
        others.stream().filter(id -> !hasAcknowledgedRevision(id)).forEach(behind::add);
        acknowledgedWords = new long[isMesh() ? 0 : (ids.size() + Long.SIZE - 1) / Long.SIZE];
        ids.stream().filter(this::hasAcknowledgedRevision).forEach(this::setBit);
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
        return acknowledgedRevision.containsKey(member) && !left.contains(member) && contains(member);
    }

    /**
     * The member acknowledged a revision of the roster.
     *
     * @return whether it had acknowledged none before
     */
    boolean acknowledge(MemberId member, long revision) {
        if (!contains(member) || acknowledgedRevision.getOrDefault(member, 0L) >= revision) {
            return false;
        }
        boolean first = acknowledgedRevision.put(member, revision) == null;
        if (revision >= roster.revision()) {
            behind.remove(member);
            setBit(member);
        }
        if (first) {
            absent.remove(member);
            rearrange(member);
        }
        changes++;
        return first;
    }

    /** Who acknowledged the revision in force, as {@link ShownEpoch#acknowledged()} says it; nothing in a mesh. */
    List<Long> acknowledgedBits() {
        if (isMesh()) {
            return List.of();
        }
        return Arrays.stream(acknowledgedWords).boxed().toList();
    }

    private void setBit(MemberId member) {
        int number = isMesh() ? -1 : Collections.binarySearch(ids, member);
        if (number >= 0) {
            acknowledgedWords[number / Long.SIZE] |= 1L << number;
        }
    }

    /**
     * What a peer knows of who acknowledged; of another revision it means nothing here.
     *
     * @return whose first acknowledgement this is
     */
    List<MemberId> acknowledgeAll(ShownEpoch entry) {
        List<MemberId> first = new ArrayList<>();
        if (entry.revision() == roster.revision()) {
            int words = Math.min(acknowledgedWords.length, entry.acknowledged().size());
            for (int word = 0; word < words; word++) {
                long bits = entry.acknowledged().get(word) & ~acknowledgedWords[word];
                for (; bits != 0; bits &= bits - 1) {
                    int number = word * Long.SIZE + Long.numberOfTrailingZeros(bits);
                    if (number < ids.size() && acknowledge(ids.get(number), entry.revision())) {
                        first.add(ids.get(number));
                    }
                }
            }
        }
        return first;
    }

    boolean hasAcknowledged(MemberId member) {
        return acknowledgedRevision.containsKey(member);
    }

    /** Whether the member acknowledged the revision in force. */
    boolean hasAcknowledgedRevision(MemberId member) {
        return acknowledgedRevision.getOrDefault(member, 0L) >= roster.revision();
    }

    /** The member left as planned; news or not. */
    boolean leave(MemberId member) {
        boolean news = left.add(member);
        if (news) {
            arrangeOthers();
            rearrange(member);
            changed();
        }
        return news;
    }

    /** The member takes part in a later epoch already: in this one it is missed by nobody. */
    void moveOn(MemberId member) {
        if (contains(member) && movedOn.add(member)) {
            rearrange(member);
        }
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
            rearrange(member);
        }
    }

    void acquit(MemberId member) {
        if (convicted.remove(member)) {
            rearrange(member);
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
                : others.stream().filter(acknowledgedRevision::containsKey).toList();
    }

    /** Those of them that did not. */
    Set<MemberId> absent() {
        return absent;
    }

    /** Others that did not acknowledge the revision in force, those that never acknowledged any included. */
    Set<MemberId> behind() {
        return behind;
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
        if (neighbours.isEmpty()) {
            Set<MemberId> near = new TreeSet<>(observersOf(self));
            near.addAll(graph.subjectsOf(self));
            neighbours = Optional.of(near);
        }
        return neighbours.get();
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
        Set<MemberId> near = new TreeSet<>(neighbours());
        near.addAll(subjects());
        graph.subjectsOf(self).forEach(subject -> near.addAll(observersOf(subject)));
        convicted.stream().map(this::observersOf).filter(o -> o.contains(self)).forEach(near::addAll);
        near.remove(self);
        near.removeAll(left);
        return List.copyOf(near);
    }

    /** Whom this member watches, the convicted it watched included; nobody watches those that never said a word. */
    Set<MemberId> subjects() {
        Set<MemberId> subjects = new TreeSet<>(graph.subjectsOf(self));
        for (MemberId member : convicted) {
            if (observersOf(member).contains(self)) {
                subjects.add(member);
            }
        }
        subjects.removeAll(absent);
        return subjects;
    }

    /** Who watches that member; for a convicted one, who would if it were not. */
    Set<MemberId> observersOf(MemberId subject) {
        return convicted.contains(subject)
                ? observersOfConvicted.computeIfAbsent(subject, this::observersIfAcquitted)
                : behind.isEmpty() ? graph.current().observersOf(subject) : graph.observersOf(subject);
    }

    private Set<MemberId> observersIfAcquitted(MemberId member) {
        return takesPart(member) ? graph.current().with(member).observersOf(member) : Set.of();
    }

    private void changed() {
        changes++;
        contacts = Optional.empty();
        neighbours = Optional.empty();
    }

    private void rearrange(MemberId member) {
        observersOfConvicted.clear();
        boolean in = watchesAndIsWatched(member);
        WatchGraph current = in ? graph.current().with(member) : graph.current().without(member);
        WatchGraph previous = current;
        if (graph.previous() != graph.current()) {
            previous = in ? graph.previous().with(member) : graph.previous().without(member);
        }
        if (current != graph.current() || previous != graph.previous()) {
            graph = new RevisionOverlap(current, previous, this::hasAcknowledgedRevision);
            changed();
        }
    }

    private WatchGraph graphOfRoster() {
        int observersPerMember = roster.detection().observersPerMember();
        Rings rings = Rings.of(roster.groupEpoch(), roster.members(), observersPerMember);
        return new WatchGraph(rings, this::watchesAndIsWatched);
    }

    /** Founders from the start, so that nothing shifts while they come; joiners when they acknowledge. */
    private boolean watchesAndIsWatched(MemberId member) {
        boolean present = isFounder(member) || acknowledgedRevision.containsKey(member);
        boolean gone = left.contains(member) || movedOn.contains(member) || convicted.contains(member);
        return present && contains(member) && !gone;
    }
}
