package dev.fusebox.operator.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.fusebox.proto.v1.AgentHello;
import dev.fusebox.proto.v1.AgentMessage;
import dev.fusebox.proto.v1.FuseState;
import dev.fusebox.proto.v1.GroupEpoch;
import dev.fusebox.proto.v1.GroupReport;
import dev.fusebox.proto.v1.MemberReport;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever an agent sends: the check says what is wrong with it, in one line, or lets it through; it never throws. */
class AgentMessageFuzzTest {
    static Stream<byte[]> messages() {
        GroupReport group = GroupReport.newBuilder()
                .setGroupEpoch(GroupEpoch.newBuilder().setGroup("team/group").setEpoch(7))
                .setRevision(1)
                .setFuse(FuseState.INTACT)
                .build();
        return Stream.of(
                        AgentMessage.newBuilder()
                                .setHello(AgentHello.newBuilder().setMember("a").addGroups(group)),
                        AgentMessage.newBuilder().setGroup(group),
                        AgentMessage.newBuilder()
                                .setMember(MemberReport.newBuilder()
                                        .setGroupEpoch(group.getGroupEpoch())
                                        .setSubject("b")
                                        .setState(MemberReport.State.FAILED)
                                        .addBlindObservers("c")))
                .map(message -> message.build().toByteArray());
    }

    @MethodSource("messages")
    @FuzzTest(maxDuration = "2m")
    void isCheckedWhateverItIs(byte[] bytes) {
        AgentMessage message;
        try {
            message = AgentMessage.parseFrom(bytes);
        } catch (InvalidProtocolBufferException notEvenThat) {
            // The marshaller counts these.
            return;
        }
        MessageCheck.fault(message)
                .ifPresent(fault -> assertThat(fault).isNotEmpty().doesNotContain("\n"));
    }
}
