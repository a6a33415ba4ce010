package dev.fusebox.core.fuse;

import dev.fusebox.core.roster.Fate;
import dev.fusebox.core.roster.GroupEpoch;
import dev.fusebox.core.roster.MemberId;
import dev.fusebox.core.roster.Roster;
import dev.fusebox.core.roster.RosterMember;
import java.util.Collection;
import java.util.HashSet;
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
    private final Set<MemberId> acknowledged = new TreeSet<>();
    private final Set<MemberId> left = new TreeSet<>();
    private final Set<MemberId> awaited = new TreeSet<>();
    private Set<MemberId> members = Set.of();
    private Roster roster;
    private Doubt doubt = Doubt.NONE;

    EpochPage(MemberId self, Roster roster, Fuse fuse, boolean kept) {
        this.self = self;
        this.fuse = fuse;
        this.kept = kept;
        this.roster = roster;
        acknowledged.add(self);
        revise(roster);
        if (isBurnt()) {
            forgetAcknowledgements();
        }
    }

    EpochPage copy(UnaryOperator<Cause> causes) {
        Fuse copied = Fuse.kept(groupEpoch(), state(), cause().map(causes));
        EpochPage copy = new EpochPage(self, roster, copied, kept);
        copy.acknowledged.clear();
        copy.acknowledged.addAll(acknowledged);
        copy.left.addAll(left);
        copy.awaited.retainAll(awaited);
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
        return members.contains(member);
    }

    /** Whether that member has acknowledged the epoch; nobody has, once it is burnt. */
    public boolean hasAcknowledged(MemberId member) {
        return acknowledged.contains(member);
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
        return roster.member(self).filter(m -> m.joinedRevision() == 1).isPresent();
    }

    /** Who of the first revision is still awaited. */
    public List<MemberId> awaited() {
        return List.copyOf(awaited);
    }

    // ---- what its book writes ----

    void revise(Roster newer) {
        roster = newer;
        members = new HashSet<>(newer.members().stream().map(RosterMember::id).toList());
        acknowledged.retainAll(members);
        awaited.clear();
        newer.members().stream()
                .filter(m -> m.joinedRevision() == 1 && !isBurnt())
                .map(RosterMember::id)
                .filter(id -> !left.contains(id) && !acknowledged.contains(id))
                .forEach(awaited::add);
    }

    void acknowledge(MemberId member) {
        if (contains(member) && !isBurnt()) {
            acknowledged.add(member);
            awaited.remove(member);
        }
    }

    /** Whether that is news. */
    boolean leave(MemberId member) {
        awaited.remove(member);
        return contains(member) && left.add(member);
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
