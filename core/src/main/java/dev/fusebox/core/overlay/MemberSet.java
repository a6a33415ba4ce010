package dev.fusebox.core.overlay;

import dev.fusebox.core.roster.MemberId;
import java.util.AbstractSet;
import java.util.Iterator;
import java.util.List;

/** A few distinct members in a fixed order. Immutable. */
final class MemberSet extends AbstractSet<MemberId> {
    private final List<MemberId> members;

    /** The first members of the rings by number. */
    static MemberSet of(Rings rings, char[] numbers, int length) {
        MemberId[] members = new MemberId[length];
        for (int i = 0; i < length; i++) {
            members[i] = rings.id(numbers[i]);
        }
        return new MemberSet(List.of(members));
    }

    private MemberSet(List<MemberId> members) {
        this.members = members;
    }

    @Override
    public Iterator<MemberId> iterator() {
        return members.iterator();
    }

    @Override
    public boolean contains(Object o) {
        return members.contains(o);
    }

    @Override
    public int size() {
        return members.size();
    }
}
