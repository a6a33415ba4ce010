package dev.fusebox.core.member;

import dev.fusebox.core.message.Message.HelpRequest;
import dev.fusebox.core.message.Message.HelpResult;
import dev.fusebox.core.message.Message.HelpResult.Outcome;
import dev.fusebox.core.message.Message.ProbeReply;
import dev.fusebox.core.roster.MemberId;
import dev.fusebox.core.time.Nanos;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Probes that this member carries out for others. Bounded: the oldest goes first. */
final class Helping {
    private static final int CAPACITY = 256;

    /** The longest round that is worth waiting for. */
    private static final long MAX_ROUND_MILLISECONDS = 10_000;

    private final Peers peers;
    private final Map<Long, Favour> favours = new LinkedHashMap<>();

    private record Favour(MemberId asker, MemberId subject, long giveUpNanos) {}

    Helping(Peers peers) {
        this.peers = peers;
    }

    void begin(MemberId asker, HelpRequest request, long nowNanos) {
        if (favours.size() >= CAPACITY) {
            favours.remove(favours.keySet().iterator().next());
        }
        long round = Nanos.ofMillis(Math.min(MAX_ROUND_MILLISECONDS, request.roundMilliseconds()));
        favours.put(request.nonce(), new Favour(asker, request.subject(), nowNanos + round * 8 / 10));
    }

    /** Whether that answer belongs to a favour. */
    boolean answered(MemberId subject, ProbeReply reply) {
        return finish(subject, reply.nonce(), Outcome.ANSWERED, Optional.of(reply));
    }

    void refused(MemberId subject, long nonce) {
        finish(subject, nonce, Outcome.REFUSED, Optional.empty());
    }

    /** Says "cannot tell" where time is up. */
    void advance(long nowNanos) {
        if (favours.isEmpty()) {
            return;
        }
        for (Map.Entry<Long, Favour> entry : List.copyOf(favours.entrySet())) {
            if (nowNanos >= entry.getValue().giveUpNanos) {
                finish(entry.getValue().subject, entry.getKey(), Outcome.CANNOT_TELL, Optional.empty());
            }
        }
    }

    long nextDeadlineNanos() {
        long next = Nanos.NEVER;
        for (Favour favour : favours.values()) {
            next = Math.min(next, favour.giveUpNanos);
        }
        return next;
    }

    private boolean finish(MemberId subject, long nonce, Outcome outcome, Optional<ProbeReply> reply) {
        Favour favour = favours.get(nonce);
        if (favour == null || !favour.subject.equals(subject)) {
            return false;
        }
        favours.remove(nonce);
        peers.send(favour.asker, new HelpResult(nonce, subject, outcome, reply));
        return true;
    }
}
