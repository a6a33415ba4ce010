package dev.fusebox.agent.peer;

import dev.fusebox.agent.count.Counts;
import dev.fusebox.agent.count.Drop;
import dev.fusebox.agent.identity.Credentials;
import dev.fusebox.agent.loop.PeerLinks;
import dev.fusebox.core.member.Input;
import dev.fusebox.core.message.Message;
import dev.fusebox.core.roster.MemberId;
import io.grpc.Server;
import io.netty.channel.EventLoop;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** All that this agent has to do with other agents. On the loop's thread, but for {@link #listen}. */
public final class PeerTransport implements PeerLinks {
    private final EventLoop eventLoop;
    private final Credentials credentials;
    private final Consumer<Input> inputs;
    private final Counts counts;
    private final Channels channels;
    private final Switchboard switchboard;
    private final FreshProbes freshProbes;
    private final ProbeCalls probeCalls;

    /**
     * Without connections.
     *
     * @param inputs takes what happens, on the loop's thread
     * @param known whether a member stands in a roster
     */
    public PeerTransport(
            EventLoop eventLoop,
            Credentials credentials,
            Consumer<Input> inputs,
            Predicate<MemberId> known,
            Counts counts) {
        this.eventLoop = eventLoop;
        this.credentials = credentials;
        this.inputs = inputs;
        this.counts = counts;
        this.channels = new Channels(eventLoop, credentials.peer());
        this.switchboard = new Switchboard(credentials.identity().self(), known, inputs, counts);
        this.freshProbes = new FreshProbes(channels, inputs, counts);
        this.probeCalls = new ProbeCalls(inputs, counts);
    }

    /** Listens for peers. Call from outside the loop's thread. */
    public Server listen(InetSocketAddress address) throws IOException {
        return new PeerServer(eventLoop, switchboard, probeCalls, counts).listen(address, credentials.server());
    }

    @Override
    public void send(MemberId to, Message message) {
        switchboard.send(to, message);
    }

    @Override
    public void sendFreshProbe(String address, Message.ProbeQuery query, long timeoutNanos) {
        checked(address).ifPresent(socket -> freshProbes.send(socket, query, timeoutNanos));
    }

    @Override
    public void answerFreshProbe(long callToken, Message.ProbeReply reply) {
        probeCalls.answer(callToken, reply);
    }

    @Override
    public void dial(MemberId peer, String address) {
        Optional<InetSocketAddress> socket = checked(address);
        if (socket.isEmpty()) {
            inputs.accept(new Input.StreamClosed(peer));
            return;
        }
        DialledStream.dial(peer, channels.open(socket.get()), switchboard, counts, eventLoop);
    }

    @Override
    public void drop(MemberId peer) {
        switchboard.drop(peer);
    }

    /** Ends all streams. */
    public void close() {
        switchboard.dropAll();
    }

    private Optional<InetSocketAddress> checked(String address) {
        Optional<InetSocketAddress> socket = PeerAddress.parse(address);
        if (socket.isEmpty()) {
            counts.count(Drop.ADDRESS);
        }
        return socket;
    }
}
