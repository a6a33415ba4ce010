package dev.fusebox.swarm.agents;

import dev.fusebox.core.roster.GroupEpoch;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.ObjLongConsumer;
import java.util.function.UnaryOperator;

/** All agents, each with a connection of its own, over few threads. Thread-safe. */
public final class Swarm implements AutoCloseable {
    private static final int THREADS = 2;

    // As the agent's own channels have it.
    private static final int MAX_MESSAGE_BYTES = 256 * 1024;
    private static final int CONNECT_TIMEOUT_MILLISECONDS = 3_000;
    private static final int KEEP_ALIVE_SECONDS = 20;

    private final EventLoopGroup loops =
            new MultiThreadIoEventLoopGroup(THREADS, Swarm::daemon, NioIoHandler.newFactory());
    private final Map<String, SwarmGroup> groups = new HashMap<>();
    private final String operator;
    private final UnaryOperator<String> route;
    private final SplittableRandom random;

    /**
     * A swarm without agents.
     *
     * @param operator host:port that agents are configured with
     * @param route where a connection to a host:port goes, also as host:port; asked for each connection
     * @param seed of everything that is random here
     */
    public Swarm(String operator, UnaryOperator<String> route, long seed) {
        this.operator = operator;
        this.route = route;
        this.random = new SplittableRandom(seed);
    }

    /** Adds the agents of one group. They attach some time within that period from now. */
    public void add(String group, List<Member> members, long withinMilliseconds) {
        EventLoop loop = loops.next();
        SwarmGroup together = new SwarmGroup(loop);
        groups.put(group, together);
        for (Member member : members) {
            SplittableRandom own = random.split();
            SwarmAgent agent = new SwarmAgent(member, loop, operator, target -> open(loop, target), together, own);
            together.add(agent);
            agent.start(own.nextLong(withinMilliseconds + 1));
        }
    }

    /** Lets the group reach a verdict about one of its members and burn, if it is intact; see {@link SwarmGroup#burn}. */
    public void burn(String group, int subject, ObjLongConsumer<GroupEpoch> burning) {
        SwarmGroup chosen = groups.get(group);
        if (chosen == null) {
            throw new IllegalArgumentException("no group " + group + " in the swarm");
        }
        chosen.burn(subject, burning);
    }

    @Override
    public void close() {
        loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly(2, TimeUnit.SECONDS);
    }

    private ManagedChannel open(EventLoop loop, String target) {
        String[] to = route.apply(target).split(":", 2);
        return NettyChannelBuilder.forAddress(
                        new InetSocketAddress(to[0], Integer.parseInt(to[1])), InsecureChannelCredentials.create())
                .eventLoopGroup(loop)
                .channelType(NioSocketChannel.class)
                .directExecutor()
                .disableRetry()
                .disableServiceConfigLookUp()
                .proxyDetector(address -> null)
                .withOption(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_TIMEOUT_MILLISECONDS)
                .keepAliveTime(KEEP_ALIVE_SECONDS, TimeUnit.SECONDS)
                .keepAliveTimeout(KEEP_ALIVE_SECONDS, TimeUnit.SECONDS)
                .maxInboundMessageSize(MAX_MESSAGE_BYTES)
                .build();
    }

    private static Thread daemon(Runnable run) {
        Thread thread = new Thread(run, "swarm");
        thread.setDaemon(true);
        return thread;
    }
}
