package dev.fusebox.core.member;

import dev.fusebox.core.fuse.Cause;
import dev.fusebox.core.fuse.FuseEffect;
import dev.fusebox.core.health.StallWatch;
import dev.fusebox.core.message.Evidence;
import dev.fusebox.core.message.Message.Leave;
import dev.fusebox.core.message.Message.ProbeQuery;
import dev.fusebox.core.overlay.SharedGraphs;
import dev.fusebox.core.roster.MemberId;
import dev.fusebox.core.roster.Session;
import dev.fusebox.core.time.Nanos;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * One member as a state machine: an input and the time it happened go in, effects come out, in order. It has no threads, no I/O, no
 * clock and no randomness of its own. Not thread-safe: one thread, or one simulated entity, calls it.
 *
 * <p>The owner calls {@link #handle} for each input and, when {@link #nextDeadlineNanos()} comes, with {@link Input.TimerFired}. Times
 * never run backwards.
 */
public final class Member {
    /** Wake-ups cost more than messages: never two within a millisecond for the sake of a timer. */
    private static final long MIN_PAUSE_NANOS = Nanos.ofMillis(1);

    private final Outbox out = new Outbox();
    private final Epochs epochs;
    private final Self self;
    private final Peers peers;
    private final Helping helping;
    private final Heartbeats heartbeats;
    private final Fuses fuses;
    private final Reception reception;
    private final SharedGraphs graphs;
    private final StallWatch stallWatch = new StallWatch();
    private final KeptState kept;
    private final long startNanos;
    private long nowNanos;
    private long nextDeadlineNanos;
    private Optional<Set<MemberId>> watched = Optional.empty();

    /**
     * A member at its start.
     *
     * @param identity who it is
     * @param kept what an earlier session of it left on disk
     * @param random its only source of randomness
     * @param nowNanos monotonic time of the start
     */
    public Member(Identity identity, KeptState kept, RandomGenerator random, long nowNanos) {
        this(identity, kept, new SharedGraphs(), random, nowNanos);
    }

    /**
     * A member at its start, one of several in its process.
     *
     * @param graphs shared by those members that belong to the same groups
     */
    public Member(Identity identity, KeptState kept, SharedGraphs graphs, RandomGenerator random, long nowNanos) {
        this.graphs = graphs;
        Session session = new Session(kept.bootCounter() + 1, random.nextLong());
        this.kept = kept;
        this.startNanos = nowNanos;
        this.nowNanos = nowNanos;
        this.nextDeadlineNanos = nowNanos;
        this.self = new Self(identity, session, kept.incarnation(), random, nowNanos);
        this.epochs = new Epochs(self.id());
        this.peers = new Peers(self, out);
        this.helping = new Helping(peers);
        this.heartbeats = new Heartbeats(self, peers, epochs, out);
        this.fuses = new Fuses(this, self, peers, epochs, out);
        this.reception = new Reception(this, self, peers, epochs, helping, fuses, out);
    }

    /** Effects of starting; call once, before any input. */
    public List<Effect> start() {
        fuses.restore(kept, startNanos);
        advance();
        return out.drain();
    }

    /**
     * Takes one input.
     *
     * @param atNanos monotonic time of this process
     * @return what to do, in this order
     */
    public List<Effect> handle(Input input, long atNanos) {
        nowNanos = Math.max(nowNanos, atNanos);
        noticeOwnStall();
        dispatch(input);
        advance();
        return out.drain();
    }

    /** When {@link Input.TimerFired} is due, in monotonic nanoseconds. Changes with every input. */
    public long nextDeadlineNanos() {
        return nextDeadlineNanos;
    }

    /** Whether all that must arrive at peers that are there has been acknowledged: a good moment to end. */
    public boolean settled() {
        return peers.all().stream().noneMatch(p -> p.greeted() && p.link.hasUnacknowledged());
    }

    /** This start of the agent. */
    public Session session() {
        return self.session;
    }

    /** Lifeguard's local health, 0 (well) to 8. */
    public int localHealth() {
        return self.health.score(nowNanos);
    }

    /** The groups this member is in, sorted by name. */
    public List<GroupView> views(long atNanos) {
        long now = Math.max(nowNanos, atNanos);
        return epochs.all().stream().map(g -> Views.of(g, self.id(), now)).toList();
    }

    /** One of them. */
    public Optional<GroupView> view(String group, long atNanos) {
        return epochs.find(group).map(g -> Views.of(g, self.id(), Math.max(nowNanos, atNanos)));
    }

    /** This member's own statements that stand: its votes, and its vouches for those whom votes stand against. */
    public List<Evidence> testimony(long atNanos) {
        long now = Math.max(nowNanos, atNanos);
        return epochs.all().stream()
                .flatMap(g -> g.testimony().standing(now).stream())
                .toList();
    }

    private void dispatch(Input input) {
        switch (input) {
            case Input.TimerFired fired -> {}
            case Input.Received received -> reception.received(received.from(), received.message(), nowNanos);
            case Input.Malformed malformed -> out.count(Counter.DROPPED_MALFORMED);
            case Input.StreamOpened opened -> peers.find(opened.peer()).ifPresent(p -> peers.opened(p, nowNanos));
            case Input.StreamClosed closed -> peers.find(closed.peer()).ifPresent(this::streamClosed);
            case Input.FreshProbeReceived probe -> reception.freshProbe(probe.callToken(), probe.query(), nowNanos);
            case Input.FreshProbeAnswered answer -> reception.answered(answer.subject(), answer.reply(), nowNanos);
            case Input.FreshProbeRefused refusal -> reception.refused(refusal.subject(), refusal.nonce());
            case Input.RosterReceived received -> carryOut(epochs.book.rosterReceived(received.roster(), nowNanos));
            case Input.GroupRemoved removed -> carryOut(epochs.book.groupRemoved(removed.group()));
            case Input.FactReported fact -> factReported(fact);
            case Input.Signalled signal -> signalled(signal.group(), signal.reason());
            case Input.LifelineOpened opened -> self.applicationIsBack();
            case Input.LifelineClosed closed ->
                self.failUnlessLeaving("lifeline closed", nowNanos + Self.LIFELINE_GRACE_NANOS);
            case Input.ApplicationFailing failing ->
                self.failUnlessLeaving(failing.reason(), nowNanos + Self.LIFELINE_GRACE_NANOS);
            case Input.ApplicationWell well -> self.applicationIsBack();
            case Input.Throttled throttled -> self.health.ownDelay(nowNanos);
            case Input.Leaving leaving -> leave(leaving.reason());
            case Input.Restarting restarting -> leaveBurnt(restarting.reason());
            case Input.Terminating terminating ->
                self.failUnlessLeaving("terminated without a leave", nowNanos + Self.TERMINATION_GRACE_NANOS);
        }
    }

    private void advance() {
        self.advance(nowNanos);
        if (self.raiseIfDue(nowNanos)) {
            fuses.persist(epochs.book.kept());
            epochs.all().forEach(g -> heartbeatsWanted(g.observersOfSelf()));
        }
        if (epochs.expire(nowNanos)) {
            fuses.retainPeers(nowNanos);
        }
        helping.advance(nowNanos);
        for (GroupMember group : List.copyOf(epochs.all())) {
            group.advance(nowNanos);
        }
        Set<MemberId> expected = watched();
        peers.advance(expected, nowNanos);
        boolean unsure = epochs.book.inDoubt();
        if (!unsure) {
            heartbeats.send(nowNanos);
            epochs.all().forEach(g -> g.feed().send(nowNanos));
        }
        long next = Math.min(self.nextDeadlineNanos(nowNanos), helping.nextDeadlineNanos());
        next = Math.min(next, Math.min(epochs.nextDeadlineNanos(), peers.nextDeadlineNanos()));
        for (GroupMember group : epochs.all()) {
            next = Math.min(next, group.nextDeadlineNanos(nowNanos));
        }
        if (!unsure) {
            next = Math.min(next, heartbeats.nextDeadlineNanos());
            for (GroupMember group : epochs.all()) {
                next = Math.min(next, group.feed().nextDeadlineNanos());
            }
        }
        nextDeadlineNanos = Math.max(next, nowNanos + MIN_PAUSE_NANOS);
        stallWatch.expect(nextDeadlineNanos);
    }

    private void noticeOwnStall() {
        if (!stallWatch.isLate(nowNanos)) {
            return;
        }
        long interval = epochs.shortestIntervalNanos();
        switch (stallWatch.woken(nowNanos, interval)) {
            case NONE -> {}
            case LATE -> self.health.ownDelay(nowNanos);
            case STALL -> {
                out.count(Counter.OWN_STALLS);
                self.health.ownDelay(nowNanos);
                self.stalled(nowNanos, interval);
                peers.all().forEach(p -> p.streamHeardNanos = nowNanos);
                epochs.book.stalled(self::nonce);
                epochs.all().forEach(g -> g.ownStall(nowNanos));
            }
        }
    }

    private void streamClosed(Peer peer) {
        peers.closed(peer, nowNanos);
        epochs.all().forEach(g -> g.watch(peer.id).ifPresent(w -> w.streamBroken(nowNanos)));
    }

    private void signalled(String group, String reason) {
        Cause cause = Cause.of(Cause.Kind.SIGNAL, List.of(self.id()), self.id(), reason);
        epochs.find(group).ifPresent(g -> carryOut(epochs.book.burn(g.groupEpoch(), cause, nowNanos)));
    }

    private void leave(String reason) {
        if (self.leaving()) {
            return;
        }
        self.leave();
        Set<MemberId> others = new HashSet<>();
        epochs.all().forEach(g -> others.addAll(g.membership().contacts()));
        Leave leave =
                new Leave(epochs.all().stream().map(GroupMember::groupEpoch).toList(), reason);
        others.stream().sorted().forEach(o -> peers.sendReliably(o, leave, nowNanos));
    }

    private void leaveBurnt(String reason) {
        for (GroupMember group : epochs.all()) {
            if (group.page().isBurnt()) {
                Leave leave = new Leave(List.of(group.groupEpoch()), reason);
                group.membership().contacts().forEach(o -> peers.sendReliably(o, leave, nowNanos));
            }
        }
    }

    private void factReported(Input.FactReported fact) {
        Optional<GroupMember> group = epochs.find(fact.groupEpoch());
        if (group.isEmpty()) {
            out.count(Counter.DROPPED_WRONG_EPOCH);
        } else if (fact.fact() != Input.FactReported.Fact.POD_LEFT) {
            group.get().reported(fact.subject(), fact.fact() + " " + fact.detail());
        } else if (fact.subject().equals(self.id())) {
            leave(fact.detail());
        } else {
            group.get().left(fact.subject(), nowNanos);
        }
    }

    private Set<MemberId> watched() {
        if (watched.isEmpty()) {
            Set<MemberId> all = new HashSet<>();
            epochs.all().forEach(g -> all.addAll(g.watched()));
            watched = Optional.of(all);
        }
        return watched.get();
    }

    // ---- what its parts ask of it ----

    SharedGraphs graphs() {
        return graphs;
    }

    void carryOut(List<FuseEffect> effects) {
        fuses.carryOut(effects, nowNanos);
    }

    /** One heartbeat to each of these as soon as heartbeats go out at all. */
    void heartbeatsWanted(Set<MemberId> observers) {
        observers.forEach(o -> peers.find(o).ifPresent(p -> p.heartbeatWanted = true));
    }

    /** Who watches whom has changed. */
    void watchingChanged(long atNanos) {
        if (!epochs.all().stream().allMatch(g -> g.membership().isMesh())) {
            fuses.retainPeers(atNanos);
        }
        peers.expectationChanged(atNanos);
        heartbeats.reschedule(atNanos);
        watched = Optional.empty();
    }

    /** Members came that this one neither watches nor talks to. Phases of heartbeats are looked after as whenever a group changes. */
    void othersCame(long atNanos) {
        peers.expectationChanged(atNanos);
        heartbeats.reschedule(atNanos);
    }

    void showEpochs(MemberId to, boolean reply, long nonce, long atNanos) {
        fuses.show(to, reply, nonce, atNanos);
    }

    void probe(ProbeQuery query, boolean freshPath, long timeoutNanos) {
        if (!freshPath && peers.find(query.subject()).filter(Peer::greeted).isPresent()) {
            peers.send(query.subject(), query);
        } else {
            epochs.address(query.subject())
                    .ifPresent(address -> out.add(new Effect.SendFreshProbe(address, query, timeoutNanos)));
        }
    }
}
