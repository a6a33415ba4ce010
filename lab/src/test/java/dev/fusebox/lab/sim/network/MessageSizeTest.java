package dev.fusebox.lab.sim.network;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.fusebox.core.cut.VerdictKind;
import dev.fusebox.core.fuse.Cause;
import dev.fusebox.core.message.Evidence;
import dev.fusebox.core.message.LifeProof;
import dev.fusebox.core.message.Message;
import dev.fusebox.core.message.Proof;
import dev.fusebox.core.roster.GroupEpoch;
import dev.fusebox.core.roster.MemberId;
import dev.fusebox.core.roster.Session;
import dev.fusebox.proto.v1.PeerMessage;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** The sizes that are counted, against the real encoding of the same messages with ids and proofs as pods have them. */
class MessageSizeTest {
    private static final int FRAMING = 5 + 9;
    private static final String UID = "0b5a3c1e-9a51-4d9f-8f0e-2f6f3a3b9c11";
    private static final MemberId M1 = new MemberId("m1");
    private static final MemberId M2 = new MemberId("m2");
    private static final Proof PROOF = new Proof("00".repeat(32));
    private static final ByteString PROOF_BYTES = ByteString.copyFrom(new byte[32]);
    private static final ByteString SIGNATURE_BYTES = ByteString.copyFrom(new byte[64]);
    private static final GroupEpoch EPOCH = new GroupEpoch("default/ring", 7);
    private static final dev.fusebox.proto.v1.GroupEpoch EPOCH_ON_WIRE = dev.fusebox.proto.v1.GroupEpoch.newBuilder()
            .setGroup("default/ring")
            .setEpoch(7)
            .build();

    @Test
    void a_heartbeat() {
        assertThat(MessageSize.of(new Message.Heartbeat(3_000, 2, 0, false, 99, PROOF)))
                .isEqualTo(FRAMING
                        + PeerMessage.newBuilder()
                                .setHeartbeat(dev.fusebox.proto.v1.Heartbeat.newBuilder()
                                        .setSequence(3_000)
                                        .setIncarnation(2)
                                        .setEpochsDigest(99)
                                        .setProof(PROOF_BYTES))
                                .build()
                                .getSerializedSize());
    }

    @Test
    void an_acknowledgement_and_a_probe() {
        assertThat(MessageSize.of(new Message.Ack(5)))
                .isEqualTo(FRAMING
                        + PeerMessage.newBuilder()
                                .setAck(dev.fusebox.proto.v1.Ack.newBuilder().setSequence(5))
                                .build()
                                .getSerializedSize());
        assertThat(MessageSize.of(new Message.ProbeQuery(M1, M2, 77, OptionalLong.of(3))))
                .isEqualTo(FRAMING
                        + PeerMessage.newBuilder()
                                .setProbeQuery(dev.fusebox.proto.v1.ProbeQuery.newBuilder()
                                        .setAsker(UID)
                                        .setSubject(UID)
                                        .setNonce(77)
                                        .setSuspectedIncarnationPlusOne(4))
                                .build()
                                .getSerializedSize());
    }

    @Test
    void a_signed_vouch_on_a_reliable_link() {
        Evidence vouch =
                new Evidence(EPOCH, M1, M2, 300, 4, new Evidence.Vouch(new LifeProof(M1, 55, 4, PROOF)), false, PROOF);

        assertThat(MessageSize.of(new Message.Reliable(9, 8, vouch)))
                .isEqualTo(FRAMING
                        + PeerMessage.newBuilder()
                                .setReliable(dev.fusebox.proto.v1.Reliable.newBuilder()
                                        .setSequence(9)
                                        .setFloor(8)
                                        .setEvidence(dev.fusebox.proto.v1.Evidence.newBuilder()
                                                .setGroupEpoch(EPOCH_ON_WIRE)
                                                .setObserver(UID)
                                                .setSubject(UID)
                                                .setSequence(300)
                                                .setIncarnation(4)
                                                .setVouch(dev.fusebox.proto.v1.Vouch.newBuilder()
                                                        .setProof(PROOF_BYTES)
                                                        .setAsker(UID)
                                                        .setNonce(55)
                                                        .setIncarnation(4))
                                                .setSignature(SIGNATURE_BYTES)))
                                .build()
                                .getSerializedSize());
    }

    @Test
    void a_burn() {
        Cause cause = new Cause(
                Cause.Kind.VERDICT, Optional.of(VerdictKind.UNREACHABLE), List.of(M1, M2), M1, "4 of 5 votes", false);

        assertThat(MessageSize.of(new Message.Reliable(1, 1, new Message.Burn(EPOCH, cause))))
                .isEqualTo(FRAMING
                        + PeerMessage.newBuilder()
                                .setReliable(dev.fusebox.proto.v1.Reliable.newBuilder()
                                        .setSequence(1)
                                        .setFloor(1)
                                        .setBurn(dev.fusebox.proto.v1.Burn.newBuilder()
                                                .setGroupEpoch(EPOCH_ON_WIRE)
                                                .setCause(dev.fusebox.proto.v1.Cause.newBuilder()
                                                        .setKind(dev.fusebox.proto.v1.Cause.Kind.VERDICT)
                                                        .setVerdict(dev.fusebox.proto.v1.VerdictKind.UNREACHABLE)
                                                        .addSubjects(UID)
                                                        .addSubjects(UID)
                                                        .setOrigin(UID)
                                                        .setDetail("4 of 5 votes"))))
                                .build()
                                .getSerializedSize());
    }

    @Test
    void a_greeting_and_the_epochs_that_are_shown() {
        assertThat(MessageSize.of(new Message.Hello(1, M1, M2, new Session(3, 12), 4, 5)))
                .isCloseTo(
                        FRAMING
                                + PeerMessage.newBuilder()
                                        .setHello(dev.fusebox.proto.v1.Hello.newBuilder()
                                                .setProtocolVersion(1)
                                                .setMember(UID)
                                                .setAddressee(UID)
                                                .setSession(dev.fusebox.proto.v1.Session.newBuilder()
                                                        .setCounter(3)
                                                        .setRandom(12))
                                                .setIncarnation(4))
                                        .build()
                                        .getSerializedSize(),
                        org.assertj.core.data.Offset.offset(12));
        assertThat(MessageSize.of(
                        new Message.EpochList(List.of(new Message.EpochList.Entry(EPOCH, 2, true)), true, false, 9, 3)))
                .isEqualTo(FRAMING
                        + PeerMessage.newBuilder()
                                .setEpochs(dev.fusebox.proto.v1.EpochList.newBuilder()
                                        .addEntries(dev.fusebox.proto.v1.EpochList.Entry.newBuilder()
                                                .setGroupEpoch(EPOCH_ON_WIRE)
                                                .setRevision(2)
                                                .setKept(true))
                                        .setReply(true)
                                        .setNonce(9)
                                        .setSequence(3))
                                .build()
                                .getSerializedSize());
    }
}
