package dev.fusebox.agent.peer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fusebox.agent.count.Counts;
import dev.fusebox.agent.count.Drop;
import dev.fusebox.agent.identity.Credentials;
import dev.fusebox.agent.loop.Outlets;
import dev.fusebox.agent.loop.ProtocolLoop;
import dev.fusebox.agent.loop.Throttling;
import dev.fusebox.core.member.Counter;
import dev.fusebox.core.member.GroupView;
import dev.fusebox.core.member.Input;
import dev.fusebox.core.member.KeptState;
import dev.fusebox.core.member.Member;
import dev.fusebox.core.member.Notice;
import dev.fusebox.core.roster.DetectionSettings;
import dev.fusebox.core.roster.Fate;
import dev.fusebox.core.roster.GroupEpoch;
import dev.fusebox.core.roster.MemberId;
import dev.fusebox.core.roster.Roster;
import dev.fusebox.core.roster.RosterMember;
import dev.fusebox.proto.v1.Burn;
import dev.fusebox.proto.v1.Cause;
import dev.fusebox.proto.v1.Evidence;
import dev.fusebox.proto.v1.Heartbeat;
import dev.fusebox.proto.v1.PeerMessage;
import dev.fusebox.proto.v1.Reliable;
import dev.fusebox.proto.v1.Vote;
import io.grpc.Server;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a peer sends that is wrong is counted and dropped, and nothing else changes: a real member behind a real socket. */
@Timeout(60)
class BadInputTest {
    private static final MemberId SELF = new MemberId("b");

    private final LoopThread thread = new LoopThread();
    private final Counts counts = new Counts();
    private final List<Notice> told = new CopyOnWriteArrayList<>();
    private final ProtocolLoop loop = new ProtocolLoop(
            new Member(
                    Credentials.insecure(SELF).identity(), KeptState.NONE, new SplittableRandom(1), System.nanoTime()),
            thread.eventLoop(),
            System::nanoTime,
            Throttling.none());
    private final PeerTransport transport = new PeerTransport(
            thread.eventLoop(),
            Credentials.insecure(SELF),
            loop::accept,
            id -> id.value().equals("a"),
            counts);
    private final Server server = transport.listen(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    private final RawPeer peer = new RawPeer("a", "b", server.getPort());

    BadInputTest() throws Exception {}

    @BeforeEach
    void joinGroup() throws Exception {
        thread.run(() -> {
            loop.start(new Outlets(
                    transport, state -> {}, List.of((notice, at) -> told.add(notice)), e -> {}, counts::count));
            loop.accept(new Input.RosterReceived(new Roster(
                    new GroupEpoch("g", 3),
                    1,
                    List.of(member("a"), member("b")),
                    DetectionSettings.DEFAULTS,
                    Fate.NOTIFY,
                    false)));
        });
        peer.hello();
        peer.awaitProcessed();
    }

    @AfterEach
    void close() throws Exception {
        peer.close();
        thread.run(transport::close);
        server.shutdownNow().awaitTermination();
        thread.close();
    }

    @Test
    void bytesThatAreNoMessageAreCountedAndTheStreamGoesOn() throws Exception {
        assertDropped(Counter.DROPPED_MALFORMED, "\377\377 no protobuf".getBytes(StandardCharsets.ISO_8859_1));
    }

    @Test
    void aMessageWithoutABodyIsCounted() throws Exception {
        assertDropped(Counter.DROPPED_MALFORMED, new byte[0]);
    }

    @Test
    void aNumberOutOfRangeIsCounted() throws Exception {
        assertDropped(
                Counter.DROPPED_MALFORMED,
                PeerMessage.newBuilder()
                        .setHeartbeat(Heartbeat.newBuilder().setSequence(1).setLocalHealth(99))
                        .build()
                        .toByteArray());
    }

    @Test
    void aVoteInAnUnknownGroupIsCounted() throws Exception {
        assertDropped(Counter.DROPPED_UNKNOWN_GROUP, vote("other", 3));
    }

    @Test
    void aVoteInAWrongEpochIsCounted() throws Exception {
        assertDropped(Counter.DROPPED_WRONG_EPOCH, vote("g", 2));
    }

    @Test
    void aBurnOfAnUnknownGroupIsCounted() throws Exception {
        assertDropped(Counter.DROPPED_UNKNOWN_GROUP, burn("other", 3));
    }

    @Test
    void aBurnOfAWrongEpochIsCounted() throws Exception {
        assertDropped(Counter.DROPPED_WRONG_EPOCH, burn("g", 2));
    }

    @Test
    void aMessageOverTheLimitEndsItsStreamAndNothingElse() throws Exception {
        List<GroupView> before = thread.call(loop::views);
        peer.send(new byte[PeerMethods.MAX_MESSAGE_BYTES + 1]);
        peer.awaitClosed();

        assertThat(thread.call(() -> counts.of(Drop.OVERSIZED))).isEqualTo(1);
        assertUnchanged(before);
        try (RawPeer again = new RawPeer("a", "b", server.getPort())) {
            again.hello();
            again.awaitProcessed();
        }
    }

    private void assertDropped(Counter counter, byte[] message) throws Exception {
        List<GroupView> before = thread.call(loop::views);
        peer.send(message);
        peer.awaitProcessed();

        assertThat(counts.of(counter)).isEqualTo(1);
        assertUnchanged(before);
    }

    private void assertUnchanged(List<GroupView> before) throws Exception {
        assertThat(thread.call(loop::views)).isEqualTo(before);
        assertThat(told).allMatch(notice -> notice instanceof Notice.RosterAcknowledged);
    }

    private static byte[] vote(String group, long epoch) {
        return PeerMessage.newBuilder()
                .setEvidence(Evidence.newBuilder()
                        .setGroupEpoch(dev.fusebox.proto.v1.GroupEpoch.newBuilder()
                                .setGroup(group)
                                .setEpoch(epoch))
                        .setObserver("a")
                        .setSubject("b")
                        .setSequence(1)
                        .setVote(Vote.newBuilder().setWeight(1)))
                .build()
                .toByteArray();
    }

    private static byte[] burn(String group, long epoch) {
        return PeerMessage.newBuilder()
                .setReliable(Reliable.newBuilder()
                        .setSequence(1)
                        .setBurn(Burn.newBuilder()
                                .setGroupEpoch(dev.fusebox.proto.v1.GroupEpoch.newBuilder()
                                        .setGroup(group)
                                        .setEpoch(epoch))
                                .setCause(Cause.newBuilder()
                                        .setKind(Cause.Kind.SIGNAL)
                                        .setOrigin("a"))))
                .build()
                .toByteArray();
    }

    private static RosterMember member(String id) {
        return new RosterMember(new MemberId(id), id, "127.0.0.1:1", "node-" + id, "", 1);
    }
}
