package dev.fusebox.core.member;

import dev.fusebox.core.link.Backoff;
import dev.fusebox.core.link.ReliableLink;
import dev.fusebox.core.message.Message.Payload;
import dev.fusebox.core.roster.MemberId;
import dev.fusebox.core.roster.Session;
import dev.fusebox.core.time.Nanos;
import java.util.Optional;

/** What a member knows of one other, whatever groups they share: stream, session, reliable link, heartbeats sent, epochs shown. */
final class Peer {
    /** The stream between the two. */
    enum Stream {
        CLOSED,
        DIALING,
        /** It stands; nothing is believed before the peer's Hello. */
        OPEN,
        /** The peer said who it is, and since when. */
        GREETED
    }

    /** An incarnation may be at most so far ahead of the last known, plus one per second begun since. */
    private static final long INCARNATION_LEEWAY = 1_001;

    final MemberId id;
    final ReliableLink<Payload> link = new ReliableLink<>();
    final Backoff dialBackoff = new Backoff();

    /** Of this side's link, and of the other side's as it was greeted last. */
    final long linkId;

    long otherLinkId;

    String address;
    Stream stream = Stream.CLOSED;
    Optional<Session> session = Optional.empty();
    long incarnation;
    long incarnationKnownNanos;

    /** When a sign of life came on the stream. */
    long streamHeardNanos;

    /** Since when something should come on the stream: a heartbeat, or an acknowledgement. */
    long owesSinceNanos = Nanos.NEVER;

    long streamSinceNanos;
    long dialAtNanos;
    final Cadence heartbeats = new Cadence();

    /** One heartbeat between two that are due, which leaves the phase as it is. */
    boolean heartbeatWanted;

    long heartbeatSequence;
    long listSentNanos;

    /** The highest sequence of its lists of epochs in this session. */
    long listHeard;

    long roundTripNanos;

    Peer(MemberId id, String address, long linkId, long heartbeatSequence, long nowNanos) {
        this.id = id;
        this.linkId = linkId;
        this.heartbeatSequence = heartbeatSequence;
        this.address = address;
        this.streamHeardNanos = nowNanos;
        this.dialAtNanos = nowNanos;
        this.listSentNanos = nowNanos - Nanos.ofMillis(10_000);
    }

    /** Whether the peer may have reached that incarnation by now. */
    boolean believes(long claimed, long nowNanos) {
        long seconds = (nowNanos - incarnationKnownNanos) / Nanos.ofMillis(1_000);
        return claimed <= incarnation + INCARNATION_LEEWAY + seconds;
    }

    boolean greeted() {
        return stream == Stream.GREETED;
    }

    /** Smooths round trips over about eight samples (RFC 6298, section 2). */
    void roundTrip(long sampleNanos) {
        roundTripNanos = roundTripNanos == 0 ? sampleNanos : roundTripNanos + (sampleNanos - roundTripNanos) / 8;
    }
}
