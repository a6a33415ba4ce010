package dev.fusebox.agent;

import dev.fusebox.agent.count.Counts;
import dev.fusebox.agent.health.DetectionLatency;
import dev.fusebox.agent.health.HealthApi;
import dev.fusebox.agent.health.Metrics;
import dev.fusebox.agent.http.HttpEndpoint;
import dev.fusebox.agent.identity.Credentials;
import dev.fusebox.agent.local.Alarm;
import dev.fusebox.agent.local.LocalApi;
import dev.fusebox.agent.loop.NoticeListener;
import dev.fusebox.agent.loop.Outlets;
import dev.fusebox.agent.loop.ProtocolLoop;
import dev.fusebox.agent.loop.Throttling;
import dev.fusebox.agent.notice.EventPrinter;
import dev.fusebox.agent.notice.GroupFiles;
import dev.fusebox.agent.notice.TransitionLog;
import dev.fusebox.agent.operator.OperatorChannels;
import dev.fusebox.agent.operator.OperatorLink;
import dev.fusebox.agent.peer.PeerTransport;
import dev.fusebox.agent.roster.RosterWatch;
import dev.fusebox.agent.state.StateFile;
import dev.fusebox.core.member.Input;
import dev.fusebox.core.member.Member;
import dev.fusebox.core.roster.MemberId;
import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.logging.Logger;

/** All parts of one agent, put together: one thread runs the member, its transport and its HTTP endpoints. */
final class Agent {
    /** 127.0.0.1, whatever the JVM prefers: applications are told this address. */
    private static final byte[] LOCAL_API_ADDRESS = {127, 0, 0, 1};

    private static final long ROSTER_LOOK_SECONDS = 1;
    private static final long BEAT_SECONDS = 10;
    /** After a restart of all containers the application's is started next, and may be on the same processor. */
    private static final long APPLICATION_FIRST_MILLISECONDS = 2_000;

    private static final long REHEARSAL_MILLISECONDS = 10_000;
    private static final Logger LOG = Logger.getLogger(Agent.class.getName());

    private final EventLoop eventLoop;
    private final ProtocolLoop loop;
    private final LocalApi local;
    private final PodCare pod;

    private Agent(EventLoop eventLoop, ProtocolLoop loop, LocalApi local, PodCare pod) {
        this.eventLoop = eventLoop;
        this.loop = loop;
        this.local = local;
        this.pod = pod;
    }

    /**
     * Starts it. Throws with one line that says what to do if it cannot listen.
     *
     * @param restart ends this process so that the pod's containers are restarted
     */
    static Agent start(AgentOptions options, Counts counts, Chores chores, Runnable restart) throws IOException {
        MemberId self = options.self();
        SplittableRandom random = new SplittableRandom(new SecureRandom().nextLong());
        Credentials credentials = Credentials.insecure(self);
        EventLoop eventLoop = new MultiThreadIoEventLoopGroup(
                        1, new DefaultThreadFactory("fusebox-loop"), NioIoHandler.newFactory())
                .next();

        Memory memory = new Memory(options.stateFolder().map(StateFile::new));
        Leisure leisure = Leisure.of(memory.kept());
        if (leisure == Leisure.BEFORE_ALL) {
            rehearse();
        }
        Member member = new Member(credentials.identity(), memory.kept(), random, System.nanoTime());
        ProtocolLoop loop =
                new ProtocolLoop(member, eventLoop, System::nanoTime, Throttling.ofThisProcess(System.nanoTime()));
        LocalApi local =
                new LocalApi(self, member.session().counter(), loop::views, loop::accept, alarm(eventLoop), counts);
        Application application = new Application(self, local);
        PodCare pod = new PodCare(options, eventLoop, loop, application, random.split(), restart);
        PeerTransport peers = new PeerTransport(
                eventLoop,
                credentials,
                pod::heard,
                id -> loop.views().stream()
                        .flatMap(view -> view.members().stream())
                        .anyMatch(m -> m.member().id().equals(id)),
                counts);
        DetectionLatency latency = new DetectionLatency();
        Optional<OperatorLink> operator = options.source() instanceof AgentOptions.FromOperator from
                ? Optional.of(new OperatorLink(
                        eventLoop,
                        from.address(),
                        new OperatorChannels(eventLoop, credentials.operator())::open,
                        new PodAttachment(
                                self, member.session(), from.pod(), loop, memory, application, pod.restarts(), counts),
                        loop::accept,
                        pod,
                        System::nanoTime,
                        counts,
                        random.split()))
                : Optional.empty();

        List<NoticeListener> listeners = new ArrayList<>();
        listeners.add(local);
        if (options.events()) {
            listeners.add(new EventPrinter(System.out, System::nanoTime));
        }
        listeners.add(application);
        listeners.add(pod.restarts());
        operator.ifPresent(listeners::add);
        options.filesFolder().ifPresent(folder -> listeners.add(new GroupFiles(folder, self, loop::views, chores)));
        listeners.add(latency);
        listeners.add(new TransitionLog());
        Outlets outlets = new Outlets(
                peers,
                memory::keep,
                listeners,
                evidence -> operator.ifPresent(link -> link.report(evidence)),
                counts::count);

        HealthApi health = new HealthApi(
                new Metrics(Version.current(), counts, latency),
                new HealthView(loop, operator, memory, application, pod.restarts(), pod.checks()));
        listen("--peer-port", options.bind(), options.peerPort(), peers::listen);
        listen(
                "--local-port",
                Optional.of(InetAddress.getByAddress("localhost", LOCAL_API_ADDRESS)),
                options.localPort(),
                address -> HttpEndpoint.listen(eventLoop, address, local));
        listen(
                "--health-port",
                options.bind(),
                options.healthPort(),
                address -> HttpEndpoint.listen(eventLoop, address, health));

        Agent agent = new Agent(eventLoop, loop, local, pod);
        eventLoop.execute(() -> agent.begin(options, outlets, operator));
        operator.ifPresent(link -> agent.attach(link, leisure));
        LOG.info("agent " + Version.current() + " of " + self + ", session "
                + member.session().counter());
        return agent;
    }

    /** Says what must be said at the end; returns when that is done, after a second at the latest. */
    void terminate() {
        eventLoop.execute(pod.restarts()::terminating);
        Farewell farewell = new Farewell(eventLoop, loop, local);
        farewell.say();
    }

    private void begin(AgentOptions options, Outlets outlets, Optional<OperatorLink> operator) {
        loop.start(outlets);
        pod.begin(outlets.peers(), operator);
        eventLoop.scheduleAtFixedRate(local::beat, BEAT_SECONDS, BEAT_SECONDS, TimeUnit.SECONDS);
        if (options.source() instanceof AgentOptions.FromFile from) {
            loop.accept(new Input.RosterReceived(from.roster()));
            RosterWatch watch = new RosterWatch(
                    from.file(),
                    options.self(),
                    from.roster(),
                    roster -> loop.accept(new Input.RosterReceived(roster)));
            eventLoop.scheduleAtFixedRate(watch::look, ROSTER_LOOK_SECONDS, ROSTER_LOOK_SECONDS, TimeUnit.SECONDS);
        }
    }

    /** Tells the operator that it is there; after a rehearsal, if that is what there is time for. */
    private void attach(OperatorLink operator, Leisure leisure) {
        Runnable attach = () -> eventLoop.execute(operator::start);
        if (leisure != Leisure.BEFORE_THE_OPERATOR) {
            attach.run();
            return;
        }
        Runnable rehearsing = () -> {
            try {
                rehearse();
            } finally {
                attach.run();
            }
        };
        eventLoop.schedule(
                () -> Thread.ofPlatform().daemon().name("fusebox-rehearsing").start(rehearsing),
                APPLICATION_FIRST_MILLISECONDS,
                TimeUnit.MILLISECONDS);
    }

    private static void rehearse() {
        Rehearsal.run(InetAddress.getLoopbackAddress(), REHEARSAL_MILLISECONDS);
    }

    private static Alarm alarm(EventLoop eventLoop) {
        return (nanos, action) -> {
            Future<?> due = eventLoop.schedule(action, nanos, TimeUnit.NANOSECONDS);
            return () -> due.cancel(false);
        };
    }

    private interface Listening {
        Object on(InetSocketAddress address) throws IOException;
    }

    private static void listen(String option, Optional<InetAddress> bind, int port, Listening listening)
            throws IOException {
        InetSocketAddress address =
                bind.map(host -> new InetSocketAddress(host, port)).orElseGet(() -> new InetSocketAddress(port));
        try {
            listening.on(address);
        } catch (IOException failure) {
            Throwable cause = Optional.ofNullable(failure.getCause()).orElse(failure);
            throw new IOException("cannot listen on " + address.getAddress().getHostAddress() + ":" + port + " ("
                    + cause.getMessage() + "): end what listens there, or choose another " + option);
        }
    }
}
