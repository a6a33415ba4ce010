package dev.fusebox.core.fuse;

import dev.fusebox.core.overlay.StableHash;
import dev.fusebox.core.roster.GroupEpoch;
import dev.fusebox.core.roster.MemberId;
import dev.fusebox.core.roster.Roster;
import dev.fusebox.core.roster.Session;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;

/**
 * The fuses of one member, over all epochs of all its groups: when one forms, what burns it, what a peer's list of epochs means, and in
 * which order the disk, the application and the peers hear of it (after FUSE: Dunagan et al., Lightweight Failure Notification for
 * Distributed Systems, OSDI 2004).
 *
 * <p>It knows no time-outs, links or detectors: its owner says when a time-out is over, whom it passes burns on to and what a peer
 * showed. So its state is small; {@link #copy} and {@link #equals} make it a value that a model checker can explore. Times serve the
 * tombstones' age only. Not thread-safe.
 *
 * <p>What is known here of an epoch: in force (a page of it), retired (taken out without a burn, still shown for a while, so that nobody
 * takes its absence for a burn), or burnt lately (a tombstone). Who shows a burnt one is answered with the burn.
 */
public final class EpochBook {
    /** More epochs than any pair of members shares. */
    public static final int MAX_SHOWN = 64;

    private final MemberId self;
    private final Map<String, EpochPage> inForce = new TreeMap<>();
    private final Map<String, Roster> retired = new TreeMap<>();
    private final Tombstones tombstones;

    /** The session in which each peer first showed each epoch that is not burnt. */
    private final Map<MemberId, Map<GroupEpoch, Session>> shownBy = new TreeMap<>();

    /** The last digest, and what it is of: every heartbeat asks for it, and it is nearly always the same. */
    private List<GroupEpoch> lastDigested = List.of();

    private long lastDigest = StableHash.of();

    private EpochBook(MemberId self, Tombstones tombstones) {
        this.self = self;
        this.tombstones = tombstones;
    }

    /** The book of a member that knows nothing yet. */
    public EpochBook(MemberId self) {
        this(self, new Tombstones());
    }

    /** An independent copy: equal now, changed by nothing that happens to this one. */
    public EpochBook copy() {
        return copy(cause -> cause);
    }

    /** A copy in which every cause is replaced, for those to whom it only matters that there is one. */
    public EpochBook copy(UnaryOperator<Cause> causes) {
        EpochBook copy = new EpochBook(self, tombstones.copy());
        inForce.forEach((group, page) -> copy.inForce.put(group, page.copy(causes)));
        copy.retired.putAll(retired);
        shownBy.forEach((peer, shown) -> copy.shownBy.put(peer, new HashMap<>(shown)));
        return copy;
    }

    // ---- what is read ----

    /** The page of the group's epoch in force. */
    public Optional<EpochPage> page(String group) {
        return Optional.ofNullable(inForce.get(group));
    }

    /** The page of that epoch, if it is in force. */
    public Optional<EpochPage> page(GroupEpoch groupEpoch) {
        return page(groupEpoch.group()).filter(p -> p.groupEpoch().equals(groupEpoch));
    }

    /** Whether anything is in doubt: then nothing may be said as healthy. */
    public boolean inDoubt() {
        for (EpochPage page : inForce.values()) {
            if (page.inDoubt()) {
                return true;
            }
        }
        return false;
    }

    /** Whether that epoch burnt here lately. */
    public boolean hasTombstone(GroupEpoch groupEpoch) {
        return tombstones.contains(groupEpoch);
    }

    /** Rosters of groups that were taken out without a burn. */
    public Collection<Roster> retired() {
        return retired.values();
    }

    /** What must survive a restart. */
    public KeptEpochs kept() {
        List<KeptEpochs.KeptEpoch> epochs = inForce.values().stream()
                .map(p -> new KeptEpochs.KeptEpoch(p.roster(), p.state(), p.cause()))
                .toList();
        return new KeptEpochs(epochs, tombstones.all());
    }

    /** What this member shows to that peer: what both belong to and what is not burnt here. */
    public List<ShownEpoch> shownTo(MemberId peer) {
        Map<GroupEpoch, ShownEpoch> shown = new TreeMap<>();
        for (EpochPage page : inForce.values()) {
            if (!page.isBurnt() && page.contains(peer)) {
                shown.put(
                        page.groupEpoch(),
                        new ShownEpoch(page.groupEpoch(), page.roster().revision(), page.kept()));
            }
        }
        for (Roster roster : retired.values()) {
            if (roster.contains(peer)) {
                shown.put(roster.groupEpoch(), new ShownEpoch(roster.groupEpoch(), roster.revision(), false));
            }
        }
        return shown.values().stream().limit(MAX_SHOWN).toList();
    }

    /** The same as one number. */
    public long digestFor(MemberId peer) {
        List<GroupEpoch> shown = new ArrayList<>(inForce.size());
        for (EpochPage page : inForce.values()) {
            if (!page.isBurnt() && page.contains(peer)) {
                shown.add(page.groupEpoch());
            }
        }
        for (Roster roster : retired.values()) {
            if (roster.contains(peer)) {
                shown.add(roster.groupEpoch());
            }
        }
        Collections.sort(shown);
        if (!shown.equals(lastDigested)) {
            lastDigested = shown;
            lastDigest = StableHash.of(shown.stream().limit(MAX_SHOWN).toArray());
        }
        return lastDigest;
    }

    // ---- what happens: start, stall, rosters ----

    /** A start with what was kept. It may have missed anything meanwhile: each epoch is in doubt. Once, before anything else. */
    public void restored(KeptEpochs kept, LongSupplier nonces, long nowNanos) {
        kept.tombstones().forEach(t -> tombstones.add(t, nowNanos));
        for (KeptEpochs.KeptEpoch epoch : kept.epochs()) {
            GroupEpoch groupEpoch = epoch.roster().groupEpoch();
            Fuse fuse = Fuse.kept(groupEpoch, epoch.state(), epoch.cause());
            inForce.put(groupEpoch.group(), new EpochPage(self, epoch.roster(), fuse, true));
        }
        stalled(nonces);
    }

    /** This member stood still: every epoch that is not burnt is in doubt, each under a fresh nonce that is not 0. */
    public void stalled(LongSupplier nonces) {
        inForce.values().stream().filter(p -> !p.isBurnt()).forEach(p -> p.doubt(nonces.getAsLong()));
    }

    /** The operator, or a file, says who belongs to a group. A later epoch ends the one before; a burnt one never comes back. */
    public List<FuseEffect> rosterReceived(Roster roster, long nowNanos) {
        GroupEpoch groupEpoch = roster.groupEpoch();
        Optional<EpochPage> known = page(groupEpoch.group());
        if (known.isPresent() && !roster.isNewerThan(known.get().roster())) {
            return List.of(new FuseEffect.Refused(FuseEffect.Refused.Reason.STALE));
        }
        if (tombstones.contains(groupEpoch)) {
            return List.of(new FuseEffect.Refused(FuseEffect.Refused.Reason.WRONG_EPOCH));
        }
        if (roster.member(self).isEmpty()) {
            return retire(groupEpoch.group(), "no longer a member");
        }
        List<FuseEffect> effects = new ArrayList<>();
        boolean revision = known.filter(p -> p.groupEpoch().equals(groupEpoch)).isPresent();
        if (revision) {
            known.get().revise(roster);
        } else {
            String why = "epoch " + groupEpoch.epoch() + " has begun";
            known.ifPresent(old -> effects.addAll(
                    burn(old.groupEpoch(), Cause.of(Cause.Kind.TOMBSTONE, List.of(), self, why), nowNanos)));
            begin(roster);
        }
        effects.add(new FuseEffect.InForce(roster, !revision));
        effects.add(new FuseEffect.Persist(kept()));
        effects.add(new FuseEffect.TellAcknowledged(groupEpoch, roster.revision()));
        effects.add(new FuseEffect.ShowAround(groupEpoch));
        return effects;
    }

    private void begin(Roster roster) {
        GroupEpoch groupEpoch = roster.groupEpoch();
        retired.remove(groupEpoch.group());
        inForce.put(groupEpoch.group(), new EpochPage(self, roster, Fuse.forming(groupEpoch), false));
        shownBy.values().forEach(shown -> shown.keySet().removeIf(e -> page(e).isEmpty()));
    }

    /** The group was deleted: no failure. */
    public List<FuseEffect> groupRemoved(String group) {
        return retire(group, "group removed");
    }

    private List<FuseEffect> retire(String group, String reason) {
        EpochPage gone = inForce.remove(group);
        if (gone == null) {
            return List.of();
        }
        if (!gone.isBurnt()) {
            retired.put(group, gone.roster());
        }
        return List.of(new FuseEffect.Retired(gone.groupEpoch(), reason), new FuseEffect.Persist(kept()));
    }

    /** By now everybody has heard that the group, or this member in it, is no more. */
    public void forgetRetired(String group) {
        retired.remove(group);
    }

    /** Only these are peers from now on; what others showed is forgotten. */
    public void retainPeers(Set<MemberId> peers) {
        shownBy.keySet().retainAll(peers);
    }

    // ---- what happens: peers ----

    /** That member acknowledged the epoch, whoever says so. */
    public void acknowledged(GroupEpoch groupEpoch, MemberId member) {
        page(groupEpoch).ifPresent(p -> p.acknowledge(member));
    }

    /**
     * That member left as planned: nobody waits for it, and its list may lack the epoch.
     *
     * @return whether that is news
     */
    public boolean left(GroupEpoch groupEpoch, MemberId member) {
        return page(groupEpoch).filter(p -> p.leave(member)).isPresent();
    }

    /**
     * A peer showed its epochs. One that it showed before and lacks now, or shows in another session without having kept it, is burnt:
     * the peer cannot know what it missed. One that burnt here is answered with the burn.
     *
     * @param session the peer's, as of the stream the list came on
     */
    public List<FuseEffect> shown(MemberId peer, Session session, EpochsShown list, long nowNanos) {
        List<FuseEffect> effects = new ArrayList<>();
        Map<GroupEpoch, ShownEpoch> entries = new TreeMap<>();
        list.epochs().forEach(e -> entries.put(e.groupEpoch(), e));
        for (EpochPage page : inForce.values()) {
            Optional<ShownEpoch> entry = Optional.ofNullable(entries.remove(page.groupEpoch()));
            if (page.isBurnt()) {
                entry.ifPresent(e -> effects.add(answer(peer, page.groupEpoch(), page.cause())));
            } else if (entry.isEmpty() ? lacks(page, peer) : lostMeanwhile(page, peer, session, entry.get())) {
                effects.addAll(burn(page.groupEpoch(), lostBy(peer), nowNanos));
            } else if (entry.isPresent()) {
                shownBy.computeIfAbsent(peer, p -> new HashMap<>()).put(page.groupEpoch(), session);
                page.confirmed(peer, list.unsure(), list.nonce());
                page.acknowledge(peer);
                effects.add(new FuseEffect.Believed(peer, entry.get()));
            }
        }
        for (GroupEpoch unknown : entries.keySet()) {
            if (tombstones.contains(unknown)) {
                effects.add(answer(peer, unknown, Optional.empty()));
            }
        }
        if (list.reply()) {
            effects.add(show(peer, false, list.nonce()));
        }
        return effects;
    }

    /** A peer that never showed an epoch is forming it still, and one that left may forget it. */
    private boolean lacks(EpochPage page, MemberId peer) {
        return shownSession(page, peer).isPresent() && page.contains(peer) && !page.hasLeft(peer);
    }

    private boolean lostMeanwhile(EpochPage page, MemberId peer, Session session, ShownEpoch entry) {
        return !entry.kept()
                && shownSession(page, peer).filter(s -> !s.equals(session)).isPresent();
    }

    private Optional<Session> shownSession(EpochPage page, MemberId peer) {
        return Optional.ofNullable(shownBy.getOrDefault(peer, Map.of()).get(page.groupEpoch()));
    }

    private Cause lostBy(MemberId peer) {
        return Cause.of(Cause.Kind.EPOCH_LOST, List.of(peer), self, "no longer known by " + peer);
    }

    private FuseEffect.Answer answer(MemberId peer, GroupEpoch groupEpoch, Optional<Cause> cause) {
        Cause why =
                cause.orElseGet(() -> Cause.of(Cause.Kind.TOMBSTONE, List.of(), self, groupEpoch + " burnt earlier"));
        return new FuseEffect.Answer(peer, groupEpoch, why);
    }

    /** A burn came from a peer. Whatever it is about, only what is in force here can burn here. */
    public List<FuseEffect> burnHeard(MemberId peer, GroupEpoch groupEpoch, Cause cause, long nowNanos) {
        Optional<EpochPage> page = page(groupEpoch.group());
        if (page.isEmpty()) {
            return List.of(new FuseEffect.Refused(FuseEffect.Refused.Reason.UNKNOWN_GROUP));
        }
        if (!page.get().contains(peer)) {
            return List.of(new FuseEffect.Refused(FuseEffect.Refused.Reason.STRANGER));
        }
        // A later epoch: the roster is still on its way, and then the exchange of epoch lists tells.
        return page.get().groupEpoch().equals(groupEpoch)
                ? burn(groupEpoch, cause, nowNanos)
                : List.of(new FuseEffect.Refused(FuseEffect.Refused.Reason.WRONG_EPOCH));
    }

    /** Shows this member's epochs to that peer. */
    public FuseEffect.Show show(MemberId peer, boolean reply, long nonce) {
        return new FuseEffect.Show(peer, new EpochsShown(shownTo(peer), reply, inDoubt(), nonce));
    }

    // ---- what happens: the fuse itself ----

    /** A verdict, a signal, isolation: burns what is not burnt. Kept, told, passed on, in this order and once. */
    public List<FuseEffect> burn(GroupEpoch groupEpoch, Cause cause, long nowNanos) {
        if (page(groupEpoch).filter(p -> p.burn(cause)).isEmpty()) {
            return List.of();
        }
        tombstones.add(groupEpoch, nowNanos);
        shownBy.values().forEach(shown -> shown.remove(groupEpoch));
        shownBy.values().removeIf(Map::isEmpty);
        return List.of(
                new FuseEffect.Persist(kept()),
                new FuseEffect.TellBurnt(groupEpoch, cause),
                new FuseEffect.PassOn(groupEpoch, cause));
    }

    /**
     * Intact, once everyone has acknowledged and nothing is in doubt; otherwise burnt, once its time is over, except for a joiner.
     *
     * @param timeOver whether the time to form is over
     */
    public List<FuseEffect> form(GroupEpoch groupEpoch, boolean timeOver, long nowNanos) {
        Optional<EpochPage> page = page(groupEpoch).filter(p -> p.state() == FuseState.FORMING);
        if (page.isEmpty()) {
            return List.of();
        }
        if (page.get().form()) {
            return List.of(
                    new FuseEffect.Persist(kept()),
                    new FuseEffect.TellIntact(groupEpoch, page.get().roster().revision()));
        }
        if (!timeOver || !page.get().isFounder()) {
            // A joiner that cannot form is missing to the others, whose epoch holds: nobody is told.
            return List.of();
        }
        List<MemberId> awaited = page.get().awaited();
        String why = "no acknowledgement from " + awaited.size();
        return burn(groupEpoch, Cause.of(Cause.Kind.NOT_FORMED, awaited, self, why), nowNanos);
    }

    /**
     * Ends the doubt about an epoch, if all who could be asked are equally unsure.
     *
     * @param askable peers that could answer: in the roster, not gone, not convicted
     * @param patienceOver whether those without a word are waited for no longer
     */
    public void settle(GroupEpoch groupEpoch, Collection<MemberId> askable, boolean patienceOver) {
        page(groupEpoch).ifPresent(p -> p.settle(askable, patienceOver));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof EpochBook book
                && self.equals(book.self)
                && inForce.equals(book.inForce)
                && retired.equals(book.retired)
                && tombstones.equals(book.tombstones)
                && shownBy.equals(book.shownBy);
    }

    @Override
    public int hashCode() {
        return Objects.hash(self, inForce, retired, tombstones, shownBy);
    }
}
