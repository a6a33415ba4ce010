package dev.fusebox.core.member;

import dev.fusebox.core.message.Message.Heartbeat;
import dev.fusebox.core.roster.MemberId;
import dev.fusebox.core.time.Nanos;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Sends this member's heartbeats: to each observer at the shortest interval of the groups they share, with a phase of its own, a little
 * jitter, and where possible in a wake-up that happens anyway. A late beat is not made up.
 */
final class Heartbeats {
    private final Self self;
    private final Peers peers;
    private final Epochs epochs;
    private final Outbox out;
    private List<Beat> beats = List.of();

    private record Beat(Peer observer, long intervalNanos) {}

    Heartbeats(Self self, Peers peers, Epochs epochs, Outbox out) {
        this.self = self;
        this.peers = peers;
        this.epochs = epochs;
        this.out = out;
    }

    /** The observers of this member may have changed. */
    void reschedule(long nowNanos) {
        Map<MemberId, Long> intervals = new TreeMap<>();
        for (GroupMember group : epochs.all()) {
            for (MemberId observer : group.observersOfSelf()) {
                intervals.merge(observer, group.intervalNanos(), Math::min);
            }
        }
        for (Peer peer : peers.all()) {
            Long interval = intervals.get(peer.id);
            if (interval == null) {
                peer.heartbeats.begin(Nanos.NEVER);
            } else if (peer.heartbeats.exceeds(interval, nowNanos)) {
                peer.heartbeats.begin(nowNanos + self.random.nextLong(interval));
            }
        }
        List<Beat> rescheduled = new ArrayList<>();
        intervals.forEach((observer, interval) ->
                peers.find(observer).ifPresent(peer -> rescheduled.add(new Beat(peer, interval))));
        beats = rescheduled;
    }

    void send(long nowNanos) {
        for (Beat beat : beats) {
            if (isDue(beat.observer, beat.intervalNanos, nowNanos)) {
                send(beat.observer, nowNanos);
            }
        }
    }

    private boolean isDue(Peer peer, long interval, long nowNanos) {
        boolean wanted = peer.heartbeatWanted;
        peer.heartbeatWanted = false;
        return peer.heartbeats.due(interval, self.random, nowNanos) || wanted;
    }

    private void send(Peer peer, long nowNanos) {
        if (peer.greeted()) {
            long sequence = peers.nextHeartbeat(peer);
            out.count(Counter.HEARTBEATS_SENT);
            peers.send(
                    peer.id,
                    new Heartbeat(
                            sequence,
                            self.incarnation(),
                            self.health.score(nowNanos),
                            self.failure().isPresent(),
                            epochs.book.digestFor(peer.id),
                            self.proofOfHeartbeat(peer.id, sequence)));
        }
    }

    long nextDeadlineNanos() {
        long next = Nanos.NEVER;
        for (Beat beat : beats) {
            next = Math.min(next, beat.observer.heartbeats.nextNanos());
        }
        return next;
    }
}
