package dev.fusebox.core.member;

import dev.fusebox.core.detect.Detectors;
import dev.fusebox.core.detect.GossipTable;
import dev.fusebox.core.detect.HeartbeatPath;
import dev.fusebox.core.detect.PathHeartbeat;
import dev.fusebox.core.message.LifeProof;
import dev.fusebox.core.message.Message.Gossip;
import dev.fusebox.core.message.Message.PathBeat;
import dev.fusebox.core.message.Message.ProbeReply;
import dev.fusebox.core.roster.DetectionSettings;
import dev.fusebox.core.roster.DetectorKind;
import dev.fusebox.core.roster.MemberId;
import dev.fusebox.core.time.Nanos;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What keeps a group's detectors fed where plain heartbeats do not: questions, heartbeats that carry their path, or tables of counters;
 * one round per interval. Each growth and each reply goes to the subject's watch, which judges it with its own detector.
 */
final class DetectorFeed {
    private final GroupMember group;
    private final SubjectWatch.Surroundings around;
    private final Self self;
    private final Peers peers;
    private final Outbox out;
    private final Cadence cadence = new Cadence();
    private DetectorKind kind;
    private Source source;

    /** One kind of feed. */
    sealed interface Source permits PlainHeartbeats, PathHeartbeats, GossipTables, Pings {}

    /** Nothing beside the heartbeats that every member sends its observers. */
    record PlainHeartbeats() implements Source {}

    DetectorFeed(
            GroupMember group, SubjectWatch.Surroundings around, Self self, Peers peers, Outbox out, long nowNanos) {
        this.group = group;
        this.around = around;
        this.self = self;
        this.peers = peers;
        this.out = out;
        this.kind = detection().detector();
        this.source = source();
        long phase = source instanceof PlainHeartbeats
                ? 0
                : self.random.nextLong(detection().intervalNanos());
        cadence.begin(nowNanos + phase);
    }

    /**
     * The settings may have changed.
     *
     * @return whether the group has another detector now
     */
    boolean revised() {
        if (kind == detection().detector()) {
            return false;
        }
        kind = detection().detector();
        source = source();
        return true;
    }

    private Source source() {
        return switch (kind) {
            case HEARTBEAT_DEADLINE, PHI_ACCRUAL, CHEN_ESTIMATE -> new PlainHeartbeats();
            case PING -> new Pings();
            case HEARTBEAT_PATH -> new PathHeartbeats(self.id(), group.membership());
            case GOSSIP_COUNTER ->
                new GossipTables(self, group.membership(), (int) Math.ceil(Detectors.threshold(detection())));
        };
    }

    void ownStall() {
        if (source instanceof Pings pings) {
            pings.forget();
        }
    }

    /** Sends what is due; not while this member asks whether the epoch still holds, for it would say that it is well. */
    void send(long nowNanos) {
        if (source instanceof PlainHeartbeats || !cadence.due(detection().intervalNanos(), self.random, nowNanos)) {
            return;
        }
        switch (source) {
            case PlainHeartbeats none -> {}
            case Pings pings -> ask(pings, nowNanos);
            case PathHeartbeats paths -> passOn(paths.round());
            case GossipTables tables ->
                tables.round(self.random, this::hasStream)
                        .ifPresent(s -> peers.send(s.to(), new Gossip(group.groupEpoch(), s.table())));
        }
    }

    long nextDeadlineNanos() {
        return source instanceof PlainHeartbeats ? Nanos.NEVER : cadence.nextNanos();
    }

    private void ask(Pings pings, long nowNanos) {
        long timeout = detection().timeoutNanos();
        pings.expire(timeout, nowNanos);
        for (MemberId subject : group.watched()) {
            if (hasStream(subject)) {
                long nonce = around.nonce();
                pings.asked(subject, nonce, nowNanos);
                around.probe(subject, nonce, false, timeout);
            }
        }
    }

    /** Whether that is the reply to an open question. */
    boolean replied(MemberId subject, ProbeReply reply, LifeProof life, long nowNanos) {
        if (!(source instanceof Pings pings)) {
            return false;
        }
        OptionalLong sequence =
                pings.replied(subject, reply.nonce(), detection().timeoutNanos(), nowNanos);
        sequence.ifPresent(s -> group.watch(subject).ifPresent(w -> w.replied(s, life, nowNanos)));
        return sequence.isPresent();
    }

    void received(MemberId from, PathHeartbeat heartbeat, long nowNanos) {
        if (!(source instanceof PathHeartbeats paths)) {
            out.count(Counter.DROPPED_STALE);
            return;
        }
        Optional<Counter> fault = paths.fault(from, heartbeat);
        if (fault.isPresent()) {
            out.count(fault.get());
            return;
        }
        List<HeartbeatPath.Send> onwards = paths.receive(from, heartbeat);
        grown(heartbeat.path(), nowNanos);
        if (!group.page().inDoubt()) {
            passOn(onwards);
        }
    }

    void received(MemberId from, GossipTable table, long nowNanos) {
        if (!(source instanceof GossipTables tables)) {
            out.count(Counter.DROPPED_STALE);
            return;
        }
        Optional<Counter> fault =
                group.membership().contains(from) ? tables.fault(table) : Optional.of(Counter.DROPPED_STRANGER);
        if (fault.isPresent()) {
            out.count(fault.get());
            return;
        }
        if (tables.strangers(table) > 0) {
            out.count(Counter.DROPPED_STRANGER);
        }
        long refused = tables.refused();
        grown(tables.receive(table), nowNanos);
        if (tables.refused() > refused) {
            out.count(Counter.DROPPED_OUT_OF_RANGE);
        }
    }

    private void grown(Collection<MemberId> members, long nowNanos) {
        members.forEach(m -> group.watch(m).ifPresent(w -> w.grown(nowNanos)));
    }

    private void passOn(List<HeartbeatPath.Send> sends) {
        sends.forEach(s -> peers.send(s.to(), new PathBeat(group.groupEpoch(), s.heartbeat())));
    }

    private boolean hasStream(MemberId member) {
        return peers.find(member).filter(Peer::greeted).isPresent();
    }

    private DetectionSettings detection() {
        return group.roster().detection();
    }
}
