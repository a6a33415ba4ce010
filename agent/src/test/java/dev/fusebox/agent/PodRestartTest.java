package dev.fusebox.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fusebox.agent.count.Counts;
import dev.fusebox.agent.operator.TestOperator;
import dev.fusebox.core.roster.MemberId;
import dev.fusebox.proto.v1.AgentMessage;
import dev.fusebox.proto.v1.ApplicationState;
import dev.fusebox.proto.v1.Fate;
import dev.fusebox.proto.v1.FuseState;
import dev.fusebox.proto.v1.GroupEpoch;
import dev.fusebox.proto.v1.OperatorMessage;
import dev.fusebox.proto.v1.OrderResult;
import dev.fusebox.proto.v1.ReportedFact;
import dev.fusebox.proto.v1.RestartOrder;
import dev.fusebox.proto.v1.RestartRule;
import dev.fusebox.proto.v1.Roster;
import dev.fusebox.proto.v1.RosterMember;
import io.grpc.stub.StreamObserver;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A whole agent and a small operator: what goes up and down the stream until the agent ends for its pod's sake. */
@Timeout(60)
class PodRestartTest {
    private static final GroupEpoch G =
            GroupEpoch.newBuilder().setGroup("team/g").setEpoch(1).build();

    @TempDir
    Path folder;

    private final TestOperator operator = new TestOperator(0);
    private final CountDownLatch ended = new CountDownLatch(1);
    private final List<AgentMessage> heard = new ArrayList<>();

    PodRestartTest() throws Exception {}

    @AfterEach
    void close() throws Exception {
        operator.close();
    }

    private StreamObserver<OperatorMessage> start() throws Exception {
        Counts counts = new Counts();
        AgentOptions options = new AgentOptions(
                new MemberId("self"),
                new AgentOptions.FromOperator(operator.address(), new AgentOptions.Pod("pod", "team", "node")),
                Optional.of(InetAddress.getLoopbackAddress()),
                0,
                0,
                0,
                Optional.of(folder),
                Optional.empty(),
                true,
                false);
        Agent.start(options, counts, new Chores(counts), ended::countDown);
        return operator.awaitAttached();
    }

    private AgentMessage await(Predicate<AgentMessage> wanted) throws InterruptedException {
        AgentMessage next = operator.next();
        heard.add(next);
        while (!wanted.test(next)) {
            next = operator.next();
            heard.add(next);
        }
        return next;
    }

    private static Predicate<AgentMessage> fuse(FuseState state) {
        return m ->
                m.getBodyCase() == AgentMessage.BodyCase.GROUP && m.getGroup().getFuse() == state;
    }

    @Test
    void aBurnIsReportedWithTheApplicationOnItsWayDownAndThenTheAgentEnds() throws Exception {
        StreamObserver<OperatorMessage> down = start();
        down.onNext(OperatorMessage.newBuilder()
                .setRoster(Roster.newBuilder()
                        .setGroupEpoch(G)
                        .setRevision(1)
                        .setFate(Fate.RESTART_CONTAINERS)
                        .addMembers(RosterMember.newBuilder()
                                .setId("self")
                                .setAddress("127.0.0.1:7946")
                                .setJoinedRevision(1))
                        .setRestartRule(RestartRule.newBuilder()
                                .setAllowed(true)
                                .setMaxActions(1)
                                .setWindowSeconds(60)))
                .build());
        await(fuse(FuseState.INTACT));
        down.onNext(OperatorMessage.newBuilder()
                .setFact(ReportedFact.newBuilder()
                        .setGroupEpoch(G)
                        .setMember("self")
                        .setKind(ReportedFact.Kind.CONTAINER_RESTARTED))
                .build());
        await(fuse(FuseState.BURNT));

        assertThat(ended.await(30, TimeUnit.SECONDS)).isTrue();
        assertThat(heard).anyMatch(m -> m.getIdle().getApplication() == ApplicationState.APPLICATION_FAILED_STATE);
    }

    @Test
    void anOrderIsAnsweredBeforeTheAgentEnds() throws Exception {
        StreamObserver<OperatorMessage> down = start();
        down.onNext(OperatorMessage.newBuilder()
                .setRestart(RestartOrder.newBuilder().setId("17-1").setMember("self"))
                .build());
        OrderResult result = await(m -> m.getBodyCase() == AgentMessage.BodyCase.ORDER_RESULT)
                .getOrderResult();

        assertThat(result.getId()).isEqualTo("17-1");
        assertThat(result.getOutcome()).isEqualTo(OrderResult.Outcome.OBEYED);
        assertThat(ended.await(30, TimeUnit.SECONDS)).isTrue();
    }
}
