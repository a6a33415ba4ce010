package dev.fusebox.agent;

import com.google.common.net.HostAndPort;
import dev.fusebox.agent.count.Counts;
import dev.fusebox.agent.identity.Credentials;
import dev.fusebox.agent.local.LocalApi;
import dev.fusebox.agent.loop.Outlets;
import dev.fusebox.agent.loop.ProtocolLoop;
import dev.fusebox.agent.loop.Throttling;
import dev.fusebox.agent.peer.PeerTransport;
import dev.fusebox.core.fuse.FuseState;
import dev.fusebox.core.member.GroupView;
import dev.fusebox.core.member.Input;
import dev.fusebox.core.member.KeptState;
import dev.fusebox.core.member.Member;
import dev.fusebox.core.roster.MemberId;
import dev.fusebox.core.roster.Roster;
import io.grpc.Server;
import io.netty.channel.EventLoop;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.LongSupplier;

/** One member of a {@link Rehearsal}: what an agent is made of, without operator, files and pod. On the loop's thread, but for its making. */
final class Understudy {
    private final MemberId id;
    private final ProtocolLoop loop;
    private final PeerTransport transport;
    private final LocalApi local;
    private final Counts counts;
    private final InetAddress host;
    private final Server server;

    Understudy(
            MemberId id,
            InetAddress host,
            Credentials credentials,
            EventLoop eventLoop,
            LongSupplier clock,
            Counts counts)
            throws IOException {
        this.id = id;
        this.host = host;
        this.counts = counts;
        // Its luck decides nothing that lasts, and a seed of its own makes each rehearsal alike.
        SplittableRandom random = new SplittableRandom(id.hashCode());
        Member member = new Member(credentials.identity(), KeptState.NONE, random, clock.getAsLong());
        this.loop = new ProtocolLoop(member, eventLoop, clock, Throttling.none());
        this.transport = new PeerTransport(eventLoop, credentials, loop::accept, peer -> true, counts);
        this.local = new LocalApi(id, 1, loop::views, loop::accept, (nanos, action) -> () -> {}, counts);
        this.server = transport.listen(new InetSocketAddress(host, 0));
    }

    MemberId id() {
        return id;
    }

    String address() {
        return HostAndPort.fromParts(host.getHostAddress(), server.getPort()).toString();
    }

    void begin(Roster roster) {
        loop.start(new Outlets(transport, state -> {}, List.of(local), evidence -> {}, counts::count));
        loop.accept(new Input.RosterReceived(roster));
    }

    void accept(Input input) {
        loop.accept(input);
    }

    Optional<FuseState> fuse() {
        return loop.views().stream().map(GroupView::fuse).findFirst();
    }

    /** Without a word. */
    void die() {
        server.shutdownNow();
        transport.close();
    }
}
