package dev.fusebox.core.member;

import static dev.fusebox.core.member.VirtualGroup.m;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fusebox.core.detect.GossipTable;
import dev.fusebox.core.detect.PathHeartbeat;
import dev.fusebox.core.fuse.FuseState;
import dev.fusebox.core.message.Message;
import dev.fusebox.core.message.Message.Gossip;
import dev.fusebox.core.message.Message.PathBeat;
import dev.fusebox.core.roster.DetectionSettings;
import dev.fusebox.core.roster.DetectorKind;
import dev.fusebox.core.roster.Fate;
import dev.fusebox.core.roster.GroupEpoch;
import dev.fusebox.core.roster.MemberId;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A group runs the detector that it names: six members, each of the six. */
class DetectorsInGroupTest {
    private static final int MEMBERS = 6;
    private static final GroupEpoch EPOCH = new GroupEpoch(VirtualGroup.GROUP, 1);
    private static final MemberId STRANGER = new MemberId("stranger");

    private final VirtualGroup group = new VirtualGroup(MEMBERS, MEMBERS, 21);

    private void form(DetectorKind kind) {
        DetectionSettings detection = DetectionSettings.DEFAULTS.with(kind, 1_000);
        group.formed(group.roster(EPOCH, 1, detection, Fate.NOTIFY, VirtualGroup.upTo(MEMBERS)));
    }

    /** Until the level crosses, in milliseconds: the table's last spread included. */
    private static long detectionMillis(DetectorKind kind) {
        return switch (kind) {
            case PING -> 1_400;
            case HEARTBEAT_DEADLINE -> 1_000;
            case PHI_ACCRUAL, CHEN_ESTIMATE -> 600;
            case HEARTBEAT_PATH -> 1_000;
            case GOSSIP_COUNTER -> 16 * 200 + 1_000;
        };
    }

    /** Section 7 of the protocol: detection + round + unstableTimeout + isolationTimeout. */
    private static long boundMillis(DetectorKind kind) {
        return detectionMillis(kind) + 100 + 1_500 + 1_000;
    }

    @ParameterizedTest
    @EnumSource
    void itFormsAndNobodyIsSuspectedInAMinute(DetectorKind kind) {
        form(kind);
        group.run(60_000);
        for (int i = 0; i < MEMBERS; i++) {
            assertThat(group.fuse(i)).isEqualTo(FuseState.INTACT);
            assertThat(group.notices(i, Notice.MemberSuspected.class)).isEmpty();
            assertThat(group.count(i, Counter.PROBE_ROUNDS)).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource
    void aMemberThatHangsIsConvictedAndEverybodyIsTold(DetectorKind kind) {
        form(kind);
        group.pause(1);
        group.run(boundMillis(kind));
        assertAllToldOf(1);
        group.resume(1);
        group.run(3_000);
        assertThat(group.burns(1)).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource
    void aMemberThatIsKilledIsConvictedAndEverybodyIsTold(DetectorKind kind) {
        form(kind);
        group.kill(1);
        group.run(boundMillis(kind));
        assertAllToldOf(1);
    }

    @ParameterizedTest
    @EnumSource
    void oneLossInTenLeavesItIntact(DetectorKind kind) {
        form(kind);
        Random losses = new Random(5);
        group.lose((from, to) -> losses.nextInt(10) == 0);
        group.run(60_000);
        for (int i = 0; i < MEMBERS; i++) {
            assertThat(group.burns(i)).isEmpty();
            assertThat(group.notices(i, Notice.MemberFailed.class)).isEmpty();
        }
    }

    private void assertAllToldOf(int victim) {
        for (int i = 0; i < MEMBERS; i++) {
            if (i != victim) {
                assertThat(group.burns(i)).hasSize(1);
                assertThat(group.notices(i, Notice.MemberFailed.class))
                        .singleElement()
                        .satisfies(n -> assertThat(n.verdict().subject()).isEqualTo(m(victim)));
            }
        }
    }

    @Test
    void pathHeartbeatsBridgeABadLinkThatPlainOnesDoNot() {
        form(DetectorKind.HEARTBEAT_PATH);
        group.lose((from, to) -> from.equals(m(0)) && to.equals(m(1)));
        group.run(1_500);
        assertThat(group.count(1, Counter.PROBE_ROUNDS)).isZero();
    }

    @Test
    void gossipIsOneMessagePerMemberAndInterval() {
        AtomicInteger tables = new AtomicInteger();
        group.onSend((at, from, to, message) -> tables.addAndGet(message instanceof Gossip ? 1 : 0));
        form(DetectorKind.GOSSIP_COUNTER);
        tables.set(0);
        group.run(20_000);
        assertThat(tables.get()).isBetween(MEMBERS * 95, MEMBERS * 106);
    }

    /** Plain heartbeats still come: with this detector they are not what counts. */
    @Test
    void whoRepliesNoMoreIsSuspectedByPingThoughItsHeartbeatsCome() {
        form(DetectorKind.PING);
        group.lose((from, to) -> to.equals(m(1)));
        group.run(900);
        int before = group.count(0, Counter.PROBE_ROUNDS);
        group.run(700);
        assertThat(before).isZero();
        assertThat(group.count(0, Counter.PROBE_ROUNDS)).isPositive();
    }

    @Test
    void whoStoodStillSendsAndPassesOnNothingBeforeItKnowsThatTheEpochHolds() {
        form(DetectorKind.HEARTBEAT_PATH);
        AtomicInteger paths = new AtomicInteger();
        group.onSend(
                (at, from, to, message) -> paths.addAndGet(from.equals(m(2)) && message instanceof PathBeat ? 1 : 0));
        group.pause(2);
        group.run(400);
        group.lose((from, to) -> to.equals(m(2)));
        group.resume(2);
        group.run(300);
        assertThat(paths.get()).isZero();
        group.heal();
        group.run(1_000);
        assertThat(paths.get()).isPositive();
    }

    @Test
    void otherGroupsSendNeitherPathsNorTablesNorQuestions() {
        AtomicInteger sent = new AtomicInteger();
        group.onSend((at, from, to, message) ->
                sent.addAndGet(message instanceof Gossip || message instanceof PathBeat ? 1 : 0));
        form(DetectorKind.PHI_ACCRUAL);
        assertThat(sent.get()).isZero();
        receive(new PathBeat(EPOCH, new PathHeartbeat(List.of(m(1)))), Counter.DROPPED_STALE);
        receive(new Gossip(EPOCH, new GossipTable(List.of())), Counter.DROPPED_STALE);
    }

    @Test
    void badPathsAreCountedAndDropped() {
        form(DetectorKind.HEARTBEAT_PATH);
        AtomicInteger passedOn = new AtomicInteger();
        group.onSend((at, from, to, message) ->
                passedOn.addAndGet(from.equals(m(0)) && message instanceof PathBeat ? 1 : 0));
        receive(path(EPOCH, STRANGER, m(1)), Counter.DROPPED_STRANGER);
        receive(path(EPOCH, m(1), m(2)), Counter.DROPPED_STRANGER);
        receive(path(EPOCH, m(0), m(1)), Counter.DROPPED_OUT_OF_RANGE);
        receive(path(EPOCH, m(3), m(2), m(1)), Counter.DROPPED_OUT_OF_RANGE);
        receive(path(new GroupEpoch(VirtualGroup.GROUP, 2), m(1)), Counter.DROPPED_WRONG_EPOCH);
        receive(path(new GroupEpoch("other", 1), m(1)), Counter.DROPPED_UNKNOWN_GROUP);
        assertThat(passedOn.get()).isZero();
    }

    @Test
    void badTablesAreCountedAndDropped() {
        form(DetectorKind.GOSSIP_COUNTER);
        long session = 1L << 20 | 1;
        receive(table(EPOCH, STRANGER, session, 1), Counter.DROPPED_STRANGER);
        receive(table(EPOCH, m(0), session, 100_000), Counter.DROPPED_OUT_OF_RANGE);
        receive(table(EPOCH, m(0), session + 1, 1), Counter.DROPPED_OUT_OF_RANGE);
        receive(table(EPOCH, m(2), session, 100_000), Counter.DROPPED_OUT_OF_RANGE);
        receive(table(new GroupEpoch(VirtualGroup.GROUP, 2), m(1), session, 1), Counter.DROPPED_WRONG_EPOCH);
        receive(table(new GroupEpoch("other", 1), m(1), session, 1), Counter.DROPPED_UNKNOWN_GROUP);
        group.run(10_000);
        assertThat(group.count(0, Counter.PROBE_ROUNDS)).isZero();
    }

    private static PathBeat path(GroupEpoch epoch, MemberId... path) {
        return new PathBeat(epoch, new PathHeartbeat(List.of(path)));
    }

    private static Gossip table(GroupEpoch epoch, MemberId member, long session, long counter) {
        return new Gossip(epoch, new GossipTable(List.of(new GossipTable.Entry(member, session, counter))));
    }

    /** Member 1 says this to member 0. */
    private void receive(Message message, Counter reason) {
        int before = group.count(0, reason);
        group.give(0, new Input.Received(m(1), message));
        assertThat(group.count(0, reason)).isEqualTo(before + 1);
    }
}
