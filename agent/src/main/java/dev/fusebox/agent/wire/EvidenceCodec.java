package dev.fusebox.agent.wire;

import com.google.protobuf.ByteString;
import dev.fusebox.core.message.Evidence;
import dev.fusebox.core.message.Evidence.Acknowledgement;
import dev.fusebox.core.message.Evidence.LossVote;
import dev.fusebox.core.message.Evidence.LossWithdrawal;
import dev.fusebox.core.message.Evidence.Statement;
import dev.fusebox.core.message.Evidence.Vote;
import dev.fusebox.core.message.Evidence.Vouch;
import dev.fusebox.core.message.Evidence.Withdrawal;
import dev.fusebox.core.message.LifeProof;
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
                .setIncarnation(evidence.incarnation())
                .setFlooded(evidence.flooded())
                .setSignature(encode(evidence.signature()));
        switch (evidence.statement()) {
            case Vote vote ->
                wire.setVote(dev.fusebox.proto.v1.Vote.newBuilder()
                        .setWeight(vote.weight())
                        .setLevelMilli(vote.levelMilli())
                        .setNonce(vote.nonce()));
            case Vouch vouch ->
                wire.setVouch(dev.fusebox.proto.v1.Vouch.newBuilder()
                        .setAsker(vouch.life().asker().value())
                        .setNonce(vouch.life().nonce())
                        .setIncarnation(vouch.life().incarnation())
                        .setProof(encode(vouch.life().proof())));
            case Withdrawal withdrawal -> wire.setWithdrawal(dev.fusebox.proto.v1.Withdrawal.getDefaultInstance());
            case LossVote lost ->
                wire.setLossVote(dev.fusebox.proto.v1.LossVote.newBuilder().setWeight(lost.weight()));
            case LossWithdrawal withdrawal ->
                wire.setLossWithdrawal(dev.fusebox.proto.v1.Withdrawal.getDefaultInstance());
            case Acknowledgement acknowledgement ->
                wire.setAcknowledgement(
                        dev.fusebox.proto.v1.Acknowledgement.newBuilder().setRevision(acknowledgement.revision()));
        }
        return wire.build();
    }

    static Evidence decode(dev.fusebox.proto.v1.Evidence wire) {
        Statement statement =
                switch (wire.getStatementCase()) {
                    case VOTE -> vote(wire.getVote());
                    case VOUCH -> vouch(wire.getVouch());
                    case WITHDRAWAL -> new Withdrawal();
                    case LOSS_VOTE ->
                        new LossVote(Checks.inRange("weight", wire.getLossVote().getWeight(), 0, 1));
                    case LOSS_WITHDRAWAL -> new LossWithdrawal();
                    case ACKNOWLEDGEMENT ->
                        new Acknowledgement(Checks.counter(
                                "revision", wire.getAcknowledgement().getRevision()));
                    case STATEMENT_NOT_SET -> throw Checks.unknown("statement");
                };
        return new Evidence(
                GroupCodec.decode(wire.getGroupEpoch()),
                Checks.member(wire.getObserver()),
                Checks.member(wire.getSubject()),
                Checks.counter("sequence", wire.getSequence()),
                Checks.counter("incarnation", wire.getIncarnation()),
                statement,
                wire.getFlooded(),
                proof(wire.getSignature()));
    }

    private static Vouch vouch(dev.fusebox.proto.v1.Vouch wire) {
        return new Vouch(new LifeProof(
                Checks.member(wire.getAsker()),
                wire.getNonce(),
                Checks.counter("incarnation", wire.getIncarnation()),
                proof(wire.getProof())));
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
