package dev.fusebox.agent.peer;

import dev.fusebox.agent.count.Counts;
import dev.fusebox.agent.identity.Credentials;
import dev.fusebox.core.message.Message;
import dev.fusebox.core.roster.MemberId;
import dev.fusebox.core.roster.Session;
import io.grpc.Server;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Set;

/** The transport of one agent on a real socket, with a log where its member would be. */
final class TestAgent implements AutoCloseable {
    final MemberId id;
    final LoopThread loop = new LoopThread();
    final InputLog inputs = new InputLog();
    final Counts counts = new Counts();
    final PeerTransport transport;
    final Server server;

    TestAgent(String id, String... known) throws Exception {
        this.id = new MemberId(id);
        Set<String> members = Set.of(known);
        this.transport = new PeerTransport(
                loop.eventLoop(),
                Credentials.insecure(this.id),
                inputs,
                member -> members.contains(member.value()),
                counts);
        this.server = transport.listen(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    }

    String address() {
        return "127.0.0.1:" + server.getPort();
    }

    Message.Hello helloTo(String addressee) {
        return new Message.Hello(1, id, new MemberId(addressee), new Session(1, 1), 0, 0);
    }

    void send(String to, Message message) throws Exception {
        loop.run(() -> transport.send(new MemberId(to), message));
    }

    void dial(TestAgent peer) throws Exception {
        loop.run(() -> transport.dial(peer.id, peer.address()));
    }

    void drop(String peer) throws Exception {
        loop.run(() -> transport.drop(new MemberId(peer)));
    }

    @Override
    public void close() throws Exception {
        loop.run(transport::close);
        server.shutdownNow();
        server.awaitTermination();
        loop.close();
    }
}
