package dev.fusebox.swarm.agents;

import dev.fusebox.agent.count.Counts;
import dev.fusebox.agent.operator.Attachment;
import dev.fusebox.agent.operator.OperatorLink;
import dev.fusebox.agent.operator.PodWords;
import dev.fusebox.agent.pod.CaseSubject;
import dev.fusebox.agent.pod.PodRules;
import dev.fusebox.agent.pod.RestartOrder;
import dev.fusebox.agent.wire.GroupCodec;
import dev.fusebox.agent.wire.RosterCodec;
import dev.fusebox.core.cut.Verdict;
import dev.fusebox.core.cut.VerdictKind;
import dev.fusebox.core.fuse.Cause;
import dev.fusebox.core.fuse.FuseState;
import dev.fusebox.core.member.GroupView;
import dev.fusebox.core.member.GroupView.MemberState;
import dev.fusebox.core.member.GroupView.MemberView;
import dev.fusebox.core.member.Input;
import dev.fusebox.core.member.Notice;
import dev.fusebox.core.message.Evidence;
import dev.fusebox.core.roster.GroupEpoch;
import dev.fusebox.core.roster.MemberId;
import dev.fusebox.core.roster.Roster;
import dev.fusebox.core.roster.Session;
import dev.fusebox.proto.v1.AgentHello;
import dev.fusebox.proto.v1.ApplicationState;
import dev.fusebox.proto.v1.CaseReport;
import dev.fusebox.proto.v1.IdleSummary;
import io.grpc.ManagedChannel;
import io.netty.channel.EventLoop;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/**
 * One agent: the product's own {@link OperatorLink} with a member behind it that watches nobody and says what its {@link SwarmGroup} tells it
 * to. On its event loop's thread.
 */
final class SwarmAgent implements Attachment, PodWords {
    private static final int OBSERVERS = 5;
    private static final int LEVEL_MILLI = 8_000;
    private static final int MAX_TOMBSTONES = 64;

    /** As an agent repeats what its probes of a case's subject say. */
    private static final int PROBED_SECONDS = 5;

    private final MemberId id;
    private final AgentHello self;
    private final EventLoop loop;
    private final SwarmGroup group;
    private final OperatorLink link;
    private final Deque<GroupEpoch> tombstones = new ArrayDeque<>();
    private final List<Evidence> testimony = new ArrayList<>();
    private Optional<Roster> roster = Optional.empty();
    private FuseState fuse = FuseState.FORMING;
    private Optional<Cause> cause = Optional.empty();
    private List<CaseSubject> watched = List.of();
    private long probedSinceNanos;
    private long evidenceSequence;

    SwarmAgent(
            Member member,
            EventLoop loop,
            String operator,
            Function<String, ManagedChannel> connect,
            SwarmGroup group,
            RandomGenerator random) {
        this.id = new MemberId(member.uid());
        this.loop = loop;
        this.group = group;
        this.self = AgentHello.newBuilder()
                .setProtocolVersion(RosterCodec.PROTOCOL_VERSION)
                .setAgentVersion("swarm")
                .setMember(member.uid())
                .setNamespace(member.namespace())
                .setPodName(member.name())
                .setNode(member.node())
                .setSession(GroupCodec.encode(new Session(1, random.nextLong())))
                .build();
        this.link = new OperatorLink(
                loop, operator, connect, this, this::take, this, System::nanoTime, new Counts(), random);
    }

    MemberId id() {
        return id;
    }

    void start(long afterMilliseconds) {
        loop.schedule(link::start, afterMilliseconds, TimeUnit.MILLISECONDS);
        loop.scheduleAtFixedRate(
                this::probe, PROBED_SECONDS + afterMilliseconds / 1_000, PROBED_SECONDS, TimeUnit.SECONDS);
    }

    /** The roster in force; empty before the first. */
    Optional<Roster> roster() {
        return roster;
    }

    boolean isIn(GroupEpoch groupEpoch) {
        return fuse != FuseState.BURNT
                && roster.filter(r -> r.groupEpoch().equals(groupEpoch)).isPresent();
    }

    boolean intact() {
        return fuse == FuseState.INTACT;
    }

    /** Heard the other for the first time in this epoch. */
    void joined(MemberId other) {
        roster.ifPresent(r -> tell(new Notice.MemberJoined(r.groupEpoch(), other)));
    }

    /** Everyone is there. */
    void becomeIntact() {
        if (fuse == FuseState.FORMING) {
            fuse = FuseState.INTACT;
            roster.ifPresent(r -> tell(new Notice.FuseIntact(r.groupEpoch(), r.revision())));
        }
    }

    /** Votes against the subject if it is one of its observers, and says that it is suspected. */
    void suspect(MemberId subject) {
        roster.filter(r -> fuse == FuseState.INTACT).ifPresent(r -> {
            int distance = Math.floorMod(r.numberOf(subject) - r.numberOf(id), r.size());
            if (distance >= 1 && distance <= OBSERVERS) {
                Evidence vote = new Evidence(
                        r.groupEpoch(), id, subject, ++evidenceSequence, 0, new Evidence.Vote(1, LEVEL_MILLI, 1));
                testimony.add(vote);
                link.report(vote);
            }
            tell(new Notice.MemberSuspected(r.groupEpoch(), subject, observers(r), observers(r), LEVEL_MILLI));
        });
    }

    /** Reaches the verdict and burns. */
    void burn(MemberId subject, MemberId origin, long detectionNanos) {
        roster.filter(r -> fuse == FuseState.INTACT).ifPresent(r -> {
            VerdictKind kind = subject.equals(id) ? VerdictKind.ISOLATED : VerdictKind.UNREACHABLE;
            Cause why = new Cause(
                    Cause.Kind.VERDICT, Optional.of(kind), List.of(subject), origin, "as the swarm was told to", false);
            fuse = FuseState.BURNT;
            cause = Optional.of(why);
            tombstones.addLast(r.groupEpoch());
            if (tombstones.size() > MAX_TOMBSTONES) {
                tombstones.removeFirst();
            }
            Verdict verdict = new Verdict(subject, kind, false, why.detail());
            tell(new Notice.MemberFailed(r.groupEpoch(), verdict, observers(r), observers(r), LEVEL_MILLI));
            tell(new Notice.FuseBurnt(r.groupEpoch(), why, detectionNanos));
            tell(new Notice.MembersReported(r.groupEpoch(), List.of(subject)));
        });
    }

    @Override
    public AgentHello self() {
        return self;
    }

    @Override
    public List<GroupView> views() {
        return roster
                .map(r -> new GroupView(
                        r.groupEpoch(),
                        r.revision(),
                        fuse,
                        cause,
                        r.members().stream()
                                .map(m -> new MemberView(
                                        m,
                                        group.heard(m.id(), r.groupEpoch()) ? MemberState.HEALTHY : MemberState.FORMING,
                                        Optional.empty(),
                                        0,
                                        0,
                                        observers(r)))
                                .toList()))
                .stream()
                .toList();
    }

    @Override
    public List<GroupEpoch> tombstones() {
        return List.copyOf(tombstones);
    }

    @Override
    public List<Evidence> testimony() {
        return List.copyOf(testimony);
    }

    @Override
    public ApplicationState application() {
        return ApplicationState.APPLICATION_HEALTHY;
    }

    @Override
    public IdleSummary idle() {
        return IdleSummary.newBuilder().setApplication(application()).build();
    }

    @Override
    public void rules(PodRules rules) {
        // It restarts nothing.
    }

    @Override
    public void removed(String name) {
        roster = Optional.empty();
    }

    @Override
    public void order(RestartOrder order) {
        throw new IllegalStateException("the swarm's groups only observe, and yet came " + order);
    }

    @Override
    public void watch(List<CaseSubject> subjects) {
        watched = subjects;
        probedSinceNanos = System.nanoTime();
        probe();
    }

    private void probe() {
        long forMilliseconds = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - probedSinceNanos);
        watched.forEach(subject -> link.probed(CaseReport.newBuilder()
                .setSubject(subject.member().value())
                .setReachable(true)
                .setForMilliseconds(forMilliseconds)
                .build()));
    }

    private void take(Input input) {
        switch (input) {
            case Input.RosterReceived received -> take(received.roster());
            case Input.GroupRemoved removed -> removed(removed.group());
            default -> {
                // Facts are for those that detect.
            }
        }
    }

    private void take(Roster newer) {
        if (roster.filter(r -> !newer.isNewerThan(r)).isPresent() || tombstones.contains(newer.groupEpoch())) {
            return;
        }
        boolean begins =
                roster.filter(r -> r.groupEpoch().equals(newer.groupEpoch())).isEmpty();
        roster = Optional.of(newer);
        if (begins) {
            fuse = FuseState.FORMING;
            cause = Optional.empty();
            testimony.clear();
        }
        tell(new Notice.RosterAcknowledged(newer.groupEpoch(), newer.revision()));
        group.acknowledged(this, newer, begins);
    }

    private void tell(Notice notice) {
        link.told(notice, System.nanoTime());
    }

    private static int observers(Roster roster) {
        return Math.min(OBSERVERS, roster.size() - 1);
    }
}
