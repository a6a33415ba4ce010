package dev.fusebox.core.member;

import dev.fusebox.core.fuse.EpochPage;
import dev.fusebox.core.fuse.EpochsShown;
import dev.fusebox.core.fuse.FuseEffect;
import dev.fusebox.core.fuse.KeptEpochs;
import dev.fusebox.core.fuse.ShownEpoch;
import dev.fusebox.core.message.Message.Burn;
import dev.fusebox.core.message.Message.EpochList;
import dev.fusebox.core.message.Message.Leave;
import dev.fusebox.core.roster.GroupEpoch;
import dev.fusebox.core.roster.MemberId;
import dev.fusebox.core.roster.Roster;
import java.util.List;
import java.util.stream.Collectors;

/** Carries out what the book of epochs wants, in its order: it translates, and decides nothing. */
final class Fuses {
    private final Member member;
    private final Self self;
    private final Peers peers;
    private final Epochs epochs;
    private final Outbox out;
    private long listsSent;

    Fuses(Member member, Self self, Peers peers, Epochs epochs, Outbox out) {
        this.member = member;
        this.self = self;
        this.peers = peers;
        this.epochs = epochs;
        this.out = out;
    }

    void carryOut(List<FuseEffect> effects, long nowNanos) {
        effects.forEach(effect -> carryOut(effect, nowNanos));
    }

    private void carryOut(FuseEffect effect, long nowNanos) {
        switch (effect) {
            case FuseEffect.Persist persist -> persist(persist.kept());
            case FuseEffect.InForce inForce -> inForce(inForce.roster(), inForce.firstOfEpoch(), nowNanos);
            case FuseEffect.Retired retired -> retired(retired.groupEpoch(), retired.reason(), nowNanos);
            case FuseEffect.TellAcknowledged tell -> {
                out.tell(new Notice.RosterAcknowledged(tell.groupEpoch(), tell.revision()));
                epochs.find(tell.groupEpoch()).ifPresent(g -> g.acknowledged(tell.revision(), nowNanos));
            }
            case FuseEffect.Believed believed ->
                epochs.find(believed.epoch().groupEpoch())
                        .ifPresent(g -> g.shownBy(believed.peer(), believed.epoch(), nowNanos));
            case FuseEffect.TellIntact tell ->
                epochs.find(tell.groupEpoch()).ifPresent(g -> g.intact(tell.revision(), nowNanos));
            case FuseEffect.TellBurnt tell ->
                epochs.find(tell.groupEpoch())
                        .ifPresent(g -> out.tell(new Notice.FuseBurnt(
                                tell.groupEpoch(), tell.cause(), g.detectionNanos(tell.cause(), nowNanos))));
            case FuseEffect.PassOn passOn -> {
                Burn burn = new Burn(passOn.groupEpoch(), passOn.cause());
                epochs.find(passOn.groupEpoch())
                        .ifPresent(g -> g.burnPeers().forEach(peer -> sendBurn(peer, burn, nowNanos)));
            }
            case FuseEffect.Answer answer ->
                sendBurn(answer.to(), new Burn(answer.groupEpoch(), answer.cause()), nowNanos);
            case FuseEffect.ShowAround around ->
                epochs.find(around.groupEpoch())
                        .ifPresent(g -> g.membership().contacts().forEach(peer -> show(peer, true, 0, nowNanos)));
            case FuseEffect.Show show -> send(show.to(), show.list(), nowNanos);
            case FuseEffect.Refused refused -> out.count(counter(refused.reason()));
        }
    }

    private static Counter counter(FuseEffect.Refused.Reason reason) {
        return switch (reason) {
            case STALE -> Counter.DROPPED_STALE;
            case WRONG_EPOCH -> Counter.DROPPED_WRONG_EPOCH;
            case UNKNOWN_GROUP -> Counter.DROPPED_UNKNOWN_GROUP;
            case STRANGER -> Counter.DROPPED_STRANGER;
        };
    }

    void persist(KeptEpochs kept) {
        List<KeptState.KeptGroup> groups = kept.epochs().stream()
                .map(e -> new KeptState.KeptGroup(e.roster(), e.state(), e.cause()))
                .toList();
        out.add(new Effect.Persist(
                new KeptState(self.session.counter(), self.incarnation(), groups, kept.tombstones())));
    }

    /** Takes up what an earlier session kept. */
    void restore(KeptState kept, long nowNanos) {
        List<KeptEpochs.KeptEpoch> groups = kept.groups().stream()
                .map(g -> new KeptEpochs.KeptEpoch(g.roster(), g.fuse(), g.cause()))
                .toList();
        epochs.book.restored(new KeptEpochs(groups, kept.tombstones()), self::nonce, nowNanos);
        groups.forEach(g -> begin(g.roster().groupEpoch(), nowNanos));
        retainPeers(nowNanos);
        epochs.all().forEach(g -> g.ownStall(nowNanos));
        persist(epochs.book.kept());
    }

    /** Peers are those of the rosters in force, and of those that are still shown. */
    void retainPeers(long nowNanos) {
        peers.retain(epochs.everyone(), nowNanos);
        epochs.book.retainPeers(peers.all().stream().map(p -> p.id).collect(Collectors.toSet()));
    }

    void show(MemberId to, boolean reply, long nonce, long nowNanos) {
        carryOut(List.of(epochs.book.show(to, reply, nonce)), nowNanos);
    }

    private void inForce(Roster roster, boolean firstOfEpoch, long nowNanos) {
        if (firstOfEpoch) {
            begin(roster.groupEpoch(), nowNanos);
        } else {
            epochs.find(roster.groupEpoch()).ifPresent(g -> g.revise(roster, nowNanos));
        }
        retainPeers(nowNanos);
        member.watchingChanged(nowNanos);
    }

    private void begin(GroupEpoch groupEpoch, long nowNanos) {
        EpochPage page = epochs.book.page(groupEpoch).orElseThrow();
        epochs.put(new GroupMember(member, self, peers, out, epochs.book, page, nowNanos));
    }

    private void retired(GroupEpoch groupEpoch, String reason, long nowNanos) {
        epochs.retire(groupEpoch, nowNanos).ifPresent(gone -> {
            Leave leave = new Leave(List.of(groupEpoch), reason);
            gone.membership().contacts().forEach(other -> peers.sendReliably(other, leave, nowNanos));
            retainPeers(nowNanos);
            member.watchingChanged(nowNanos);
        });
    }

    private void sendBurn(MemberId to, Burn burn, long nowNanos) {
        if (peers.find(to).filter(p -> !p.link.awaits(burn)).isPresent()) {
            peers.sendReliably(to, burn, nowNanos);
        }
    }

    private void send(MemberId to, EpochsShown list, long nowNanos) {
        peers.find(to).ifPresent(p -> p.listSentNanos = nowNanos);
        List<EpochList.Entry> entries = list.epochs().stream().map(this::entry).toList();
        peers.send(to, new EpochList(entries, list.reply(), list.unsure(), list.nonce(), ++listsSent));
    }

    /** What this member knows of who acknowledged goes with it. */
    private EpochList.Entry entry(ShownEpoch shown) {
        List<Long> acknowledged = epochs.find(shown.groupEpoch())
                .map(g -> g.membership().acknowledgedBits())
                .orElse(List.of());
        return new EpochList.Entry(shown.groupEpoch(), shown.revision(), shown.kept(), acknowledged);
    }
}
