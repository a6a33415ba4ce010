package dev.fusebox.core.fuse;

import dev.fusebox.core.roster.Fate;
import dev.fusebox.core.roster.GroupEpoch;
import dev.fusebox.core.roster.MemberId;
import dev.fusebox.core.roster.Roster;
import dev.fusebox.core.roster.RosterMember;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/**
 * One epoch of one group, as one member knows it: its fuse, its roster, who has acknowledged it, and whether it is in doubt. Read by
 * anybody, written by its {@link EpochBook} only. Not thread-safe.
 */
public final class EpochPage {
    private final MemberId self;
    private final Fuse fuse;
    private final boolean kept;
    private final Set<MemberId> left = new TreeSet<>();

    /** By the numbers of the roster in force. */
    private BitSet acknowledged = new BitSet();

    private BitSet awaited = new BitSet();
    private Roster roster;
    private Doubt doubt = Doubt.NONE;

    EpochPage(MemberId self, Roster roster, Fuse fuse, boolean kept) {
        this.self = self;
        this.fuse = fuse;
        this.kept = kept;
        this.roster = roster;
        if (!isBurnt() && contains(self)) {
            acknowledged.set(roster.numberOf(self));
        }
        awaitFounders();
    }

    EpochPage copy(UnaryOperator<Cause> causes) {
        Fuse copied = Fuse.kept(groupEpoch(), state(), cause().map(causes));
        EpochPage copy = new EpochPage(self, roster, copied, kept);
        copy.acknowledged = (BitSet) acknowledged.clone();
        copy.awaited = (BitSet) awaited.clone();
        copy.left.addAll(left);
        copy.doubt = doubt;
        return copy;
    }

    // ---- what is read ----

    public GroupEpoch groupEpoch() {
        return fuse.groupEpoch();
    }

    public FuseState state() {
        return fuse.state();
    }

    /** Whether it is burnt, for ever. */
    public boolean isBurnt() {
        return fuse.isBurnt();
    }

    /** Present when burnt. */
    public Optional<Cause> cause() {
        return fuse.cause();
    }

    /** The roster in force. */
    public Roster roster() {
        return roster;
    }

    /** Whether this epoch was known to an earlier session. */
    public boolean kept() {
        return kept;
    }

    /** Whether peers are being asked if this epoch still holds. */
    public boolean inDoubt() {
        return doubt.open();
    }

    /** The question that they are asked. */
    public Doubt doubt() {
        return doubt;
    }

    /** Whether that member stands in the roster. */
    public boolean contains(MemberId member) {
        return roster.contains(member);
    }

    /** Whether that member has acknowledged the epoch; nobody has, once it is burnt. */
    public boolean hasAcknowledged(MemberId member) {
        return contains(member) && acknowledged.get(roster.numberOf(member));
    }

    /** Whether that member left as planned. */
    public boolean hasLeft(MemberId member) {
        return left.contains(member);
    }

    /** Whether all who must acknowledge before the fuse is intact have done so: the members of the first revision. */
    public boolean complete() {
        return awaited.isEmpty();
    }

    /** Whether this member belongs to the first revision: the epoch cannot form without it, nor it without the epoch. */
    public boolean isFounder() {
        return roster.member(self).filter(RosterMember::isFounder).isPresent();
    }

    /** Who of the first revision is still awaited. */
    public List<MemberId> awaited() {
        return awaited.stream().mapToObj(n -> roster.byNumber(n).id()).toList();
    }

    // ---- what its book writes ----

    void revise(Roster newer) {
        BitSet before = acknowledged;
        acknowledged = new BitSet(newer.size());
        for (int number = before.nextSetBit(0); number >= 0; number = before.nextSetBit(number + 1)) {
            int now = newer.numberOf(roster.byNumber(number).id());
            if (now != Roster.NOBODY) {
                acknowledged.set(now);
            }
        }
        roster = newer;
        awaitFounders();
    }

    private void awaitFounders() {
        awaited = new BitSet(roster.size());
        for (int number = 0; number < roster.size() && !isBurnt(); number++) {
            RosterMember member = roster.byNumber(number);
            if (member.isFounder() && !acknowledged.get(number) && !left.contains(member.id())) {
                awaited.set(number);
            }
        }
    }

    void acknowledge(MemberId member) {
        int number = roster.numberOf(member);
        if (number != Roster.NOBODY && !isBurnt()) {
            acknowledged.set(number);
            awaited.clear(number);
        }
    }

    /** Whether that is news. */
    boolean leave(MemberId member) {
        if (!contains(member)) {
            return false;
        }
        awaited.clear(roster.numberOf(member));
        return left.add(member);
    }

    /** Everyone is there and nothing is in doubt: intact, if it was forming. */
    boolean form() {
        return !inDoubt() && state() == FuseState.FORMING && complete() && fuse.intact();
    }

    /** Without a fate only what never formed burns. What only matters to the living is forgotten. */
    boolean burn(Cause why) {
        boolean matters = roster.fate() != Fate.NONE || why.kind() == Cause.Kind.NOT_FORMED;
        boolean news = matters && fuse.burn(why);
        if (news) {
            doubt = Doubt.NONE;
            forgetAcknowledgements();
        }
        return news;
    }

    private void forgetAcknowledgements() {
        acknowledged.clear();
        awaited.clear();
    }

    void doubt(long nonce) {
        doubt = Doubt.begun(nonce);
    }

    void confirmed(MemberId peer, boolean unsureItself, long nonce) {
        doubt = doubt.confirmed(peer, unsureItself, nonce);
    }

    void settle(Collection<MemberId> askable, boolean patienceOver) {
        doubt = doubt.settled(askable, patienceOver);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof EpochPage page
                && fuse.equals(page.fuse)
                && kept == page.kept
                && acknowledged.equals(page.acknowledged)
                && left.equals(page.left)
                && doubt.equals(page.doubt)
                && roster.equals(page.roster);
    }

    @Override
    public int hashCode() {
        return Objects.hash(fuse, kept, acknowledged, left, doubt, roster.groupEpoch(), roster.revision());
    }
}
