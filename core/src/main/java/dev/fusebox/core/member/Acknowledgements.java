package dev.fusebox.core.member;

import dev.fusebox.core.fuse.ShownEpoch;
import dev.fusebox.core.roster.MemberId;
import dev.fusebox.core.roster.Roster;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Who acknowledged which revision of a group's roster, as one member knows it. Kept by the numbers of the roster in force, for in a
 * group of 1000 each member learns this of each other. Not thread-safe.
 */
final class Acknowledgements {
    private final MemberId self;
    private Roster roster;

    /** The newest revision that each acknowledged, 0 for none. */
    private long[] revisions;

    /** Others that have not left and acknowledged nothing, or not the revision in force. */
    private final BitSet absent = new BitSet();

    private final BitSet behind = new BitSet();

    /** Bit for bit who acknowledged the revision in force; of no length in a mesh. */
    private long[] words = {};

    private Optional<List<Long>> shown = Optional.empty();

    /** Of a new epoch: so far only this member itself knows the roster. */
    Acknowledgements(MemberId self, Roster roster) {
        this.self = self;
        this.roster = roster;
        this.revisions = new long[roster.size()];
        expect(Set.of());
    }

    /** A later revision of the same epoch, in which these have left. */
    void revise(Roster newer, Set<MemberId> left) {
        long[] before = revisions;
        revisions = new long[newer.size()];
        for (int number = 0; number < before.length; number++) {
            int now = newer.numberOf(roster.byNumber(number).id());
            if (now != Roster.NOBODY) {
                revisions[now] = before[number];
            }
        }
        roster = newer;
        expect(left);
    }

    /** Counts anew who is missing; those that left are not. */
    void expect(Set<MemberId> left) {
        int own = roster.numberOf(self);
        if (own != Roster.NOBODY) {
            revisions[own] = roster.revision();
        }
        absent.clear();
        behind.clear();
        words = new long[Membership.isMesh(roster) ? 0 : (revisions.length + Long.SIZE - 1) / Long.SIZE];
        shown = Optional.empty();
        for (int number = 0; number < revisions.length; number++) {
            boolean expected = number != own && !left.contains(id(number));
            absent.set(number, expected && revisions[number] == 0);
            behind.set(number, expected && revisions[number] < roster.revision());
            show(number);
        }
    }

    private void show(int number) {
        if (words.length > 0 && revisions[number] >= roster.revision()) {
            words[number / Long.SIZE] |= 1L << number;
            shown = Optional.empty();
        }
    }

    /** The newest revision that the member of that number acknowledged, 0 for none. */
    long revision(int number) {
        return revisions[number];
    }

    /** The same of a member that need not be in the roster. */
    long revision(MemberId member) {
        int number = roster.numberOf(member);
        return number == Roster.NOBODY ? 0 : revisions[number];
    }

    /** The member of that number acknowledged that revision, a newer one than before. */
    void acknowledged(int number, long revision) {
        revisions[number] = revision;
        absent.clear(number);
        if (revision >= roster.revision()) {
            behind.clear(number);
            show(number);
        }
    }

    /** What a peer shows and this member did not know: the numbers of those that acknowledged the revision in force, too. */
    int[] news(ShownEpoch entry) {
        BitSet news = new BitSet();
        int common = Math.min(words.length, entry.acknowledged().size());
        for (int word = 0; word < common; word++) {
            long bits = entry.acknowledged().get(word) & ~words[word];
            for (; bits != 0; bits &= bits - 1) {
                news.set(word * Long.SIZE + Long.numberOfTrailingZeros(bits));
            }
        }
        return news.stream().filter(number -> number < revisions.length).toArray();
    }

    /** Who acknowledged the revision in force, as {@link ShownEpoch#acknowledged()} says it; nothing in a mesh. */
    List<Long> bits() {
        if (shown.isEmpty()) {
            shown = Optional.of(Arrays.stream(words).boxed().toList());
        }
        return shown.get();
    }

    /** Whether everyone else acknowledged some revision, or left. */
    boolean allCame() {
        return absent.isEmpty();
    }

    /** Whether everyone else acknowledged the revision in force, or left. */
    boolean allUpToDate() {
        return behind.isEmpty();
    }

    /** Whether that member is one that never acknowledged anything. */
    boolean isAbsent(MemberId member) {
        int number = roster.numberOf(member);
        return number != Roster.NOBODY && absent.get(number);
    }

    /** Others that never acknowledged anything, sorted. */
    List<MemberId> absent() {
        return ids(absent);
    }

    /** Others that did not acknowledge the revision in force, the absent included, sorted. */
    List<MemberId> behind() {
        return ids(behind);
    }

    private List<MemberId> ids(BitSet numbers) {
        return numbers.stream().mapToObj(this::id).toList();
    }

    private MemberId id(int number) {
        return roster.byNumber(number).id();
    }
}
