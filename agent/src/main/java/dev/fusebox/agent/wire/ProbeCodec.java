package dev.fusebox.agent.wire;

import dev.fusebox.core.message.Message;
import dev.fusebox.core.message.Message.HelpRequest;
import dev.fusebox.core.message.Message.HelpResult;
import dev.fusebox.core.message.Message.ProbeQuery;
import dev.fusebox.core.message.Message.ProbeReply;
import java.util.Optional;
import java.util.OptionalLong;

/** Probes, direct and through helpers. Decoding inside this package throws {@link IllegalArgumentException}. */
public final class ProbeCodec {
    /** Longer rounds than any setting leads to. */
    private static final int MAX_ROUND_MILLISECONDS = 600_000;

    private ProbeCodec() {}

    public static dev.fusebox.proto.v1.ProbeQuery encode(ProbeQuery query) {
        return dev.fusebox.proto.v1.ProbeQuery.newBuilder()
                .setAsker(query.asker().value())
                .setSubject(query.subject().value())
                .setNonce(query.nonce())
                .setSuspectedIncarnationPlusOne(encode(query.suspectedIncarnation()))
                .build();
    }

    /** A probe that came on a path of its own; empty if malformed. */
    public static Optional<ProbeQuery> query(dev.fusebox.proto.v1.ProbeQuery wire) {
        try {
            return Optional.of(decode(wire));
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }

    public static dev.fusebox.proto.v1.ProbeReply encode(ProbeReply reply) {
        return dev.fusebox.proto.v1.ProbeReply.newBuilder()
                .setNonce(reply.nonce())
                .setIncarnation(reply.incarnation())
                .setProof(EvidenceCodec.encode(reply.proof()))
                .build();
    }

    /** The answer to a probe on a path of its own; empty if malformed. */
    public static Optional<ProbeReply> reply(dev.fusebox.proto.v1.ProbeReply wire) {
        try {
            return Optional.of(decode(wire));
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }

    static ProbeQuery decode(dev.fusebox.proto.v1.ProbeQuery wire) {
        return new ProbeQuery(
                Checks.member(wire.getAsker()),
                Checks.member(wire.getSubject()),
                wire.getNonce(),
                suspected(wire.getSuspectedIncarnationPlusOne()));
    }

    static ProbeReply decode(dev.fusebox.proto.v1.ProbeReply wire) {
        return new ProbeReply(
                wire.getNonce(),
                Checks.counter("incarnation", wire.getIncarnation()),
                EvidenceCodec.proof(wire.getProof()));
    }

    static dev.fusebox.proto.v1.HelpRequest encode(HelpRequest request) {
        return dev.fusebox.proto.v1.HelpRequest.newBuilder()
                .setGroupEpoch(GroupCodec.encode(request.groupEpoch()))
                .setSubject(request.subject().value())
                .setNonce(request.nonce())
                .setRoundMilliseconds((int) Math.min(request.roundMilliseconds(), MAX_ROUND_MILLISECONDS))
                .setSuspectedIncarnationPlusOne(encode(request.suspectedIncarnation()))
                .build();
    }

    static HelpRequest decode(dev.fusebox.proto.v1.HelpRequest wire) {
        return new HelpRequest(
                GroupCodec.decode(wire.getGroupEpoch()),
                Checks.member(wire.getSubject()),
                wire.getNonce(),
                Checks.inRange("round", wire.getRoundMilliseconds(), 1, MAX_ROUND_MILLISECONDS),
                suspected(wire.getSuspectedIncarnationPlusOne()));
    }

    static dev.fusebox.proto.v1.HelpResult encode(HelpResult result) {
        dev.fusebox.proto.v1.HelpResult.Builder wire = dev.fusebox.proto.v1.HelpResult.newBuilder()
                .setNonce(result.nonce())
                .setSubject(result.subject().value())
                .setOutcome(
                        switch (result.outcome()) {
                            case ANSWERED -> dev.fusebox.proto.v1.HelpResult.Outcome.ANSWERED;
                            case REFUSED -> dev.fusebox.proto.v1.HelpResult.Outcome.REFUSED;
                            case CANNOT_TELL -> dev.fusebox.proto.v1.HelpResult.Outcome.CANNOT_TELL;
                        });
        result.reply().ifPresent(reply -> wire.setReply(encode(reply)));
        return wire.build();
    }

    static Message decode(dev.fusebox.proto.v1.HelpResult wire) {
        HelpResult.Outcome outcome =
                switch (wire.getOutcome()) {
                    case ANSWERED -> HelpResult.Outcome.ANSWERED;
                    case REFUSED -> HelpResult.Outcome.REFUSED;
                    case CANNOT_TELL -> HelpResult.Outcome.CANNOT_TELL;
                    case OUTCOME_UNSPECIFIED, UNRECOGNIZED -> throw Checks.unknown("outcome");
                };
        boolean answered = outcome == HelpResult.Outcome.ANSWERED;
        if (answered != wire.hasReply()) {
            throw new Checks.RefusedException("a reply belongs to ANSWERED, and to nothing else");
        }
        Optional<ProbeReply> reply = answered ? Optional.of(decode(wire.getReply())) : Optional.empty();
        return new HelpResult(wire.getNonce(), Checks.member(wire.getSubject()), outcome, reply);
    }

    private static long encode(OptionalLong suspectedIncarnation) {
        return suspectedIncarnation.isPresent() ? suspectedIncarnation.getAsLong() + 1 : 0;
    }

    private static OptionalLong suspected(long plusOne) {
        long checked = Checks.counter("suspected incarnation", plusOne);
        return checked == 0 ? OptionalLong.empty() : OptionalLong.of(checked - 1);
    }
}
