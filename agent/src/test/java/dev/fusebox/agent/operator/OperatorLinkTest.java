package dev.fusebox.agent.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fusebox.agent.count.Counts;
import dev.fusebox.agent.count.Drop;
import dev.fusebox.agent.peer.LoopThread;
import dev.fusebox.agent.pod.CaseSubject;
import dev.fusebox.agent.pod.PodRules;
import dev.fusebox.agent.wire.GroupCodec;
import dev.fusebox.core.fuse.FuseState;
import dev.fusebox.core.member.GroupView;
import dev.fusebox.core.member.Input;
import dev.fusebox.core.member.Notice;
import dev.fusebox.core.message.Evidence;
import dev.fusebox.core.roster.GroupEpoch;
import dev.fusebox.core.roster.MemberId;
import dev.fusebox.proto.v1.AgentHello;
import dev.fusebox.proto.v1.AgentMessage;
import dev.fusebox.proto.v1.ApplicationState;
import dev.fusebox.proto.v1.CaseWatch;
import dev.fusebox.proto.v1.Fate;
import dev.fusebox.proto.v1.GroupRemoved;
import dev.fusebox.proto.v1.GroupReport;
import dev.fusebox.proto.v1.IdleSummary;
import dev.fusebox.proto.v1.MemberReport;
import dev.fusebox.proto.v1.OperatorMessage;
import dev.fusebox.proto.v1.Refusal;
import dev.fusebox.proto.v1.RestartOrder;
import dev.fusebox.proto.v1.Roster;
import io.grpc.InsecureChannelCredentials;
import io.grpc.stub.StreamObserver;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class OperatorLinkTest {
    private static final GroupEpoch G = new GroupEpoch("team/g", 2);
    private static final MemberId PEER = new MemberId("peer");

    private final LoopThread loop = new LoopThread();
    private final Counts counts = new Counts();
    private final BlockingQueue<Input> inputs = new LinkedBlockingQueue<>();
    private final TestPod pod = new TestPod();
    private final TestOperator operator = new TestOperator(0);

    OperatorLinkTest() throws Exception {}

    @AfterEach
    void close() throws Exception {
        operator.close();
        loop.close();
    }

    /** An agent with one intact group and one tombstone. */
    private static final class TestAttachment implements Attachment {
        @Override
        public AgentHello self() {
            return AgentHello.newBuilder().setMember("self").build();
        }

        @Override
        public List<GroupView> views() {
            return List.of(new GroupView(G, 3, FuseState.INTACT, Optional.empty(), List.of()));
        }

        @Override
        public List<GroupEpoch> tombstones() {
            return List.of(new GroupEpoch("team/g", 1));
        }

        @Override
        public List<Evidence> testimony() {
            return List.of(statement(new Evidence.Vote(1, 9_000, 3)), statement(new Evidence.LossVote(1)));
        }

        @Override
        public ApplicationState application() {
            return ApplicationState.APPLICATION_HEALTHY;
        }

        @Override
        public IdleSummary idle() {
            return IdleSummary.getDefaultInstance();
        }
    }

    private OperatorLink attach(String address) throws Exception {
        OperatorLink link = new OperatorLink(
                loop.eventLoop(),
                address,
                new OperatorChannels(loop.eventLoop(), InsecureChannelCredentials.create())::open,
                new TestAttachment(),
                inputs::add,
                pod,
                System::nanoTime,
                counts,
                new SplittableRandom(1));
        loop.run(link::start);
        return link;
    }

    private Input nextInput() throws InterruptedException {
        Input next = inputs.poll(30, TimeUnit.SECONDS);
        if (next == null) {
            throw new AssertionError("no input in 30 s");
        }
        return next;
    }

    @Test
    void aStreamBeginsWithAllThatIsKnown() throws Exception {
        attach(operator.address());
        AgentHello hello = operator.next().getHello();

        assertThat(hello.getMember()).isEqualTo("self");
        assertThat(hello.getApplication()).isEqualTo(ApplicationState.APPLICATION_HEALTHY);
        assertThat(hello.getGroupsList())
                .extracting(r -> r.getGroupEpoch().getEpoch() + " " + r.getFuse())
                .containsExactly("2 INTACT", "1 BURNT");
    }

    private static Evidence statement(Evidence.Statement what) {
        return new Evidence(G, new MemberId("self"), PEER, 4, 1, what);
    }

    /** A new leader has nothing else to judge by. */
    @Test
    void eachStreamBeginsWithTheOwnStatementsThatStand() throws Exception {
        attach(operator.address());
        for (int stream = 0; stream < 2; stream++) {
            dev.fusebox.proto.v1.Evidence first =
                    nextOf(AgentMessage.BodyCase.EVIDENCE).getEvidence();
            assertThat(first.getSubject()).isEqualTo("peer");
            assertThat(first.hasVote()).isTrue();
            assertThat(nextOf(AgentMessage.BodyCase.EVIDENCE).getEvidence().hasLossVote())
                    .isTrue();
            operator.awaitAttached().onCompleted();
        }
    }

    @Test
    void transitionsGoUp() throws Exception {
        OperatorLink link = attach(operator.address());
        operator.next();
        loop.run(() -> link.told(new Notice.MemberSuspected(G, PEER, 1, 4, 9_000), 0));
        loop.run(() -> link.told(new Notice.FuseIntact(G, 3), 0));

        MemberReport member = nextOf(AgentMessage.BodyCase.MEMBER).getMember();
        assertThat(member.getSubject()).isEqualTo("peer");
        assertThat(member.getState()).isEqualTo(MemberReport.State.SUSPECTED);
        GroupReport group = nextOf(AgentMessage.BodyCase.GROUP).getGroup();
        assertThat(group.getRevision()).isEqualTo(3);
    }

    private AgentMessage nextOf(AgentMessage.BodyCase wanted) throws InterruptedException {
        AgentMessage next = operator.next();
        while (next.getBodyCase() != wanted) {
            next = operator.next();
        }
        return next;
    }

    @Test
    void newsComeDownAndWhatIsMalformedIsCounted() throws Exception {
        attach(operator.address());
        StreamObserver<OperatorMessage> down = operator.awaitAttached();
        down.onNext(OperatorMessage.getDefaultInstance());
        down.onNext(OperatorMessage.newBuilder()
                .setRoster(Roster.getDefaultInstance())
                .build());
        down.onNext(OperatorMessage.newBuilder()
                .setGroupRemoved(GroupRemoved.newBuilder().setGroup("team/g"))
                .build());

        assertThat(nextInput()).isEqualTo(new Input.GroupRemoved("team/g"));
        assertThat(counts.of(Drop.OPERATOR_MALFORMED)).isEqualTo(2);
    }

    @Test
    void whatIsSaidAboutThisPodComesDownBeforeTheRosterThatMayBurn() throws Exception {
        attach(operator.address());
        StreamObserver<OperatorMessage> down = operator.awaitAttached();
        down.onNext(OperatorMessage.newBuilder()
                .setRoster(Roster.newBuilder()
                        .setGroupEpoch(GroupCodec.encode(G))
                        .setRevision(1)
                        .setFate(Fate.RESTART_CONTAINERS))
                .build());
        down.onNext(OperatorMessage.newBuilder()
                .setRestart(RestartOrder.newBuilder().setId("17-1").setMember("self"))
                .build());
        down.onNext(OperatorMessage.newBuilder()
                .setCases(CaseWatch.newBuilder()
                        .addSubjects(CaseWatch.Subject.newBuilder().setMember("peer")))
                .build());
        down.onNext(OperatorMessage.newBuilder()
                .setGroupRemoved(GroupRemoved.newBuilder().setGroup("team/g"))
                .build());

        assertThat(nextInput()).isInstanceOf(Input.RosterReceived.class);
        assertThat(nextInput()).isEqualTo(new Input.GroupRemoved("team/g"));
        assertThat(pod.heard())
                .containsExactly("rules team/g#2 after 0 inputs", "order 17-1", "watch peer", "removed team/g");
    }

    /** Writes down what it hears. */
    private final class TestPod implements PodWords {
        private final List<String> heard = new java.util.concurrent.CopyOnWriteArrayList<>();

        List<String> heard() throws Exception {
            loop.run(() -> {});
            return heard;
        }

        @Override
        public void rules(PodRules rules) {
            heard.add("rules " + rules.groupEpoch().group() + "#"
                    + rules.groupEpoch().epoch() + " after " + inputs.size() + " inputs");
        }

        @Override
        public void removed(String group) {
            heard.add("removed " + group);
        }

        @Override
        public void order(dev.fusebox.agent.pod.RestartOrder order) {
            heard.add("order " + order.id());
        }

        @Override
        public void watch(List<CaseSubject> subjects) {
            subjects.forEach(s -> heard.add("watch " + s.member()));
        }
    }

    @Test
    void aRefusalIsFollowedToTheLeader() throws Exception {
        try (TestOperator leader = new TestOperator(0)) {
            attach(operator.address());
            operator.awaitAttached()
                    .onNext(OperatorMessage.newBuilder()
                            .setRefusal(Refusal.newBuilder()
                                    .setReason("not the leader")
                                    .setLeaderAddress(leader.address()))
                            .build());

            assertThat(leader.next().hasHello()).isTrue();
        }
    }

    @Test
    void aStreamThatBreaksIsOpenedAgainAtOnce() throws Exception {
        attach(operator.address());
        operator.next();
        operator.awaitAttached().onCompleted();

        assertThat(nextOf(AgentMessage.BodyCase.HELLO).getHello().getMember()).isEqualTo("self");
    }

    @Test
    void anAgentThatStartsBeforeItsOperatorFindsIt() throws Exception {
        int port = operator.port();
        operator.close();
        attach("127.0.0.1:" + port);
        try (TestOperator late = new TestOperator(port)) {
            assertThat(late.next().hasHello()).isTrue();
        }
    }

    @Test
    void aNewAgentTriesOftenAndOneThatLostItsStreamOnceAtOnce() {
        Reconnect reconnect = new Reconnect(new SplittableRandom(7));
        for (long limit : new long[] {200, 400, 800, 1_600, 3_200, 6_400, 12_800, 25_600, 30_000, 30_000}) {
            assertThat(reconnect.nextMilliseconds()).isBetween(0L, limit);
        }
        reconnect.attached();
        assertThat(reconnect.nextMilliseconds()).isZero();
        assertThat(reconnect.nextMilliseconds()).isBetween(0L, Reconnect.MAX_MILLISECONDS);
        assertThat(reconnect.nextMillisecondsAfter(5_000)).isBetween(5_000L, 6_000L);
    }

    @Test
    void whatWaitsIsBoundedAndTheLatestOfEachSubject() {
        int[] dropped = {0};
        Uplink uplink = new Uplink(() -> dropped[0]++);
        for (int i = 0; i < Uplink.MAX_WAITING + 5; i++) {
            uplink.put(
                    new Uplink.Topic.OfMember(G, new MemberId("m" + i)),
                    AgentMessage.newBuilder()
                            .setMember(MemberReport.newBuilder().setVotes(i))
                            .build());
        }
        assertThat(dropped[0]).isEqualTo(5);
        assertThat(uplink.poll().orElseThrow().getMember().getVotes()).isEqualTo(5);
        uplink.clear();
        uplink.put(new Uplink.Topic.Idle(), AgentMessage.getDefaultInstance());
        uplink.put(new Uplink.Topic.Idle(), AgentMessage.getDefaultInstance());
        assertThat(uplink.poll()).isPresent();
        assertThat(uplink.poll()).isEmpty();
    }
}
