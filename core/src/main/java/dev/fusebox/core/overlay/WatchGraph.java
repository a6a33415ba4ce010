package dev.fusebox.core.overlay;

import dev.fusebox.core.roster.GroupEpoch;
import dev.fusebox.core.roster.MemberId;
import dev.fusebox.core.roster.RosterMember;
import java.util.Arrays;
import java.util.Collection;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Who watches whom among those who take part. K rings order the members by hash; in each ring a member is watched by its nearest
 * predecessor on another node, preferring nodes that do not watch it yet (after Rapid: Suresh et al., Stable and Consistent Membership
 * at Scale with Rapid, ATC 2018, section 4.1; nodes are our addition). A member left with fewer than {@value #MIN_SUBJECTS} subjects
 * also watches its next successors in ring 0. Every member computes the same graph from the same members. With at most K others,
 * everyone on another node watches everyone.
 *
 * <p>Immutable and thread-safe. A graph costs O(K n) and takes 2 (K + 1) n bytes beside the {@link Rings} that all graphs of a roster
 * share. One member more or less costs O(K^2) and two copied arrays, where it changes neither K nor the choice of nodes.
 */
public final class WatchGraph {
    /** Every member watches so many, or all it may watch if they are fewer. */
    static final int MIN_SUBJECTS = 2;

    private final Rings rings;
    private final TakingPart present;

    /** Row s: the observers of s from the rings, closed up, the rest NONE. */
    private final char[] rows;

    /** How many subjects each member has by the rows. */
    private final char[] subjectCounts;

    /** Pairs observer, subject: what members with too few subjects watch in addition; by observer. */
    private final char[] additions;

    /**
     * The graph of these members, all taking part.
     *
     * @param rings K, 1 or more
     */
    public WatchGraph(GroupEpoch groupEpoch, Collection<RosterMember> members, int rings) {
        this(Rings.of(groupEpoch, members, rings), member -> true);
    }

    /** The graph of those of the rings' members that take part. */
    public WatchGraph(Rings rings, Predicate<MemberId> takesPart) {
        this(rings, presentOf(rings, takesPart));
    }

    private WatchGraph(Rings rings, TakingPart present) {
        this.rings = rings;
        this.present = present;
        this.rows = new char[rings.size() * rings.rings()];
        this.subjectCounts = new char[rings.size()];
        Arrays.fill(rows, Rings.NONE);
        ObserverChoice choice = choice();
        for (int subject = 0; subject < rings.size(); subject++) {
            if (present.has(subject)) {
                choice.choose(subject, rows);
                count(subject, 1);
            }
        }
        this.additions = additions(choice);
    }

    /** One member more or less than before, and these rows to be chosen anew. */
    private WatchGraph(WatchGraph before, TakingPart present, int changed, char[] affected, int affectedCount) {
        this.rings = before.rings;
        this.present = present;
        this.rows = before.rows.clone();
        this.subjectCounts = before.subjectCounts.clone();
        ObserverChoice choice = choice();
        for (int i = 0; i < affectedCount; i++) {
            choose(affected[i], choice);
        }
        if (present.has(changed)) {
            choose(changed, choice);
        } else {
            count(changed, -1);
            Arrays.fill(rows, changed * stride(), (changed + 1) * stride(), Rings.NONE);
        }
        this.additions = additions(choice);
    }

    private static TakingPart presentOf(Rings rings, Predicate<MemberId> takesPart) {
        TakingPart present = new TakingPart(rings);
        for (int member = 0; member < rings.size(); member++) {
            if (takesPart.test(rings.id(member))) {
                present.add(member);
            }
        }
        return present;
    }

    /** Whether that member takes part. */
    public boolean contains(MemberId member) {
        char number = rings.numberOf(member);
        return number != Rings.NONE && present.has(number);
    }

    /** Who watches that member: those of the rings in their order, then others by id; empty if it takes no part. Immutable. */
    public Set<MemberId> observersOf(MemberId subject) {
        char number = rings.numberOf(subject);
        if (number == Rings.NONE || !present.has(number)) {
            return Set.of();
        }
        char[] observers = new char[stride() + additions.length / 2];
        int length = 0;
        for (int i = number * stride(); i < (number + 1) * stride() && rows[i] != Rings.NONE; i++) {
            observers[length++] = rows[i];
        }
        for (int i = 0; i < additions.length; i += 2) {
            if (additions[i + 1] == number) {
                observers[length++] = additions[i];
            }
        }
        return MemberSet.of(rings, observers, length);
    }

    /** Whom that member watches, by id; empty if it takes no part. Immutable. Looks through the whole graph. */
    public Set<MemberId> subjectsOf(MemberId observer) {
        char number = rings.numberOf(observer);
        if (number == Rings.NONE || !present.has(number)) {
            return Set.of();
        }
        char[] subjects = new char[subjectCounts[number] + MIN_SUBJECTS];
        int length = ringSubjects(number, subjects);
        for (int i = 0; i < additions.length; i += 2) {
            if (additions[i] == number) {
                subjects[length++] = additions[i + 1];
            }
        }
        Arrays.sort(subjects, 0, length);
        return MemberSet.of(rings, subjects, length);
    }

    /** The same with that member, too; the same graph if it takes part already, or is not in the rings. */
    public WatchGraph with(MemberId member) {
        char number = rings.numberOf(member);
        if (number == Rings.NONE || present.has(number)) {
            return this;
        }
        TakingPart more = present.copy();
        more.add(number);
        if (!sameRules(more)) {
            return new WatchGraph(rings, more);
        }
        char[] affected = new char[rings.rings() * reach(more)];
        int count = 0;
        for (int ring = 0; ring < rings.rings(); ring++) {
            count = subjectsWithin(ring, number, reach(more), affected, count);
        }
        return new WatchGraph(this, more, number, affected, count);
    }

    /** The same without that member; the same graph if it takes no part. */
    public WatchGraph without(MemberId member) {
        char number = rings.numberOf(member);
        if (number == Rings.NONE || !present.has(number)) {
            return this;
        }
        TakingPart fewer = present.copy();
        fewer.remove(number);
        if (!sameRules(fewer)) {
            return new WatchGraph(rings, fewer);
        }
        char[] affected = new char[subjectCounts[number]];
        return new WatchGraph(this, fewer, number, affected, ringSubjects(number, affected));
    }

    /**
     * Whether the others' choices would be made by the same rules among those: as many rings, and the same answer to whether nodes
     * are left.
     */
    private boolean sameRules(TakingPart changed) {
        int used = rings.rings();
        boolean sameRings = Math.min(used, present.size() - 1) == Math.min(used, changed.size() - 1);
        boolean nodesAbound = Math.min(present.nodes(), changed.nodes()) > used;
        return sameRings && (nodesAbound || present.nodes() == changed.nodes());
    }

    /**
     * So many successors of a member can have it as their nearest predecessor: they may pass over those on their own node and on the
     * nodes of their other observers (or over these observers alone, where no nodes are left).
     */
    private int reach(TakingPart among) {
        return Math.min(among.size() - 1, rings.rings() * among.mostOnOneNode());
    }

    /** Appends the nearest successors of a member in that ring for which it comes before their present observer, each once. */
    private int subjectsWithin(int ring, char member, int reach, char[] found, int already) {
        int count = already;
        int start = rings.placeOf(ring, member);
        int seen = 0;
        for (int step = 1; step < rings.size() && seen < reach; step++) {
            char subject = rings.memberAt(ring, (start + step) % rings.size());
            if (present.has(subject)) {
                seen++;
                char observer = rows[subject * stride() + ring];
                if (observer == Rings.NONE || distance(ring, observer, subject) > step) {
                    found[count++] = subject;
                }
            }
        }
        return count;
    }

    private int distance(int ring, char from, char to) {
        int steps = rings.placeOf(ring, to) - rings.placeOf(ring, from);
        return steps < 0 ? steps + rings.size() : steps;
    }

    private int ringSubjects(char observer, char[] found) {
        int count = 0;
        for (int i = 0; i < rows.length && count < subjectCounts[observer]; i++) {
            if (rows[i] == observer) {
                found[count++] = (char) (i / stride());
            }
        }
        return count;
    }

    private void choose(int subject, ObserverChoice choice) {
        count(subject, -1);
        choice.choose(subject, rows);
        count(subject, 1);
    }

    private void count(int subject, int by) {
        for (int i = subject * stride(); i < (subject + 1) * stride() && rows[i] != Rings.NONE; i++) {
            subjectCounts[rows[i]] = (char) (subjectCounts[rows[i]] + by);
        }
    }

    /** What those with too few subjects watch in addition: their next successors in ring 0. */
    private char[] additions(ObserverChoice choice) {
        char[] pairs = new char[0];
        int length = 0;
        for (int observer = 0; observer < rings.size(); observer++) {
            int missing = present.has(observer) ? MIN_SUBJECTS - subjectCounts[observer] : 0;
            int start = missing > 0 && rings.rings() > 0 ? rings.placeOf(0, observer) : 0;
            for (int step = 1; step < rings.size() && missing > 0; step++) {
                char subject = rings.memberAt(0, (start + step) % rings.size());
                if (present.has(subject) && choice.mayWatch(observer, subject) && !inRow(subject, observer)) {
                    pairs = length == pairs.length ? Arrays.copyOf(pairs, length * 2 + 2 * MIN_SUBJECTS) : pairs;
                    pairs[length++] = (char) observer;
                    pairs[length++] = subject;
                    missing--;
                }
            }
        }
        return length == pairs.length ? pairs : Arrays.copyOf(pairs, length);
    }

    private boolean inRow(int subject, int observer) {
        for (int i = subject * stride(); i < (subject + 1) * stride(); i++) {
            if (rows[i] == observer) {
                return true;
            }
        }
        return false;
    }

    private ObserverChoice choice() {
        return new ObserverChoice(rings, present, stride());
    }

    private int stride() {
        return rings.rings();
    }
}
