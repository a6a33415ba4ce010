package dev.fusebox.core.member;

import dev.fusebox.core.fuse.ShownEpoch;
import dev.fusebox.core.overlay.RevisionOverlap;
import dev.fusebox.core.overlay.SharedGraphs;
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
    private final SharedGraphs graphs;
    private final Acknowledgements acknowledgements;
    private final Set<MemberId> left = new TreeSet<>();
    private final Set<MemberId> movedOn = new HashSet<>();
    private final Set<MemberId> convicted = new TreeSet<>();
    private final Map<Long, Long> revisionSeenNanos = new TreeMap<>();
    private final Map<MemberId, Set<MemberId>> observersOfConvicted = new HashMap<>();
    private List<MemberId> others = List.of();
    private Optional<List<MemberId>> contacts = Optional.empty();
    private Optional<Set<MemberId>> neighbours = Optional.empty();
    private Optional<Set<MemberId>> graphSubjects = Optional.empty();
    private Roster roster;
    private RevisionOverlap graph;
    private long changes;
    private long arrangements;

    Membership(MemberId self, Roster roster, SharedGraphs graphs, long nowNanos) {
        this.self = self;
        this.roster = roster;
        this.graphs = graphs;
        this.acknowledgements = new Acknowledgements(self, roster);
        revisionSeenNanos.put(roster.revision(), nowNanos);
        arrangeOthers();
        WatchGraph first = graphOfRoster();
        this.graph = new RevisionOverlap(first, first, this::hasAcknowledgedRevision);
    }

    /** A later revision of the same epoch. */
    void replace(Roster newer, long nowNanos) {
        roster = newer;
        acknowledgements.revise(newer, left);
        revisionSeenNanos.put(newer.revision(), nowNanos);
        arrangeOthers();
        convicted.removeIf(member -> !newer.contains(member));
        observersOfConvicted.clear();
        graph = new RevisionOverlap(graphOfRoster(), graph.current(), this::hasAcknowledgedRevision);
        changed();
    }

    private void arrangeOthers() {
        List<MemberId> arranged = new ArrayList<>(roster.size());
        for (int number = 0; number < roster.size(); number++) {
            MemberId member = roster.byNumber(number).id();
            if (!member.equals(self) && !left.contains(member)) {
                arranged.add(member);
            }
        }
        others = List.copyOf(arranged);
    }

    Roster roster() {
        return roster;
    }

    /** Counts what has changed: as long as it stays the same, so does everything else here. */
    long changes() {
        return changes;
    }

    /** Counts what may have changed whom this member watches and talks to. */
    long arrangements() {
        return arrangements;
    }

    boolean contains(MemberId member) {
        return roster.contains(member);
    }

    Optional<RosterMember> find(MemberId member) {
        return roster.member(member);
    }

    /** Whether that member takes part: in the roster, acknowledged, not gone. */
    boolean takesPart(MemberId member) {
        return hasAcknowledged(member) && !left.contains(member);
    }

    /**
     * The member acknowledged a revision of the roster.
     *
     * @return whether it had acknowledged none before
     */
    boolean acknowledge(MemberId member, long revision) {
        int number = roster.numberOf(member);
        return number != Roster.NOBODY && acknowledge(number, revision);
    }

    private boolean acknowledge(int number, long revision) {
        long before = acknowledgements.revision(number);
        if (before >= revision) {
            return false;
        }
        acknowledgements.acknowledged(number, revision);
        if (before == 0) {
            came(roster.byNumber(number).id());
        }
        changes++;
        return before == 0;
    }

    private void came(MemberId member) {
        rearrange(member);
        boolean revised = graph.current() != graph.previous();
        if (revised || convicted.contains(member) || graphSubjects().contains(member)) {
            arrangements++;
        }
    }

    /** Who acknowledged the revision in force, as {@link ShownEpoch#acknowledged()} says it; nothing in a mesh. */
    List<Long> acknowledgedBits() {
        return acknowledgements.bits();
    }

    /**
     * What a peer knows of who acknowledged; of another revision it means nothing here.
     *
     * @return whose first acknowledgement this is
     */
    List<MemberId> acknowledgeAll(ShownEpoch entry) {
        List<MemberId> first = new ArrayList<>();
        if (entry.revision() == roster.revision()) {
            for (int number : acknowledgements.news(entry)) {
                if (acknowledge(number, entry.revision())) {
                    first.add(roster.byNumber(number).id());
                }
            }
        }
        return first;
    }

    boolean hasAcknowledged(MemberId member) {
        return acknowledgements.revision(member) > 0;
    }

    /** Whether the member acknowledged the revision in force. */
    boolean hasAcknowledgedRevision(MemberId member) {
        return acknowledgements.revision(member) >= roster.revision();
    }

    /** The member left as planned; news or not. */
    boolean leave(MemberId member) {
        boolean news = left.add(member);
        if (news) {
            acknowledgements.expect(left);
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

    /** Those that this member keeps a stream with and that acknowledged. */
    List<MemberId> contactsTakingPart() {
        return acknowledgements.allCame()
                ? contacts()
                : contacts().stream().filter(this::hasAcknowledged).toList();
    }

    /** Who of all members acknowledged what. */
    Acknowledgements acknowledgements() {
        return acknowledgements;
    }

    private boolean isFounder(MemberId member) {
        return find(member).filter(RosterMember::isFounder).isPresent();
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
        return roster.nodes();
    }

    /** Whether everybody talks to everybody, so that nothing needs to be passed on. */
    boolean isMesh() {
        return isMesh(roster);
    }

    static boolean isMesh(Roster roster) {
        return roster.size() <= MESH_SIZE;
    }

    /** This member's observers and subjects, sorted: who passes on what must reach everyone. */
    Set<MemberId> neighbours() {
        if (neighbours.isEmpty()) {
            Set<MemberId> near = new TreeSet<>(observersOf(self));
            near.addAll(graphSubjects());
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
        graphSubjects().forEach(subject -> near.addAll(observersOf(subject)));
        convicted.stream().map(this::observersOf).filter(o -> o.contains(self)).forEach(near::addAll);
        near.addAll(awaited());
        near.remove(self);
        near.removeAll(left);
        return List.copyOf(near);
    }

    /**
     * Absent members that would be this one's neighbours if everyone in the roster took part. A joiner is in nobody's graph before it is
     * heard, and is not heard by whom it has no stream with: it and those beside it look for each other by the one graph that all who
     * have the roster know. Founders are in everybody's graph from the start; only a joiner waits for them so.
     */
    private Set<MemberId> awaited() {
        if (acknowledgements.allCame()) {
            return Set.of();
        }
        WatchGraph everyone = graphs.of(roster).everyone();
        Set<MemberId> awaited = new TreeSet<>(everyone.observersOf(self));
        awaited.addAll(everyone.subjectsOf(self));
        boolean joining = !isFounder(self);
        awaited.removeIf(other -> !acknowledgements.isAbsent(other) || (isFounder(other) && !joining));
        return awaited;
    }

    /** To whom this member shows what it knows of the roster, in a group that is no mesh. */
    Set<MemberId> acquaintances() {
        Set<MemberId> all = new TreeSet<>(neighbours());
        all.addAll(awaited());
        return all;
    }

    /** Whom this member watches, the convicted it watched included; nobody watches those that never said a word. */
    Set<MemberId> subjects() {
        Set<MemberId> subjects = new TreeSet<>(graphSubjects());
        for (MemberId member : convicted) {
            if (observersOf(member).contains(self)) {
                subjects.add(member);
            }
        }
        subjects.removeIf(member -> acknowledgements.isAbsent(member));
        return subjects;
    }

    private Set<MemberId> graphSubjects() {
        if (graph.current() != graph.previous()) {
            // Whom it still watches by the previous revision depends on what it acknowledged.
            return graph.subjectsOf(self);
        }
        if (graphSubjects.isEmpty()) {
            graphSubjects = Optional.of(graph.subjectsOf(self));
        }
        return graphSubjects.get();
    }

    /** Who watches that member; for a convicted one, who would if it were not. */
    Set<MemberId> observersOf(MemberId subject) {
        return convicted.contains(subject)
                ? observersOfConvicted.computeIfAbsent(subject, this::observersIfAcquitted)
                : acknowledgements.allUpToDate() ? graph.current().observersOf(subject) : graph.observersOf(subject);
    }

    private Set<MemberId> observersIfAcquitted(MemberId member) {
        return takesPart(member) ? graph.current().with(member).observersOf(member) : Set.of();
    }

    private void changed() {
        changes++;
        arrangements++;
        contacts = Optional.empty();
        neighbours = Optional.empty();
        graphSubjects = Optional.empty();
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
        SharedGraphs.Plan plan = graphs.of(roster);
        boolean foundersOnly = roster.members().stream().allMatch(m -> watchesAndIsWatched(m.id()) == m.isFounder());
        return foundersOnly ? plan.founders() : new WatchGraph(plan.rings(), this::watchesAndIsWatched);
    }

    /** Founders from the start, so that nothing shifts while they come; joiners when they acknowledge. */
    private boolean watchesAndIsWatched(MemberId member) {
        boolean present = isFounder(member) || hasAcknowledged(member);
        boolean gone = left.contains(member) || movedOn.contains(member) || convicted.contains(member);
        return present && contains(member) && !gone;
    }
}
