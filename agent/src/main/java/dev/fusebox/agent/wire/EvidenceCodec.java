package dev.fusebox.agent.wire;

import com.google.protobuf.ByteString;
import dev.fusebox.core.message.Evidence;
import dev.fusebox.core.message.Evidence.Statement;
import dev.fusebox.core.message.Evidence.Vote;
import dev.fusebox.core.message.Evidence.Vouch;
import dev.fusebox.core.message.Evidence.Withdrawal;
import dev.fusebox.core.message.Proof;

/** What observers state about subjects. Decoding throws {@link IllegalArgumentException} on anything out of range. */
public final class EvidenceCodec {
    /** A detector's level, in thousandths. */
    static final int MAX_LEVEL_MILLI = 300_000;

    private static final int MAX_PROOF_BYTES = 256;

    private EvidenceCodec() {}

    public static dev.fusebox.proto.v1.Evidence encode(Evidence evidence) {
        dev.fusebox.proto.v1.Evidence.Builder wire = dev.fusebox.proto.v1.Evidence.newBuilder()
                .setGroupEpoch(GroupCodec.encode(evidence.groupEpoch()))
                .setObserver(evidence.observer().value())
                .setSubject(evidence.subject().value())
                .setSequence(evidence.sequence())
                .setIncarnation(evidence.incarnation());
        switch (evidence.statement()) {
            case Vote vote ->
                wire.setVote(dev.fusebox.proto.v1.Vote.newBuilder()
                        .setWeight(vote.weight())
                        .setLevelMilli(vote.levelMilli())
                        .setNonce(vote.nonce()));
            case Vouch vouch ->
                wire.setVouch(dev.fusebox.proto.v1.Vouch.newBuilder().setProof(encode(vouch.proof())));
            case Withdrawal withdrawal -> wire.setWithdrawal(dev.fusebox.proto.v1.Withdrawal.getDefaultInstance());
        }
        return wire.build();
    }

    static Evidence decode(dev.fusebox.proto.v1.Evidence wire) {
        Statement statement =
                switch (wire.getStatementCase()) {
                    case VOTE -> vote(wire.getVote());
                    case VOUCH -> new Vouch(proof(wire.getVouch().getProof()));
                    case WITHDRAWAL -> new Withdrawal();
                    case STATEMENT_NOT_SET -> throw Checks.unknown("statement");
                };
        Checks.count("signature", wire.getSignature().size(), MAX_PROOF_BYTES);
        return new Evidence(
                GroupCodec.decode(wire.getGroupEpoch()),
                Checks.member(wire.getObserver()),
                Checks.member(wire.getSubject()),
                Checks.counter("sequence", wire.getSequence()),
                Checks.counter("incarnation", wire.getIncarnation()),
                statement);
    }

    static ByteString encode(Proof proof) {
        return ByteString.copyFrom(proof.bytes());
    }

    static Proof proof(ByteString wire) {
        Checks.count("proof", wire.size(), MAX_PROOF_BYTES);
        return Proof.of(wire.toByteArray());
    }

    private static Vote vote(dev.fusebox.proto.v1.Vote wire) {
        return new Vote(
                Checks.inRange("weight", wire.getWeight(), 0, 1),
                Checks.inRange("level", wire.getLevelMilli(), 0, MAX_LEVEL_MILLI),
                wire.getNonce());
    }
}
