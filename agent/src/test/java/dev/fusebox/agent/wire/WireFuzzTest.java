package dev.fusebox.agent.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.fusebox.agent.pod.PodRules;
import dev.fusebox.core.roster.DetectionSettings;
import dev.fusebox.core.roster.Fate;
import dev.fusebox.core.roster.GroupEpoch;
import dev.fusebox.core.roster.MemberId;
import dev.fusebox.core.roster.Roster;
import dev.fusebox.core.roster.RosterMember;
import dev.fusebox.proto.v1.CaseWatch;
import dev.fusebox.proto.v1.GroupRemoved;
import dev.fusebox.proto.v1.OperatorMessage;
import dev.fusebox.proto.v1.PeerMessage;
import dev.fusebox.proto.v1.ProbeQuery;
import dev.fusebox.proto.v1.ProbeReply;
import dev.fusebox.proto.v1.Refusal;
import dev.fusebox.proto.v1.ReportedFact;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever bytes come: a decoder says nothing or gives a message that can be said again, and never throws. */
class WireFuzzTest {
    static Stream<byte[]> frames() {
        return PeerCodecTest.messages().stream()
                .map(message -> PeerCodec.encode(message).toByteArray());
    }

    @MethodSource("frames")
    @FuzzTest(maxDuration = "2m")
    void aFrameOfAPeer(byte[] bytes) {
        PeerMessage frame;
        try {
            frame = PeerMessage.parseFrom(bytes);
        } catch (InvalidProtocolBufferException notEvenThat) {
            // The marshaller counts these.
            return;
        }
        PeerCodec.decode(frame).ifPresent(message -> assertThat(PeerCodec.decode(PeerCodec.encode(message)))
                .contains(message));
    }

    static Stream<byte[]> probes() {
        return Stream.of(
                ProbeQuery.newBuilder()
                        .setAsker("a")
                        .setSubject("b")
                        .setNonce(7)
                        .setSuspectedIncarnationPlusOne(3)
                        .build()
                        .toByteArray(),
                ProbeReply.newBuilder().setNonce(7).setIncarnation(2).build().toByteArray());
    }

    @MethodSource("probes")
    @FuzzTest(maxDuration = "2m")
    void aProbeOnAPathOfItsOwn(byte[] bytes) {
        try {
            ProbeCodec.query(ProbeQuery.parseFrom(bytes))
                    .ifPresent(query -> assertThat(ProbeCodec.query(ProbeCodec.encode(query)))
                            .contains(query));
            ProbeCodec.reply(ProbeReply.parseFrom(bytes))
                    .ifPresent(reply -> assertThat(ProbeCodec.reply(ProbeCodec.encode(reply)))
                            .contains(reply));
        } catch (InvalidProtocolBufferException notEvenThat) {
            // gRPC refuses the call.
        }
    }

    static Stream<byte[]> words() {
        GroupEpoch group = new GroupEpoch("team/group", 7);
        Roster roster = new Roster(
                group,
                2,
                List.of(new RosterMember(new MemberId("a"), "pod-0", "10.0.0.1:7946", "node-1", "zone", 1)),
                DetectionSettings.DEFAULTS,
                Fate.NOTIFY,
                true);
        return Stream.concat(
                        PodCodecTest.rules().map(PodCodec::encode).map(rules -> OperatorMessage.newBuilder()
                                .setRoster(RosterCodec.encode(roster).toBuilder()
                                        .setFate(rules.getFate())
                                        .setRestartRule(rules.getRestartRule())
                                        .setApplication(rules.getApplication()))),
                        Stream.of(
                                OperatorMessage.newBuilder().setRestart(PodCodecTest.order()),
                                OperatorMessage.newBuilder()
                                        .setCases(CaseWatch.newBuilder()
                                                .addSubjects(CaseWatch.Subject.newBuilder()
                                                        .setMember("a")
                                                        .setAddress("10.0.0.1:7946"))),
                                OperatorMessage.newBuilder().setRoster(RosterCodec.encode(roster)),
                                OperatorMessage.newBuilder()
                                        .setGroupRemoved(
                                                GroupRemoved.newBuilder().setGroup(group.group())),
                                OperatorMessage.newBuilder()
                                        .setFact(ReportedFact.newBuilder()
                                                .setGroupEpoch(GroupCodec.encode(group))
                                                .setMember("a")
                                                .setKind(ReportedFact.Kind.POD_GONE)
                                                .setDetail("gone")),
                                OperatorMessage.newBuilder()
                                        .setRefusal(Refusal.newBuilder()
                                                .setReason("not the leader")
                                                .setLeaderAddress("10.0.0.2:9443")
                                                .setRetryAfterMilliseconds(500))))
                .map(word -> word.build().toByteArray());
    }

    @MethodSource("words")
    @FuzzTest(maxDuration = "2m")
    void aWordOfTheOperator(byte[] bytes) {
        OperatorMessage message;
        try {
            message = OperatorMessage.parseFrom(bytes);
        } catch (InvalidProtocolBufferException notEvenThat) {
            return;
        }
        OperatorCodec.decode(message).ifPresent(word -> {
            if (word instanceof OperatorCodec.RosterPushed(Roster roster, PodRules rules)) {
                assertThat(RosterCodec.decode(RosterCodec.encode(roster))).isEqualTo(roster);
                assertThat(PodCodec.decode(PodCodec.encode(rules))).isEqualTo(rules);
            }
        });
    }
}
