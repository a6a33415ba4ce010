package dev.fusebox.agent.peer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fusebox.agent.count.Drop;
import dev.fusebox.core.member.Counter;
import dev.fusebox.core.member.Input;
import dev.fusebox.core.message.Message;
import dev.fusebox.core.message.Proof;
import dev.fusebox.core.roster.MemberId;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class PeerTransportTest {
    private static final MemberId A = new MemberId("a");
    private static final MemberId B = new MemberId("b");
    private static final long SECOND = 1_000_000_000;

    private final TestAgent a = new TestAgent("a", "a", "b");
    private final TestAgent b = new TestAgent("b", "a", "b");

    PeerTransportTest() throws Exception {}

    @AfterEach
    void close() throws Exception {
        a.close();
        b.close();
    }

    private void connect() throws Exception {
        a.dial(b);
        assertThat(a.inputs.next()).isEqualTo(new Input.StreamOpened(B));
        a.send("b", a.helloTo("b"));
        assertThat(b.inputs.next()).isEqualTo(new Input.StreamOpened(A));
        assertThat(b.inputs.next()).isEqualTo(new Input.Received(A, a.helloTo("b")));
        b.send("a", b.helloTo("a"));
        assertThat(a.inputs.next()).isEqualTo(new Input.Received(B, b.helloTo("a")));
    }

    private static Message heartbeat(long sequence) {
        return new Message.Heartbeat(sequence, 0, 0, false, 0);
    }

    @Test
    void aStreamCarriesMessagesBothWays() throws Exception {
        connect();
        a.send("b", heartbeat(1));
        b.send("a", heartbeat(2));

        assertThat(b.inputs.next()).isEqualTo(new Input.Received(A, heartbeat(1)));
        assertThat(a.inputs.next()).isEqualTo(new Input.Received(B, heartbeat(2)));
    }

    @Test
    void aDropIsSilentHereAndNewsThere() throws Exception {
        connect();
        a.drop("b");

        assertThat(b.inputs.next()).isEqualTo(new Input.StreamClosed(A));
        a.send("b", heartbeat(1));
        assertThat(a.counts.of(Drop.NO_STREAM)).isEqualTo(1);
        assertThat(a.inputs.isEmpty()).isTrue();
    }

    @Test
    void aNewerStreamReplacesTheOldOneInSilence() throws Exception {
        connect();
        a.dial(b);
        assertThat(a.inputs.next()).isEqualTo(new Input.StreamOpened(B));
        a.send("b", a.helloTo("b"));

        Input first = b.inputs.next();
        if (first.equals(new Input.StreamClosed(A))) {
            // The end of the old stream was faster than the new one's Hello.
            first = b.inputs.next();
        }
        assertThat(first).isEqualTo(new Input.StreamOpened(A));
        assertThat(b.inputs.next()).isEqualTo(new Input.Received(A, a.helloTo("b")));
        a.send("b", heartbeat(3));
        assertThat(b.inputs.next()).isEqualTo(new Input.Received(A, heartbeat(3)));
        assertThat(a.inputs.isEmpty()).isTrue();
    }

    @Test
    void aPeerThatEndsIsNewsAtOnce() throws Exception {
        connect();
        b.server.shutdownNow();

        assertThat(a.inputs.next()).isEqualTo(new Input.StreamClosed(B));
    }

    @Test
    void whereNobodyListensADialEndsInABrokenStreamAndAProbeIsRefused() throws Exception {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        a.loop.run(() -> a.transport.dial(B, "127.0.0.1:" + port));
        assertThat(a.inputs.next()).isEqualTo(new Input.StreamClosed(B));

        a.loop.run(() -> a.transport.sendFreshProbe("127.0.0.1:" + port, query(5), SECOND));
        assertThat(a.inputs.next()).isEqualTo(new Input.FreshProbeRefused(B, 5));
    }

    @Test
    void aPeerThatIsFrozenEndsADialInTimeAndAProbeInNothing() throws Exception {
        // The kernel completes the connection, and nobody answers on it.
        try (ServerSocket frozen = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            String address = "127.0.0.1:" + frozen.getLocalPort();
            a.loop.run(() -> a.transport.sendFreshProbe(address, query(5), SECOND / 10));
            a.loop.run(() -> a.transport.dial(B, address));

            assertThat(a.inputs.next()).isEqualTo(new Input.StreamClosed(B));
            assertThat(a.inputs.isEmpty()).isTrue();
        }
    }

    @Test
    void aProbeOnAFreshPathIsAnswered() throws Exception {
        a.loop.run(() -> a.transport.sendFreshProbe(b.address(), query(9), SECOND));
        Input.FreshProbeReceived received = (Input.FreshProbeReceived) b.inputs.next();
        assertThat(received.query()).isEqualTo(query(9));

        Message.ProbeReply reply = new Message.ProbeReply(9, 4, Proof.NONE);
        b.loop.run(() -> b.transport.answerFreshProbe(received.callToken(), reply));
        assertThat(a.inputs.next()).isEqualTo(new Input.FreshProbeAnswered(B, reply));
    }

    @Test
    void probesAtOnceAreBounded() throws Exception {
        a.loop.run(() -> {
            for (int i = 0; i < FreshProbes.MAX_AT_ONCE + 3; i++) {
                a.transport.sendFreshProbe(b.address(), query(i), SECOND);
            }
        });

        assertThat(a.counts.of(Drop.PROBE_LIMIT)).isEqualTo(3);
    }

    @Test
    void anAddressThatIsNoneIsCountedAndBreaksTheStream() throws Exception {
        a.loop.run(() -> a.transport.dial(B, "somewhere:7946"));

        assertThat(a.inputs.next()).isEqualTo(new Input.StreamClosed(B));
        assertThat(a.counts.of(Drop.ADDRESS)).isEqualTo(1);
    }

    @Test
    void aStreamOfAStrangerIsEndedAndCounted() throws Exception {
        try (TestAgent stranger = new TestAgent("s", "b")) {
            stranger.dial(b);
            assertThat(stranger.inputs.next()).isEqualTo(new Input.StreamOpened(B));
            stranger.send("b", stranger.helloTo("b"));

            assertThat(stranger.inputs.next()).isEqualTo(new Input.StreamClosed(B));
            assertThat(b.counts.of(Counter.DROPPED_STRANGER)).isEqualTo(1);
            assertThat(b.inputs.isEmpty()).isTrue();
        }
    }

    @Test
    void aHelloThatIsMeantForSomebodyElseIsEndedAndCounted() throws Exception {
        a.dial(b);
        assertThat(a.inputs.next()).isEqualTo(new Input.StreamOpened(B));
        a.send("b", a.helloTo("c"));

        assertThat(a.inputs.next()).isEqualTo(new Input.StreamClosed(B));
        assertThat(b.counts.of(Counter.DROPPED_STRANGER)).isEqualTo(1);
        assertThat(b.inputs.isEmpty()).isTrue();
    }

    private static Message.ProbeQuery query(long nonce) {
        return new Message.ProbeQuery(A, B, nonce, OptionalLong.empty());
    }
}
