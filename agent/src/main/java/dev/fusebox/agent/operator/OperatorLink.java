package dev.fusebox.agent.operator;

import dev.fusebox.agent.count.Counts;
import dev.fusebox.agent.count.Drop;
import dev.fusebox.agent.loop.NoticeListener;
import dev.fusebox.agent.wire.OperatorCodec;
import dev.fusebox.core.member.GroupView;
import dev.fusebox.core.member.Input;
import dev.fusebox.core.member.Notice;
import dev.fusebox.core.message.Evidence;
import dev.fusebox.proto.v1.AgentMessage;
import dev.fusebox.proto.v1.ApplicationState;
import dev.fusebox.proto.v1.CaseReport;
import dev.fusebox.proto.v1.OperatorMessage;
import dev.fusebox.proto.v1.OrderResult;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.netty.channel.EventLoop;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.logging.Logger;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Keeps this agent attached to the operator: sends what changes, and all it knows at the start of each stream; follows a refusal
 * to the leader. On the loop's thread.
 */
public final class OperatorLink implements NoticeListener, OperatorStream.Owner {
    private static final long ATTACH_TIMEOUT_SECONDS = 5;
    private static final long IDLE_SECONDS = 10;
    private static final long APPLICATION_MILLISECONDS = 500;
    private static final Logger LOG = Logger.getLogger(OperatorLink.class.getName());

    private final EventLoop eventLoop;
    private final String operator;
    private final Function<String, ManagedChannel> connect;
    private final Attachment agent;
    private final Consumer<Input> inputs;
    private final PodWords pod;
    private final LongSupplier clock;
    private final Counts counts;
    private final Reconnect reconnect;
    private final Reports reports = new Reports();
    private final Uplink uplink;
    private @Nullable OperatorStream current;
    private Optional<OperatorCodec.Refused> refused = Optional.empty();
    private boolean complained;
    private ApplicationState applicationTold = ApplicationState.APPLICATION_UNKNOWN;

    /**
     * A link that has not begun.
     *
     * @param operator host:port
     * @param connect opens a connection to a host:port
     * @param clock monotonic nanoseconds
     */
    public OperatorLink(
            EventLoop eventLoop,
            String operator,
            Function<String, ManagedChannel> connect,
            Attachment agent,
            Consumer<Input> inputs,
            PodWords pod,
            LongSupplier clock,
            Counts counts,
            RandomGenerator random) {
        this.eventLoop = eventLoop;
        this.operator = operator;
        this.connect = connect;
        this.agent = agent;
        this.inputs = inputs;
        this.pod = pod;
        this.clock = clock;
        this.counts = counts;
        this.reconnect = new Reconnect(random);
        this.uplink = new Uplink(() -> counts.count(dev.fusebox.core.member.Counter.DROPPED_QUEUE_FULL));
    }

    /** Tries for the first time, and then for ever. */
    public void start() {
        attach(operator);
        eventLoop.scheduleAtFixedRate(this::idle, IDLE_SECONDS, IDLE_SECONDS, TimeUnit.SECONDS);
        eventLoop.scheduleAtFixedRate(
                this::applicationChanged, APPLICATION_MILLISECONDS, APPLICATION_MILLISECONDS, TimeUnit.MILLISECONDS);
    }

    /** Whether a stream stands. */
    public boolean attached() {
        OperatorStream stream = current;
        return stream != null && stream.isOpen();
    }

    @Override
    public void told(Notice notice, long nowNanos) {
        if (notice instanceof Notice.FuseBurnt burnt) {
            reports.remember(burnt, nowNanos);
            // It may be on its way down with the epoch, and the next one must not begin with it.
            applicationChanged();
        }
        Reports.member(notice)
                .ifPresentOrElse(
                        report -> put(
                                new Uplink.Topic.OfMember(
                                        notice.groupEpoch(), new dev.fusebox.core.roster.MemberId(report.getSubject())),
                                Reports.message(report)),
                        () -> agent.views().stream()
                                .filter(view -> view.groupEpoch().equals(notice.groupEpoch()))
                                .forEach(this::put));
    }

    /** Says what became of an order. Where no stream stands it is lost, and the order comes again. */
    public void answer(OrderResult result) {
        put(
                new Uplink.Topic.OfOrder(result.getId()),
                AgentMessage.newBuilder().setOrderResult(result).build());
    }

    /** Says what probes of a case's subject find. */
    public void probed(CaseReport report) {
        put(
                new Uplink.Topic.OfCase(report.getSubject()),
                AgentMessage.newBuilder().setProbed(report).build());
    }

    /** Whether nothing waits to be sent that could be. */
    public boolean flushed() {
        OperatorStream stream = current;
        return stream == null || !stream.isOpen() || uplink.isEmpty();
    }

    /** Passes a statement of this agent's own on. */
    public void report(Evidence evidence) {
        put(new Uplink.Topic.OfLink(evidence), Reports.message(evidence));
    }

    @Override
    public void attached(OperatorStream stream) {
        reconnect.attached();
        complained = false;
        LOG.info("attached to the operator");
        stream.send(AgentMessage.newBuilder()
                .setHello(reports.hello(agent, clock.getAsLong()))
                .build());
        uplink.clear();
        for (GroupView view : agent.views()) {
            view.members().forEach(member -> Reports.member(view.groupEpoch(), member)
                    .ifPresent(report -> uplink.put(
                            new Uplink.Topic.OfMember(
                                    view.groupEpoch(), member.member().id()),
                            Reports.message(report))));
        }
        // A new leader has no evidence but what it hears now. Last, because what is put first goes first where it is
        // too much.
        agent.testimony().forEach(own -> uplink.put(new Uplink.Topic.OfLink(own), Reports.message(own)));
    }

    @Override
    public void ready(OperatorStream stream) {
        while (stream == current && stream.isReady()) {
            Optional<AgentMessage> next = uplink.poll();
            if (next.isEmpty()) {
                return;
            }
            stream.send(next.get());
        }
    }

    @Override
    public void heard(OperatorStream stream, OperatorMessage message) {
        if (stream != current) {
            return;
        }
        Optional<OperatorCodec.Word> word = OperatorCodec.decode(message);
        if (word.isEmpty()) {
            counts.count(Drop.OPERATOR_MALFORMED);
            return;
        }
        switch (word.get()) {
            case OperatorCodec.RosterPushed pushed -> {
                // First what may be done to this pod: the roster itself may burn the epoch before.
                pod.rules(pushed.rules());
                inputs.accept(new Input.RosterReceived(pushed.roster()));
            }
            case OperatorCodec.News news -> {
                inputs.accept(news.input());
                if (news.input() instanceof Input.GroupRemoved removed) {
                    pod.removed(removed.group());
                }
            }
            case OperatorCodec.Ordered ordered -> pod.order(ordered.order());
            case OperatorCodec.Watching watching -> pod.watch(watching.subjects());
            case OperatorCodec.Refused refusal -> {
                refused = Optional.of(refusal);
                stream.cancel("refused");
            }
        }
    }

    @Override
    public void ended(OperatorStream stream, Status why) {
        if (stream != current) {
            return;
        }
        current = null;
        uplink.clear();
        if (refused.isPresent()) {
            OperatorCodec.Refused refusal = refused.get();
            refused = Optional.empty();
            boolean knowsLeader = !refusal.leaderAddress().isEmpty();
            again(
                    knowsLeader ? refusal.leaderAddress() : operator,
                    reconnect.nextMillisecondsAfter(refusal.retryAfterMilliseconds()));
            return;
        }
        if (!complained) {
            complained = true;
            LOG.warning("not attached to the operator " + operator + " (" + why.getCode() + " " + why.getDescription()
                    + "): detection goes on, it is tried again");
        }
        again(operator, reconnect.nextMilliseconds());
    }

    private void again(String target, long afterMilliseconds) {
        eventLoop.schedule(() -> attach(target), afterMilliseconds, TimeUnit.MILLISECONDS);
    }

    private void attach(String target) {
        OperatorStream stream = new OperatorStream(connect.apply(target), this);
        current = stream;
        stream.start();
        eventLoop.schedule(
                () -> {
                    if (!stream.isOpen()) {
                        stream.cancel("no answer for " + ATTACH_TIMEOUT_SECONDS + " s");
                    }
                },
                ATTACH_TIMEOUT_SECONDS,
                TimeUnit.SECONDS);
    }

    /** The operator waits for an application to be back before its pod joins the next epoch. */
    private void applicationChanged() {
        if (agent.application() != applicationTold) {
            idle();
        }
    }

    private void idle() {
        applicationTold = agent.application();
        put(
                new Uplink.Topic.Idle(),
                AgentMessage.newBuilder().setIdle(agent.idle()).build());
    }

    private void put(GroupView view) {
        put(new Uplink.Topic.OfGroup(view.groupEpoch()), Reports.message(reports.group(view, clock.getAsLong())));
    }

    private void put(Uplink.Topic topic, AgentMessage message) {
        OperatorStream stream = current;
        if (stream == null || !stream.isOpen()) {
            // The next stream begins with all that is known by then.
            return;
        }
        uplink.put(topic, message);
        ready(stream);
    }
}
