package dev.fusebox.core.member;

import dev.fusebox.core.fuse.EpochsShown;
import dev.fusebox.core.fuse.ShownEpoch;
import dev.fusebox.core.message.Evidence;
import dev.fusebox.core.message.LifeProof;
import dev.fusebox.core.message.Message;
import dev.fusebox.core.message.Message.Ack;
import dev.fusebox.core.message.Message.Burn;
import dev.fusebox.core.message.Message.EpochList;
import dev.fusebox.core.message.Message.Gossip;
import dev.fusebox.core.message.Message.Heartbeat;
import dev.fusebox.core.message.Message.Hello;
import dev.fusebox.core.message.Message.HelpRequest;
import dev.fusebox.core.message.Message.HelpResult;
import dev.fusebox.core.message.Message.Leave;
import dev.fusebox.core.message.Message.PathBeat;
import dev.fusebox.core.message.Message.ProbeQuery;
import dev.fusebox.core.message.Message.ProbeReply;
import dev.fusebox.core.message.Message.Reliable;
import dev.fusebox.core.roster.GroupEpoch;
import dev.fusebox.core.roster.MemberId;
import dev.fusebox.core.roster.Session;
import dev.fusebox.core.time.Nanos;
import java.util.List;
import java.util.Optional;

/** Takes messages from peers: checks each against what is known, counts what does not fit, and hands the rest on. */
final class Reception {
    /** Two epochs' worth of observers of one member, each once a second. */
    static final int MAX_STRANGERS = 32;

    private final Member member;
    private final Self self;
    private final Peers peers;
    private final Epochs epochs;
    private final Helping helping;
    private final Fuses fuses;
    private final Outbox out;
    private long strangersSinceNanos;
    private int strangersAnswered;

    Reception(Member member, Self self, Peers peers, Epochs epochs, Helping helping, Fuses fuses, Outbox out) {
        this.member = member;
        this.self = self;
        this.peers = peers;
        this.epochs = epochs;
        this.helping = helping;
        this.fuses = fuses;
        this.out = out;
    }

    void received(MemberId from, Message message, long nowNanos) {
        Optional<Peer> known = peers.find(from);
        if (known.isEmpty()) {
            out.count(Counter.DROPPED_STRANGER);
            return;
        }
        Peer peer = known.get();
        if (message instanceof Hello hello) {
            hello(peer, hello, nowNanos);
            return;
        }
        if (!peer.greeted()) {
            out.count(Counter.DROPPED_STALE);
            return;
        }
        peer.streamHeardNanos = nowNanos;
        heard(peer.id, nowNanos);
        switch (message) {
            case Hello hello -> {}
            case Heartbeat heartbeat -> heartbeat(peer, heartbeat, nowNanos);
            case EpochList list -> epochList(peer, list, nowNanos);
            case Evidence evidence -> evidence(peer, evidence, nowNanos);
            case Reliable reliable -> reliable(peer, reliable, nowNanos);
            case Ack ack -> peers.acknowledged(peer, ack.sequence(), nowNanos);
            case ProbeQuery query -> {
                if (query.subject().equals(self.id())) {
                    query.suspectedIncarnation().ifPresent(self::suspectedAs);
                    peers.send(peer.id, self.answer(query));
                }
            }
            case ProbeReply reply -> answered(peer.id, reply, nowNanos);
            case HelpRequest request -> help(peer, request, nowNanos);
            case HelpResult result -> helped(peer, result, nowNanos);
            case PathBeat beat ->
                inForce(beat.groupEpoch()).ifPresent(g -> g.feed().received(peer.id, beat.heartbeat(), nowNanos));
            case Gossip gossip ->
                inForce(gossip.groupEpoch()).ifPresent(g -> g.feed().received(peer.id, gossip.table(), nowNanos));
        }
    }

    /**
     * A probe on a path of its own: answered to everybody who may ask, whoever carries it. In a large group that is everyone in it: who
     * has convicted others than this member has takes itself for its observer, and who hears votes that nobody answers asks, too.
     */
    void freshProbe(long callToken, ProbeQuery query, long nowNanos) {
        boolean stranger = peers.find(query.asker()).isEmpty()
                && epochs.address(query.asker()).isEmpty();
        if (!query.subject().equals(self.id()) || (stranger && !strangerMayAsk(query, nowNanos))) {
            out.count(Counter.DROPPED_STRANGER);
            return;
        }
        query.suspectedIncarnation().ifPresent(self::suspectedAs);
        out.add(new Effect.AnswerFreshProbe(callToken, self.answer(query)));
    }

    /** Who observed this member in an epoch that is over may still ask if it lives, so often in a second; it changes nothing here. */
    private boolean strangerMayAsk(ProbeQuery query, long nowNanos) {
        if (query.suspectedIncarnation().isPresent()) {
            return false;
        }
        if (nowNanos - strangersSinceNanos >= Nanos.ofMillis(1_000)) {
            strangersSinceNanos = nowNanos;
            strangersAnswered = 0;
        }
        return ++strangersAnswered <= MAX_STRANGERS;
    }

    /** The subject answered a probe, on whatever path. */
    void answered(MemberId subject, ProbeReply reply, long nowNanos) {
        if (helping.answered(subject, reply)) {
            return;
        }
        LifeProof life = life(reply);
        if (!self.identity.verifies(subject, life)) {
            out.count(Counter.DROPPED_UNPROVEN);
            return;
        }
        if (!believes(subject, life.incarnation(), nowNanos)) {
            out.count(Counter.DROPPED_OUT_OF_RANGE);
            return;
        }
        boolean mine = false;
        for (GroupMember group : epochs.all()) {
            mine |= group.answered(subject, reply, life, nowNanos);
        }
        if (mine) {
            peers.find(subject).ifPresent(peer -> peers.sawIncarnation(peer, life.incarnation(), nowNanos));
            heard(subject, nowNanos);
            epochs.all().forEach(g -> g.lived(subject, life, nowNanos));
        } else {
            out.count(Counter.DROPPED_STALE);
        }
    }

    /** The subject's host refused a probe. */
    void refused(MemberId subject, long nonce) {
        helping.refused(subject, nonce);
        epochs.all().forEach(g -> g.watch(subject).ifPresent(w -> w.refused(nonce)));
    }

    private void heard(MemberId from, long nowNanos) {
        epochs.all().forEach(g -> g.heard(from, nowNanos));
    }

    private boolean incarnation(Peer peer, long incarnation, long nowNanos) {
        if (!peers.sawIncarnation(peer, incarnation, nowNanos)) {
            out.count(Counter.DROPPED_OUT_OF_RANGE);
            return false;
        }
        epochs.all().forEach(g -> g.evidence().sawIncarnation(peer.id, incarnation, nowNanos));
        return true;
    }

    /** The subject showed a sign of life that proves its incarnation; whether that is believable. */
    private boolean lived(Peer peer, LifeProof life, long nowNanos) {
        if (!peers.sawIncarnation(peer, life.incarnation(), nowNanos)) {
            out.count(Counter.DROPPED_OUT_OF_RANGE);
            return false;
        }
        epochs.all().forEach(g -> g.lived(peer.id, life, nowNanos));
        return true;
    }

    private void hello(Peer peer, Hello hello, long nowNanos) {
        Optional<Session> before = peer.session;
        boolean sameSession = before.filter(hello.session()::equals).isPresent();
        Optional<Counter> fault = fault(peer, hello, sameSession, nowNanos);
        if (fault.isPresent()) {
            out.count(fault.get());
            out.add(new Effect.Drop(peer.id));
            peers.closed(peer, nowNanos);
            return;
        }
        peer.session = Optional.of(hello.session());
        peer.streamHeardNanos = nowNanos;
        boolean anotherLink = hello.link() != peer.otherLinkId;
        if (before.isPresent() && (!sameSession || anotherLink)) {
            peer.link.peerRestarted();
        }
        peer.otherLinkId = hello.link();
        if (before.isPresent() && sameSession && anotherLink) {
            epochs.all().forEach(g -> g.watch(peer.id).ifPresent(w -> w.senderRestarted(nowNanos)));
        }
        if (!sameSession) {
            peer.listHeard = 0;
        }
        if (before.isPresent() && !sameSession) {
            epochs.all().forEach(g -> g.sessionChanged(peer.id, nowNanos));
        }
        if (sameSession) {
            incarnation(peer, hello.incarnation(), nowNanos);
        } else {
            peer.incarnation = hello.incarnation();
            peer.incarnationKnownNanos = nowNanos;
        }
        peers.greeted(peer, nowNanos);
        heard(peer.id, nowNanos);
        for (GroupMember group : epochs.all()) {
            group.watch(peer.id).ifPresent(SubjectWatch::streamRestored);
            if (!sameSession) {
                group.repeatVotes(peer.id, nowNanos);
            }
        }
        member.showEpochs(peer.id, true, 0, nowNanos);
    }

    private Optional<Counter> fault(Peer peer, Hello hello, boolean sameSession, long nowNanos) {
        if (!hello.addressee().equals(self.id()) || !hello.member().equals(peer.id)) {
            return Optional.of(Counter.DROPPED_STRANGER);
        }
        // A first start knows of no other: its disk was lost since.
        boolean first = hello.session().counter() == 1;
        boolean stale = !first && peer.session.filter(hello.session()::isBefore).isPresent();
        if (stale || hello.protocolVersion() < Peers.PROTOCOL_VERSION) {
            return Optional.of(Counter.DROPPED_STALE);
        }
        return sameSession && !peer.believes(hello.incarnation(), nowNanos)
                ? Optional.of(Counter.DROPPED_OUT_OF_RANGE)
                : Optional.empty();
    }

    private void heartbeat(Peer peer, Heartbeat heartbeat, long nowNanos) {
        LifeProof life = new LifeProof(
                self.id(), LifeProof.ofHeartbeat(heartbeat.sequence()), heartbeat.incarnation(), heartbeat.proof());
        if (!lived(peer, life, nowNanos)) {
            return;
        }
        out.count(Counter.HEARTBEATS_RECEIVED);
        epochs.all().forEach(g -> g.watch(peer.id).ifPresent(w -> w.heartbeat(heartbeat.sequence(), life, nowNanos)));
        boolean same = heartbeat.epochsDigest() == epochs.book.digestFor(peer.id);
        boolean askedLately = nowNanos - peer.listSentNanos < shortestIntervalNanos(peer);
        if (!same && !askedLately) {
            member.showEpochs(peer.id, true, 0, nowNanos);
        }
    }

    private long shortestIntervalNanos(Peer peer) {
        return epochs.all().stream()
                .filter(g -> g.membership().contains(peer.id))
                .mapToLong(GroupMember::intervalNanos)
                .min()
                .orElse(0);
    }

    private void epochList(Peer peer, EpochList list, long nowNanos) {
        if (list.sequence() <= peer.listHeard) {
            out.count(Counter.DROPPED_STALE);
            return;
        }
        peer.listHeard = list.sequence();
        List<ShownEpoch> epochsShown = list.entries().stream()
                .map(e -> new ShownEpoch(e.groupEpoch(), e.revision(), e.kept(), e.acknowledged()))
                .toList();
        EpochsShown shown = new EpochsShown(epochsShown, list.reply(), list.validating(), list.nonce());
        for (ShownEpoch other : epochsShown) {
            epochs.find(other.groupEpoch().group())
                    .filter(g -> g.groupEpoch().epoch() < other.groupEpoch().epoch())
                    .ifPresent(g -> g.movedOn(peer.id, nowNanos));
        }
        peer.session.ifPresent(
                session -> fuses.carryOut(epochs.book.shown(peer.id, session, shown, nowNanos), nowNanos));
    }

    private void evidence(Peer peer, Evidence evidence, long nowNanos) {
        Optional<GroupMember> group = inForce(evidence.groupEpoch());
        if (group.isEmpty()) {
            return;
        }
        if (!comesFrom(evidence, peer.id, group.get())) {
            out.count(Counter.DROPPED_STRANGER);
        } else if (!believable(evidence, nowNanos)) {
            out.count(Counter.DROPPED_OUT_OF_RANGE);
        } else if (evidence.statement() instanceof Evidence.Vouch vouch
                && !self.identity.verifies(evidence.subject(), vouch.life())) {
            out.count(Counter.DROPPED_UNPROVEN);
        } else {
            group.get().stated(evidence, peer.id, nowNanos);
        }
    }

    /** The group of that epoch; counted if there is none. */
    private Optional<GroupMember> inForce(GroupEpoch groupEpoch) {
        Optional<GroupMember> group = epochs.find(groupEpoch);
        if (group.isEmpty()) {
            boolean knownGroup = epochs.find(groupEpoch.group()).isPresent();
            out.count(knownGroup ? Counter.DROPPED_WRONG_EPOCH : Counter.DROPPED_UNKNOWN_GROUP);
        }
        return group;
    }

    /** The observer says it itself, or signed what somebody passes on. */
    private boolean comesFrom(Evidence evidence, MemberId sender, GroupMember group) {
        boolean mayBePassedOn = group.membership().isMesh()
                ? evidence.statement() instanceof Evidence.Acknowledgement
                : evidence.flooded();
        return evidence.observer().equals(sender)
                || (mayBePassedOn && !evidence.observer().equals(self.id()) && self.identity.signed(evidence));
    }

    /**
     * Whether the subject can have reached the incarnation that is meant, and the one that a vouch shows; nobody acknowledges for
     * another.
     */
    private boolean believable(Evidence evidence, long nowNanos) {
        if (evidence.statement() instanceof Evidence.Acknowledgement
                && !evidence.observer().equals(evidence.subject())) {
            return false;
        }
        long shown = evidence.statement() instanceof Evidence.Vouch vouch
                ? vouch.life().incarnation()
                : 0;
        return believes(evidence.subject(), Math.max(shown, evidence.incarnation()), nowNanos);
    }

    private boolean believes(MemberId subject, long incarnation, long nowNanos) {
        return subject.equals(self.id())
                ? incarnation <= self.incarnation()
                : peers.find(subject)
                        .map(p -> p.believes(incarnation, nowNanos))
                        .orElse(true);
    }

    private void reliable(Peer peer, Reliable reliable, long nowNanos) {
        if (peer.link.receive(reliable.sequence(), reliable.floor())) {
            switch (reliable.payload()) {
                case Burn burn ->
                    fuses.carryOut(epochs.book.burnHeard(peer.id, burn.groupEpoch(), burn.cause(), nowNanos), nowNanos);
                case Leave leave ->
                    leave.epochs().forEach(epoch -> epochs.find(epoch).ifPresent(g -> g.left(peer.id, nowNanos)));
                case Evidence statement -> evidence(peer, statement, nowNanos);
            }
        }
        peers.send(peer.id, new Ack(peer.link.processedUpTo()));
    }

    private void help(Peer asker, HelpRequest request, long nowNanos) {
        Optional<GroupMember> group = epochs.find(request.groupEpoch());
        boolean both = group.filter(g -> g.membership().contains(asker.id)
                        && g.membership().contains(request.subject())
                        && !request.subject().equals(self.id()))
                .isPresent();
        if (!both) {
            out.count(Counter.DROPPED_WRONG_EPOCH);
            return;
        }
        helping.begin(asker.id, request, nowNanos);
        boolean streamTrusted = peers.find(request.subject())
                .filter(p -> p.greeted()
                        && nowNanos - p.streamHeardNanos <= group.get().intervalNanos() * 5 / 4)
                .isPresent();
        ProbeQuery query = new ProbeQuery(asker.id, request.subject(), request.nonce(), request.suspectedIncarnation());
        member.probe(query, !streamTrusted, Nanos.ofMillis(Math.min(10_000, request.roundMilliseconds())));
    }

    private void helped(Peer helper, HelpResult result, long nowNanos) {
        Optional<LifeProof> life = result.reply().map(this::life);
        if (result.outcome() == HelpResult.Outcome.ANSWERED) {
            boolean proven = life.filter(
                            l -> l.nonce() == result.nonce() && self.identity.verifies(result.subject(), l))
                    .isPresent();
            if (!proven) {
                out.count(Counter.DROPPED_UNPROVEN);
                return;
            }
            if (!believes(result.subject(), life.get().incarnation(), nowNanos)) {
                out.count(Counter.DROPPED_OUT_OF_RANGE);
                return;
            }
            peers.find(result.subject()).ifPresent(p -> lived(p, life.get(), nowNanos));
        }
        epochs.all().forEach(g -> g.watch(result.subject()).ifPresent(w -> w.helped(helper.id, result, life)));
    }

    private LifeProof life(ProbeReply reply) {
        return new LifeProof(self.id(), reply.nonce(), reply.incarnation(), reply.proof());
    }
}
