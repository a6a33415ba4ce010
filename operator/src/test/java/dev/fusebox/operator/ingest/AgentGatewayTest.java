package dev.fusebox.operator.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.fusebox.proto.v1.AgentMessage;
import dev.fusebox.proto.v1.FuseState;
import dev.fusebox.proto.v1.GroupEpoch;
import dev.fusebox.proto.v1.OperatorMessage;
import dev.fusebox.proto.v1.Refusal;
import dev.fusebox.proto.v1.ReportedFact;
import dev.fusebox.proto.v1.Roster;
import dev.fusebox.proto.v1.RosterMember;
import io.grpc.Status;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 60, unit = TimeUnit.SECONDS)
class AgentGatewayTest {
    private static final String GROUP = "shop/cart";

    private final Heard heard = new Heard();
    private final AtomicLong clock = new AtomicLong();
    private volatile Optional<Refusal> door = Optional.empty();
    private AgentGateway gateway;

    @BeforeEach
    void listen() throws IOException {
        gateway = new AgentGateway(
                0, TransportCredentials.insecure(), heard, () -> door, heard::drops, heard::quarantined, clock::get);
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    private FakeAgent agent() {
        return new FakeAgent(gateway.port(), true);
    }

    @Test
    void whatAnAgentSaysIsPassedOnInOrder() throws InterruptedException {
        try (FakeAgent agent = agent()) {
            agent.says(FakeAgent.hello("a")).says(FakeAgent.report(GROUP, 1, FuseState.INTACT));
            assertThat(heard.next()).isEqualTo("attached a");
            assertThat(heard.next()).isEqualTo("a GROUP");
        }
        assertThat(heard.next()).isEqualTo("detached a");
    }

    @Test
    void whoDoesNotSayWhoItIsIsSentAway() throws Exception {
        try (FakeAgent agent = agent()) {
            agent.says(FakeAgent.report(GROUP, 1, FuseState.INTACT));
            assertThat(heard.next()).isEqualTo("dropped STRANGER");
            assertThat(agent.isClosed().getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
        }
        assertThat(heard.waiting()).isZero();
    }

    @Test
    void aHelloWithoutAMemberIsSentAway() throws Exception {
        try (FakeAgent agent = agent()) {
            agent.says(FakeAgent.hello(""));
            assertThat(heard.next()).isEqualTo("dropped MALFORMED");
            assertThat(agent.isClosed().getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
        }
    }

    @Test
    void bytesThatAreNoMessageAreCountedAndTheStreamGoesOn() throws InterruptedException {
        try (FakeAgent agent = agent()) {
            agent.says(FakeAgent.hello("a"))
                    .says(new byte[] {1, 2, 3})
                    .says(FakeAgent.report(GROUP, 1, FuseState.INTACT));
            assertThat(heard.next()).isEqualTo("attached a");
            assertThat(heard.next()).isEqualTo("dropped MALFORMED");
            assertThat(heard.next()).isEqualTo("a GROUP");
            assertThat(agent.isOpen()).isTrue();
        }
    }

    @Test
    void aMessageOver64KibibytesIsCountedAndTheStreamGoesOn() throws InterruptedException {
        AgentMessage oversized = AgentMessage.newBuilder()
                .setHello(FakeAgent.hello("a").getHello().toBuilder()
                        .setPodNameBytes(ByteString.copyFrom(new byte[AgentMethods.MAX_BYTES])))
                .build();
        try (FakeAgent agent = agent()) {
            agent.says(FakeAgent.hello("a")).says(oversized).says(FakeAgent.report(GROUP, 1, FuseState.INTACT));
            assertThat(heard.next()).isEqualTo("attached a");
            assertThat(heard.next()).isEqualTo("dropped OVERSIZED");
            assertThat(heard.next()).isEqualTo("a GROUP");
        }
    }

    @Test
    void fieldsOutOfTheirRangeAreCountedAndNothingIsPassedOn() throws InterruptedException {
        try (FakeAgent agent = agent()) {
            agent.says(FakeAgent.hello("a"))
                    .says(FakeAgent.report("", 1, FuseState.INTACT))
                    .says(FakeAgent.report("g".repeat(318), 1, FuseState.INTACT))
                    .says(FakeAgent.report(GROUP, 0, FuseState.INTACT))
                    .says(FakeAgent.report(GROUP, -1, FuseState.INTACT))
                    .says(FakeAgent.report(GROUP, 1, FuseState.FUSE_UNSPECIFIED))
                    .says(AgentMessage.getDefaultInstance())
                    .says(FakeAgent.report(GROUP, 1, FuseState.INTACT));
            assertThat(heard.next()).isEqualTo("attached a");
            for (int i = 0; i < 6; i++) {
                assertThat(heard.next()).isEqualTo("dropped MALFORMED");
            }
            assertThat(heard.next()).isEqualTo("a GROUP");
        }
    }

    @Test
    void aSecondHelloIsCountedAndChangesNothing() throws InterruptedException {
        try (FakeAgent agent = agent()) {
            agent.says(FakeAgent.hello("a")).says(FakeAgent.hello("b"));
            assertThat(heard.next()).isEqualTo("attached a");
            assertThat(heard.next()).isEqualTo("dropped MALFORMED");
            assertThat(agent.isOpen()).isTrue();
        }
    }

    @Test
    void aNewStreamOfTheSameAgentTakesOverWithoutADetachment() throws Exception {
        try (FakeAgent first = agent();
                FakeAgent second = agent()) {
            first.says(FakeAgent.hello("a"));
            assertThat(heard.next()).isEqualTo("attached a");
            second.says(FakeAgent.hello("a"));
            assertThat(heard.next()).isEqualTo("attached a");
            assertThat(first.isClosed().getCode()).isEqualTo(Status.Code.ABORTED);
            gateway.push("a", roster(1, 1));
            assertThat(second.hears().getRoster().getRevision()).isEqualTo(1);
            assertThat(heard.waiting()).isZero();
        }
        assertThat(heard.next()).isEqualTo("detached a");
    }

    @Test
    void whoTalksTooMuchIsThrottledAndTheOthersAreNot() throws InterruptedException {
        int burst = Allowance.BURST - 1;
        try (FakeAgent loud = agent();
                FakeAgent calm = agent()) {
            loud.says(FakeAgent.hello("loud"));
            assertThat(heard.next()).isEqualTo("attached loud");
            for (int i = 0; i < burst + 1; i++) {
                loud.says(FakeAgent.report(GROUP, 1, FuseState.INTACT));
            }
            for (int i = 0; i < burst; i++) {
                assertThat(heard.next()).isEqualTo("loud GROUP");
            }
            assertThat(heard.next()).isEqualTo("dropped TOO_FAST");
            calm.says(FakeAgent.hello("calm"));
            assertThat(heard.next()).isEqualTo("attached calm");
            clock.addAndGet(TimeUnit.SECONDS.toNanos(1));
            loud.says(FakeAgent.report(GROUP, 1, FuseState.INTACT));
            assertThat(heard.next()).isEqualTo("loud GROUP");
        }
    }

    @Test
    void anAgentThatDoesNotReadGetsTheLatestRosterOnceItReads() throws InterruptedException {
        int revisions = 20_000;
        try (FakeAgent agent = new FakeAgent(gateway.port(), false)) {
            agent.says(FakeAgent.hello("a"));
            assertThat(heard.next()).isEqualTo("attached a");
            for (int revision = 1; revision <= revisions; revision++) {
                gateway.push("a", roster(revision, 20));
            }
            int read = 0;
            long last = 0;
            while (last < revisions) {
                agent.reads(1);
                long revision = agent.hears().getRoster().getRevision();
                assertThat(revision).isGreaterThan(last);
                last = revision;
                read++;
            }
            // What was not in the transport's buffers was replaced, not queued.
            assertThat(read).isLessThan(revisions / 2);
        }
    }

    @Test
    void aFactArrivesBeforeTheRosterThatCameAfterIt() throws InterruptedException {
        try (FakeAgent agent = agent()) {
            agent.says(FakeAgent.hello("a"));
            assertThat(heard.next()).isEqualTo("attached a");
            gateway.push("a", fact("b"));
            gateway.push("a", roster(2, 1));
            assertThat(agent.hears().getFact().getMember()).isEqualTo("b");
            assertThat(agent.hears().getRoster().getRevision()).isEqualTo(2);
        }
    }

    @Test
    void whatIsPushedToAnAgentThatIsNotThereIsNoFault() throws InterruptedException {
        gateway.push("nobody", roster(1, 1));
        try (FakeAgent agent = agent()) {
            agent.says(FakeAgent.hello("a"));
            assertThat(heard.next()).isEqualTo("attached a");
        }
    }

    @Test
    void anAgentThatBreaksOffIsDetached() throws InterruptedException {
        FakeAgent agent = agent();
        agent.says(FakeAgent.hello("a"));
        assertThat(heard.next()).isEqualTo("attached a");
        agent.breaks();
        assertThat(heard.next()).isEqualTo("detached a");
    }

    @Test
    void whoComesToAReplicaThatDoesNotLeadIsToldWhereToGo() throws Exception {
        door = Optional.of(Refusal.newBuilder()
                .setReason("another replica leads")
                .setLeaderAddress("198.19.1.9:7443")
                .setRetryAfterMilliseconds(120)
                .build());
        try (FakeAgent agent = agent()) {
            agent.says(FakeAgent.hello("a"));
            assertThat(agent.hears().getRefusal()).isEqualTo(door.orElseThrow());
            assertThat(agent.isClosed().getCode()).isEqualTo(Status.Code.UNAVAILABLE);
        }
        assertThat(heard.waiting()).isZero();
    }

    @Test
    void whenAnotherReplicaLeadsEveryAgentIsSentThere() throws Exception {
        Refusal elsewhere =
                Refusal.newBuilder().setLeaderAddress("198.19.1.9:7443").build();
        try (FakeAgent first = agent();
                FakeAgent second = agent()) {
            first.says(FakeAgent.hello("a"));
            assertThat(heard.next()).isEqualTo("attached a");
            second.says(FakeAgent.hello("b"));
            assertThat(heard.next()).isEqualTo("attached b");
            gateway.dismissAll(all -> elsewhere);
            assertThat(first.hears().getRefusal()).isEqualTo(elsewhere);
            assertThat(second.hears().getRefusal()).isEqualTo(elsewhere);
            assertThat(heard.next()).startsWith("detached");
            assertThat(heard.next()).startsWith("detached");
        }
    }

    @Test
    void whenThereIsNoRoomTheAgentIsSentAwayAndSaysAllAgainLater() throws Exception {
        try (FakeAgent agent = agent()) {
            agent.says(FakeAgent.hello("a"));
            assertThat(heard.next()).isEqualTo("attached a");
            heard.full = true;
            agent.says(FakeAgent.report(GROUP, 1, FuseState.BURNT));
            assertThat(agent.hears().getRefusal().getReason()).isEqualTo("no room");
            assertThat(agent.isClosed().getCode()).isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
            assertThat(heard.next()).isEqualTo("dropped NO_ROOM");
            assertThat(heard.next()).isEqualTo("detached a");
        }
    }

    @Test
    void whoSendsNonsenseAgainAndAgainIsSentAwayForAMinuteAndTheOthersDoNotNotice() throws Exception {
        try (FakeAgent liar = agent();
                FakeAgent calm = agent()) {
            liar.says(FakeAgent.hello("liar"));
            assertThat(heard.next()).isEqualTo("attached liar");
            calm.says(FakeAgent.hello("calm"));
            assertThat(heard.next()).isEqualTo("attached calm");
            for (int i = 0; i < Quarantine.LIMIT; i++) {
                liar.says(new byte[] {1, 2, 3});
                assertThat(heard.next()).isEqualTo("dropped MALFORMED");
            }
            assertThat(heard.next()).isEqualTo("quarantined liar");
            assertThat(liar.hears().getRefusal().getRetryAfterMilliseconds()).isEqualTo(60_000);
            Status why = liar.isClosed();
            assertThat(why.getCode()).isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
            assertThat(why.getDescription()).contains("quarantined", "malformed");
            assertThat(heard.next()).isEqualTo("detached liar");

            try (FakeAgent again = agent()) {
                clock.addAndGet(TimeUnit.SECONDS.toNanos(20));
                again.says(FakeAgent.hello("liar"));
                assertThat(again.hears().getRefusal().getRetryAfterMilliseconds())
                        .isEqualTo(40_000);
                assertThat(heard.next()).isEqualTo("dropped QUARANTINED");
            }
            calm.says(FakeAgent.report(GROUP, 1, FuseState.INTACT));
            assertThat(heard.next()).isEqualTo("calm GROUP");
            assertThat(calm.isOpen()).isTrue();

            try (FakeAgent later = agent()) {
                clock.addAndGet(TimeUnit.SECONDS.toNanos(40));
                later.says(FakeAgent.hello("liar"));
                assertThat(heard.next()).isEqualTo("attached liar");
            }
        }
    }

    @Test
    void whatTheHubRefusesCountsToo() throws Exception {
        try (FakeAgent agent = agent()) {
            agent.says(FakeAgent.hello("a"));
            assertThat(heard.next()).isEqualTo("attached a");
            for (int i = 0; i < Quarantine.LIMIT; i++) {
                gateway.refused("a", Drop.FOREIGN_GROUP);
            }
            assertThat(agent.hears().getRefusal().getReason()).startsWith("quarantined");
            assertThat(agent.isClosed().getDescription()).contains("foreign_group");
        }
    }

    @Test
    void whatCanHappenToAnHonestAgentCostsItNothing() throws InterruptedException {
        try (FakeAgent agent = agent()) {
            agent.says(FakeAgent.hello("a"));
            assertThat(heard.next()).isEqualTo("attached a");
            for (int i = 0; i < 10 * Quarantine.LIMIT; i++) {
                gateway.refused("a", Drop.STALE);
            }
            agent.says(FakeAgent.report(GROUP, 1, FuseState.INTACT));
            assertThat(heard.next()).isEqualTo("a GROUP");
        }
    }

    private static OperatorMessage roster(long revision, int members) {
        Roster.Builder roster = Roster.newBuilder()
                .setGroupEpoch(GroupEpoch.newBuilder().setGroup(GROUP).setEpoch(1))
                .setRevision(revision);
        for (int i = 0; i < members; i++) {
            roster.addMembers(RosterMember.newBuilder().setId("uid-" + i).setName("a-rather-long-name-of-a-pod-" + i));
        }
        return OperatorMessage.newBuilder().setRoster(roster).build();
    }

    private static OperatorMessage fact(String member) {
        return OperatorMessage.newBuilder()
                .setFact(ReportedFact.newBuilder()
                        .setGroupEpoch(GroupEpoch.newBuilder().setGroup(GROUP).setEpoch(1))
                        .setMember(member)
                        .setKind(ReportedFact.Kind.POD_LEFT))
                .build();
    }
}
