package dev.fusebox.core.roster;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Who belongs to a group epoch, and how it is watched. Joins and planned leaves raise the revision inside an epoch.
 *
 * <p>Members have numbers, from 0 in the order of their ids: what is kept for each member of a large group is kept by number.
 *
 * <p>Immutable and thread-safe: members in one process share it.
 */
public final class Roster {
    /** The largest group. */
    public static final int MAX_MEMBERS = 1_000;

    /** No member: not in this roster. */
    public static final int NOBODY = -1;

    private final GroupEpoch groupEpoch;
    private final long revision;
    private final List<RosterMember> members;
    private final DetectionSettings detection;
    private final Fate fate;
    private final boolean burnOnLeave;
    private final List<RosterMember> byNumber;
    private final Map<MemberId, Integer> numbers;
    private final Map<MemberId, String> nodes;

    /**
     * A roster.
     *
     * @param groupEpoch which life of which group
     * @param revision from 1
     * @param members distinct, at most {@value #MAX_MEMBERS}
     * @param detection how members are watched
     * @param fate what a failure means
     * @param burnOnLeave whether a planned leave burns the fuse
     */
    public Roster(
            GroupEpoch groupEpoch,
            long revision,
            List<RosterMember> members,
            DetectionSettings detection,
            Fate fate,
            boolean burnOnLeave) {
        if (revision < 1) {
            throw new IllegalArgumentException("a roster's revision is at least 1, not " + revision);
        }
        if (members.size() > MAX_MEMBERS) {
            throw new IllegalArgumentException(
                    "a group has at most " + MAX_MEMBERS + " members, not " + members.size());
        }
        this.groupEpoch = groupEpoch;
        this.revision = revision;
        this.members = List.copyOf(members);
        this.detection = detection;
        this.fate = fate;
        this.burnOnLeave = burnOnLeave;
        List<RosterMember> sorted = new ArrayList<>(this.members);
        sorted.sort(Comparator.comparing(RosterMember::id));
        this.byNumber = List.copyOf(sorted);
        this.numbers = HashMap.newHashMap(sorted.size());
        Map<MemberId, String> nodeOf = HashMap.newHashMap(sorted.size());
        for (RosterMember member : sorted) {
            nodeOf.put(member.id(), member.node());
            if (numbers.put(member.id(), numbers.size()) != null) {
                throw new IllegalArgumentException("member " + member.id() + " stands twice in " + groupEpoch);
            }
        }
        this.nodes = Collections.unmodifiableMap(nodeOf);
    }

    public GroupEpoch groupEpoch() {
        return groupEpoch;
    }

    public long revision() {
        return revision;
    }

    /** In the order in which they were given. */
    public List<RosterMember> members() {
        return members;
    }

    public DetectionSettings detection() {
        return detection;
    }

    public Fate fate() {
        return fate;
    }

    public boolean burnOnLeave() {
        return burnOnLeave;
    }

    /** How many members. */
    public int size() {
        return members.size();
    }

    /** The member's number, or {@link #NOBODY}. */
    public int numberOf(MemberId id) {
        Integer number = numbers.get(id);
        return number == null ? NOBODY : number;
    }

    /** The member of that number, from 0 to {@link #size()} - 1. */
    public RosterMember byNumber(int number) {
        return byNumber.get(number);
    }

    /** The member of that id, if it belongs. */
    public Optional<RosterMember> member(MemberId id) {
        int number = numberOf(id);
        return number == NOBODY ? Optional.empty() : Optional.of(byNumber(number));
    }

    /** Whether that member belongs. */
    public boolean contains(MemberId id) {
        return numbers.containsKey(id);
    }

    /** Each member's node. */
    public Map<MemberId, String> nodes() {
        return nodes;
    }

    /** Whether this roster is a later word than the other about the same group. */
    public boolean isNewerThan(Roster other) {
        return groupEpoch.epoch() > other.groupEpoch.epoch()
                || (groupEpoch.epoch() == other.groupEpoch.epoch() && revision > other.revision);
    }

    @Override
    public boolean equals(Object other) {
        return this == other
                || (other instanceof Roster roster
                        && groupEpoch.equals(roster.groupEpoch)
                        && revision == roster.revision
                        && members.equals(roster.members)
                        && detection.equals(roster.detection)
                        && fate == roster.fate
                        && burnOnLeave == roster.burnOnLeave);
    }

    @Override
    public int hashCode() {
        return Objects.hash(groupEpoch, revision, members, detection, fate, burnOnLeave);
    }

    @Override
    public String toString() {
        return groupEpoch + " revision " + revision + " of " + members.size() + " members";
    }
}
