package dev.fusebox.agent.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.fusebox.core.cut.VerdictKind;
import dev.fusebox.core.detect.GossipTable;
import dev.fusebox.core.detect.PathHeartbeat;
import dev.fusebox.core.fuse.Cause;
import dev.fusebox.core.message.Evidence;
import dev.fusebox.core.message.LifeProof;
import dev.fusebox.core.message.Message;
import dev.fusebox.core.message.Proof;
import dev.fusebox.core.roster.GroupEpoch;
import dev.fusebox.core.roster.MemberId;
import dev.fusebox.core.roster.Session;
import dev.fusebox.proto.v1.Ack;
import dev.fusebox.proto.v1.Burn;
import dev.fusebox.proto.v1.EpochList;
import dev.fusebox.proto.v1.Gossip;
import dev.fusebox.proto.v1.Heartbeat;
import dev.fusebox.proto.v1.Hello;
import dev.fusebox.proto.v1.HelpRequest;
import dev.fusebox.proto.v1.HelpResult;
import dev.fusebox.proto.v1.Leave;
import dev.fusebox.proto.v1.PathBeat;
import dev.fusebox.proto.v1.PeerMessage;
import dev.fusebox.proto.v1.ProbeQuery;
import dev.fusebox.proto.v1.ProbeReply;
import dev.fusebox.proto.v1.Reliable;
import dev.fusebox.proto.v1.Vote;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PeerCodecTest {
    private static final MemberId A = new MemberId("a");
    private static final MemberId B = new MemberId("b");
    private static final GroupEpoch G = new GroupEpoch("team/group", 7);
    private static final Proof PROOF = Proof.of(new byte[] {1, 2, 3});

    static List<Message> messages() {
        Cause cause = new Cause(
                Cause.Kind.VERDICT, Optional.of(VerdictKind.UNREACHABLE), List.of(A, B), A, "4 of 5 votes", true);
        return List.of(
                new Message.Hello(1, A, B, new Session(3, -9), 12, 0),
                new Message.Heartbeat(1, 2, 8, true, -1),
                new Message.EpochList(List.of(new Message.EpochList.Entry(G, 2, true)), true, true, -4, 1),
                new Message.EpochList(List.of(), false, false, 0, 9),
                new Evidence(G, A, B, 4, 5, new Evidence.Vote(1, 300_000, -7)),
                new Evidence(G, A, B, 4, 5, new Evidence.Vouch(new LifeProof(A, -7, 3, PROOF))),
                new Evidence(G, A, B, 4, 5, new Evidence.Withdrawal()),
                new Evidence(G, A, B, 4, 5, new Evidence.LossVote(1))
                        .signed(PROOF)
                        .flood(),
                new Message.Reliable(9, 8, new Evidence(G, A, B, 4, 5, new Evidence.LossWithdrawal())),
                new Evidence(G, A, A, 4, 5, new Evidence.Acknowledgement(3)),
                new Message.Heartbeat(1, 2, 8, true, -1, PROOF),
                new Message.EpochList(
                        List.of(new Message.EpochList.Entry(G, 2, true, List.of(-1L, 5L))), true, true, -4, 2),
                new Message.Reliable(1, 1, new Message.Burn(G, cause)),
                new Message.Reliable(
                        2, 2, new Message.Burn(G, Cause.of(Cause.Kind.SIGNAL, List.of(), A, "NaN in step 14"))),
                new Message.Reliable(3, 0, new Message.Leave(List.of(G), "scale-down")),
                new Message.Ack(0),
                new Message.ProbeQuery(A, B, -1, OptionalLong.empty()),
                new Message.ProbeQuery(A, B, -1, OptionalLong.of(0)),
                new Message.ProbeReply(-1, 3, PROOF),
                new Message.HelpRequest(G, B, 9, 100, OptionalLong.of(4)),
                new Message.HelpResult(
                        9,
                        B,
                        Message.HelpResult.Outcome.ANSWERED,
                        Optional.of(new Message.ProbeReply(9, 1, Proof.NONE))),
                new Message.HelpResult(9, B, Message.HelpResult.Outcome.REFUSED, Optional.empty()),
                new Message.PathBeat(G, new PathHeartbeat(List.of(B, A))),
                new Message.Gossip(G, new GossipTable(List.of())),
                new Message.Gossip(
                        G, new GossipTable(List.of(new GossipTable.Entry(A, 0, 1), new GossipTable.Entry(B, 9, 7)))),
                new Message.HelpResult(9, B, Message.HelpResult.Outcome.CANNOT_TELL, Optional.empty()));
    }

    @ParameterizedTest
    @MethodSource("messages")
    void whatIsSentIsWhatIsReceived(Message message) throws InvalidProtocolBufferException {
        PeerMessage frame = PeerMessage.parseFrom(PeerCodec.encode(message).toByteArray());

        assertThat(PeerCodec.decode(frame)).contains(message);
    }

    static List<PeerMessage> wrong() {
        String tooLong = "x".repeat(64);
        dev.fusebox.proto.v1.GroupEpoch group = GroupCodec.encode(G);
        dev.fusebox.proto.v1.Evidence.Builder evidence = dev.fusebox.proto.v1.Evidence.newBuilder()
                .setGroupEpoch(group)
                .setObserver("a")
                .setSubject("b");
        Hello.Builder hello = Hello.newBuilder()
                .setProtocolVersion(1)
                .setMember("a")
                .setAddressee("b")
                .setSession(dev.fusebox.proto.v1.Session.newBuilder().setCounter(1));
        dev.fusebox.proto.v1.Cause cause = dev.fusebox.proto.v1.Cause.newBuilder()
                .setKind(dev.fusebox.proto.v1.Cause.Kind.SIGNAL)
                .setOrigin("a")
                .build();
        return List.of(
                PeerMessage.getDefaultInstance(),
                frame(hello.clone().setMember("")),
                frame(hello.clone().setMember(tooLong)),
                frame(hello.clone().setProtocolVersion(0)),
                frame(hello.clone().clearSession()),
                frame(hello.clone().setIncarnation(-1)),
                frame(Heartbeat.newBuilder().setSequence(0)),
                frame(Heartbeat.newBuilder().setSequence(-1)),
                frame(Heartbeat.newBuilder().setSequence(1).setLocalHealth(9)),
                frame(Heartbeat.newBuilder().setSequence(1).setLocalHealth(-1)),
                frame(Heartbeat.newBuilder().setSequence(1).setIncarnation(Long.MAX_VALUE)),
                frame(EpochList.newBuilder()
                        .addEntries(EpochList.Entry.newBuilder().setRevision(1))),
                frame(EpochList.newBuilder()
                        .addAllEntries(java.util.Collections.nCopies(
                                65,
                                EpochList.Entry.newBuilder()
                                        .setGroupEpoch(group)
                                        .setRevision(1)
                                        .build()))),
                frame(evidence.clone()),
                frame(evidence.clone().setVote(Vote.newBuilder().setWeight(2))),
                frame(evidence.clone().setVote(Vote.newBuilder().setLevelMilli(300_001))),
                frame(evidence.clone().clearGroupEpoch().setVote(Vote.newBuilder())),
                frame(evidence.clone()
                        .setVouch(
                                dev.fusebox.proto.v1.Vouch.newBuilder().setProof(ByteString.copyFrom(new byte[257])))),
                PeerMessage.newBuilder()
                        .setReliable(Reliable.newBuilder().setSequence(1))
                        .build(),
                reliable(1, Burn.newBuilder().setGroupEpoch(group)),
                reliable(0, Burn.newBuilder().setGroupEpoch(group).setCause(cause)),
                reliable(
                        1,
                        Burn.newBuilder()
                                .setGroupEpoch(group)
                                .setCause(cause.toBuilder().setKindValue(77))),
                reliable(
                        1,
                        Burn.newBuilder()
                                .setGroupEpoch(group)
                                .setCause(cause.toBuilder().setDetail("x".repeat(257)))),
                reliable(
                        1,
                        Burn.newBuilder()
                                .setGroupEpoch(group)
                                .setCause(cause.toBuilder().addAllSubjects(java.util.Collections.nCopies(33, "a")))),
                PeerMessage.newBuilder()
                        .setReliable(Reliable.newBuilder()
                                .setSequence(1)
                                .setLeave(Leave.newBuilder().addAllEpochs(java.util.Collections.nCopies(65, group))))
                        .build(),
                PeerMessage.newBuilder()
                        .setAck(Ack.newBuilder().setSequence(-1))
                        .build(),
                PeerMessage.newBuilder()
                        .setProbeQuery(ProbeQuery.newBuilder().setAsker("a"))
                        .build(),
                PeerMessage.newBuilder()
                        .setProbeReply(ProbeReply.newBuilder().setIncarnation(-5))
                        .build(),
                PeerMessage.newBuilder()
                        .setHelpRequest(
                                HelpRequest.newBuilder().setGroupEpoch(group).setSubject("b"))
                        .build(),
                PeerMessage.newBuilder()
                        .setHelpResult(HelpResult.newBuilder().setSubject("b").setOutcome(HelpResult.Outcome.ANSWERED))
                        .build(),
                PeerMessage.newBuilder()
                        .setHelpResult(HelpResult.newBuilder().setSubject("b"))
                        .build(),
                frame(PathBeat.newBuilder().setGroupEpoch(group)),
                frame(PathBeat.newBuilder().addPath("a")),
                frame(PathBeat.newBuilder().setGroupEpoch(group).addPath("a").addPath("a")),
                frame(PathBeat.newBuilder().setGroupEpoch(group).addPath("")),
                frame(PathBeat.newBuilder()
                        .setGroupEpoch(group)
                        .addAllPath(
                                IntStream.range(0, 17).mapToObj(i -> "m" + i).toList())),
                frame(Gossip.newBuilder().addEntries(entry("a", 1, 1))),
                frame(Gossip.newBuilder().setGroupEpoch(group).addEntries(entry("", 1, 1))),
                frame(Gossip.newBuilder().setGroupEpoch(group).addEntries(entry("a", 1, 0))),
                frame(Gossip.newBuilder().setGroupEpoch(group).addEntries(entry("a", -1, 1))),
                frame(Gossip.newBuilder()
                        .setGroupEpoch(group)
                        .addAllEntries(java.util.Collections.nCopies(1_001, entry("a", 1, 1)))));
    }

    @ParameterizedTest
    @MethodSource("wrong")
    void whatIsOutOfRangeDoesNotGetIn(PeerMessage frame) {
        assertThat(PeerCodec.decode(frame)).isEmpty();
    }

    @Test
    void nothingThatParsesMakesItThrow() {
        Random random = new Random(20_261_124);
        List<byte[]> seeds = messages().stream()
                .map(message -> PeerCodec.encode(message).toByteArray())
                .toList();
        int parsed = 0;
        for (int i = 0; i < 22_000; i++) {
            byte[] bytes = seeds.get(random.nextInt(seeds.size())).clone();
            for (int flips = 1 + random.nextInt(3); flips > 0 && bytes.length > 0; flips--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            try {
                PeerCodec.decode(PeerMessage.parseFrom(bytes));
                parsed++;
            } catch (InvalidProtocolBufferException notEvenThat) {
                // The marshaller counts these.
            }
        }
        assertThat(parsed).isGreaterThan(5_000);
    }

    @Test
    void theLargestTableOfPodsFitsAFrame() {
        List<GossipTable.Entry> entries = IntStream.range(0, GossipTable.MAX_ENTRIES)
                .mapToObj(i ->
                        new GossipTable.Entry(new MemberId(new UUID(i, i).toString()), 1L << 40, Integer.MAX_VALUE))
                .toList();
        assertThat(PeerCodec.encode(new Message.Gossip(G, new GossipTable(entries)))
                        .getSerializedSize())
                .isLessThan(64 * 1_024);
    }

    private static Gossip.Entry entry(String member, long session, long counter) {
        return Gossip.Entry.newBuilder()
                .setMember(member)
                .setSession(session)
                .setCounter(counter)
                .build();
    }

    private static PeerMessage frame(PathBeat.Builder body) {
        return PeerMessage.newBuilder().setPathBeat(body).build();
    }

    private static PeerMessage frame(Gossip.Builder body) {
        return PeerMessage.newBuilder().setGossip(body).build();
    }

    private static PeerMessage frame(Hello.Builder body) {
        return PeerMessage.newBuilder().setHello(body).build();
    }

    private static PeerMessage frame(Heartbeat.Builder body) {
        return PeerMessage.newBuilder().setHeartbeat(body).build();
    }

    private static PeerMessage frame(EpochList.Builder body) {
        return PeerMessage.newBuilder().setEpochs(body).build();
    }

    private static PeerMessage frame(dev.fusebox.proto.v1.Evidence.Builder body) {
        return PeerMessage.newBuilder().setEvidence(body).build();
    }

    private static PeerMessage reliable(long sequence, Burn.Builder burn) {
        return PeerMessage.newBuilder()
                .setReliable(Reliable.newBuilder().setSequence(sequence).setBurn(burn))
                .build();
    }
}
