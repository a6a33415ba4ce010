package dev.fusebox.core.member;

import dev.fusebox.core.link.ReliableLink.Numbered;
import dev.fusebox.core.message.Evidence;
import dev.fusebox.core.message.Message;
import dev.fusebox.core.message.Message.Hello;
import dev.fusebox.core.message.Message.Payload;
import dev.fusebox.core.message.Message.Reliable;
import dev.fusebox.core.roster.GroupEpoch;
import dev.fusebox.core.roster.MemberId;
import dev.fusebox.core.roster.RosterMember;
import dev.fusebox.core.time.Nanos;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Streams and reliable links to all members of all groups. The member with the smaller id dials. */
final class Peers {
    static final int PROTOCOL_VERSION = 1;

    /** A stream that is silent for so long, though something is expected on it, is dropped and opened again. */
    private static final long SILENT_STREAM_NANOS = Nanos.ofMillis(2_000);

    private final Self self;
    private final Outbox out;
    private final Map<MemberId, Peer> peers = new HashMap<>();

    /** The same, sorted. */
    private List<Peer> sorted = List.of();

    /** Nothing is to be done before; what happens to a peer in between can only bring it forward by saying so. */
    private long dueNanos;

    private long lastLinkId;

    /** The highest sequence of any heartbeat: a peer that is met again gets higher ones than before. */
    private long lastHeartbeat;

    Peers(Self self, Outbox out) {
        this.self = self;
        this.out = out;
    }

    /** Brings the peers in line with the rosters in force. */
    void retain(Collection<RosterMember> members, long nowNanos) {
        dueNanos = nowNanos;
        Set<MemberId> wanted = members.stream().map(RosterMember::id).collect(Collectors.toSet());
        for (Peer gone : sorted) {
            if (!wanted.contains(gone.id)) {
                out.add(new Effect.Drop(gone.id));
                peers.remove(gone.id);
            }
        }
        for (RosterMember member : members) {
            if (!member.id().equals(self.id())) {
                Peer peer = peers.computeIfAbsent(
                        member.id(), id -> new Peer(id, member.address(), ++lastLinkId, lastHeartbeat, nowNanos));
                if (!peer.address.equals(member.address())) {
                    peer.address = member.address();
                    renew(peer, nowNanos);
                }
            }
        }
        sorted = peers.values().stream().sorted(Comparator.comparing(p -> p.id)).toList();
    }

    /** The sequence of the next heartbeat to that peer. */
    long nextHeartbeat(Peer peer) {
        peer.heartbeatSequence++;
        lastHeartbeat = Math.max(lastHeartbeat, peer.heartbeatSequence);
        return peer.heartbeatSequence;
    }

    Optional<Peer> find(MemberId id) {
        return Optional.ofNullable(peers.get(id));
    }

    /** All of them, sorted. */
    List<Peer> all() {
        return sorted;
    }

    void send(MemberId to, Message message) {
        Peer peer = peers.get(to);
        if (peer != null && peer.greeted()) {
            out.add(new Effect.Send(to, message));
        }
    }

    /** Sends what must arrive. */
    void sendReliably(MemberId to, Payload payload, long nowNanos) {
        Peer peer = peers.get(to);
        if (peer == null) {
            return;
        }
        peer.link
                .offer(payload, topic(payload), nowNanos, self.random)
                .ifPresentOrElse(numbered -> send(to, reliable(numbered)), () -> out.count(Counter.DROPPED_QUEUE_FULL));
        dueNanos = nowNanos;
    }

    /** The peer processed what must arrive, up to that number. */
    void acknowledged(Peer peer, long sequence, long nowNanos) {
        peer.link.acknowledged(sequence, nowNanos, self.random);
        dueNanos = nowNanos;
    }

    /** Of evidence the newest wins; everything else must arrive, however old. */
    private static Optional<Object> topic(Payload payload) {
        return payload instanceof Evidence evidence
                ? Optional.of(new EvidenceTopic(
                        evidence.groupEpoch(), evidence.observer(), evidence.subject(), evidence.aboutLoss()))
                : Optional.empty();
    }

    private record EvidenceTopic(GroupEpoch groupEpoch, MemberId observer, MemberId subject, boolean aboutLoss) {}

    /** A stream stands: say who we are. */
    void opened(Peer peer, long nowNanos) {
        peer.stream = Peer.Stream.OPEN;
        peer.streamSinceNanos = nowNanos;
        dueNanos = nowNanos;
        out.add(new Effect.Send(
                peer.id,
                new Hello(PROTOCOL_VERSION, self.id(), peer.id, self.session, self.incarnation(), peer.linkId)));
    }

    /** The peer said who it is; what it has not acknowledged goes out again. */
    void greeted(Peer peer, long nowNanos) {
        peer.stream = Peer.Stream.GREETED;
        peer.dialBackoff.reset();
        dueNanos = nowNanos;
        resend(peer, peer.link.resend(nowNanos, self.random));
    }

    void closed(Peer peer, long nowNanos) {
        peer.stream = Peer.Stream.CLOSED;
        peer.dialAtNanos = nowNanos + peer.dialBackoff.nextNanos(self.random);
        dueNanos = nowNanos;
    }

    /** Whether that incarnation is believable; takes it if it is newer. */
    boolean sawIncarnation(Peer peer, long incarnation, long nowNanos) {
        if (!peer.believes(incarnation, nowNanos)) {
            return false;
        }
        if (incarnation > peer.incarnation) {
            peer.incarnation = incarnation;
            peer.incarnationKnownNanos = nowNanos;
        }
        return true;
    }

    /**
     * Dials, drops silent streams, retransmits.
     *
     * @param expected peers from which something should come at least each interval
     */
    void advance(Set<MemberId> expected, long nowNanos) {
        if (nowNanos < dueNanos) {
            return;
        }
        for (Peer peer : sorted) {
            boolean owes = expected.contains(peer.id) || peer.link.hasUnacknowledged();
            peer.owesSinceNanos = owes ? Math.min(peer.owesSinceNanos, nowNanos) : Nanos.NEVER;
            switch (peer.stream) {
                case CLOSED -> {
                    if (dials(peer) && nowNanos >= peer.dialAtNanos) {
                        peer.stream = Peer.Stream.DIALING;
                        peer.streamSinceNanos = nowNanos;
                        out.add(new Effect.Dial(peer.id, peer.address));
                    }
                }
                case DIALING, OPEN -> renewIfSilent(peer, nowNanos);
                case GREETED -> {
                    if (owes) {
                        renewIfSilent(peer, nowNanos);
                    }
                    if (peer.greeted()) {
                        resend(peer, peer.link.retransmit(nowNanos, self.random));
                    }
                }
            }
        }
        dueNanos = earliestDeadlineNanos();
    }

    /** From whom something is expected has changed. */
    void expectationChanged(long nowNanos) {
        dueNanos = nowNanos;
    }

    /** When {@link #advance} has something to do. */
    long nextDeadlineNanos() {
        return dueNanos;
    }

    private long earliestDeadlineNanos() {
        long next = Nanos.NEVER;
        for (Peer peer : sorted) {
            long silent = silentSinceNanos(peer) + SILENT_STREAM_NANOS;
            long due =
                    switch (peer.stream) {
                        case CLOSED -> dials(peer) ? peer.dialAtNanos : Nanos.NEVER;
                        case DIALING, OPEN -> silent;
                        case GREETED ->
                            Math.min(
                                    peer.link.retransmitAtNanos(),
                                    peer.owesSinceNanos == Nanos.NEVER ? Nanos.NEVER : silent);
                    };
            next = Math.min(next, due);
        }
        return next;
    }

    private boolean dials(Peer peer) {
        return self.id().compareTo(peer.id) < 0;
    }

    private void renewIfSilent(Peer peer, long nowNanos) {
        if (nowNanos - silentSinceNanos(peer) >= SILENT_STREAM_NANOS) {
            renew(peer, nowNanos);
        }
    }

    /** Silence is none where nothing was to be said: an observer has nothing to tell its subject until that tells it something. */
    private static long silentSinceNanos(Peer peer) {
        return peer.greeted() && peer.owesSinceNanos != Nanos.NEVER
                ? Math.max(peer.streamSinceNanos, Math.max(peer.streamHeardNanos, peer.owesSinceNanos))
                : peer.streamSinceNanos;
    }

    private void renew(Peer peer, long nowNanos) {
        if (peer.stream != Peer.Stream.CLOSED) {
            out.count(Counter.STREAMS_RENEWED);
            out.add(new Effect.Drop(peer.id));
            closed(peer, nowNanos);
        }
    }

    private void resend(Peer peer, List<Numbered<Payload>> again) {
        for (Numbered<Payload> message : again) {
            out.count(Counter.RETRANSMISSIONS);
            send(peer.id, reliable(message));
        }
    }

    private static Reliable reliable(Numbered<Payload> message) {
        return new Reliable(message.sequence(), message.floor(), message.payload());
    }
}
