package dev.fusebox.agent.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fusebox.agent.pod.ApplicationCheck;
import dev.fusebox.agent.pod.CaseSubject;
import dev.fusebox.agent.pod.PodRules;
import dev.fusebox.agent.pod.RestartOrder;
import dev.fusebox.agent.pod.RestartRule;
import dev.fusebox.core.roster.Fate;
import dev.fusebox.core.roster.GroupEpoch;
import dev.fusebox.core.roster.MemberId;
import dev.fusebox.proto.v1.ApplicationCheck.HttpGet;
import dev.fusebox.proto.v1.CaseWatch;
import dev.fusebox.proto.v1.OperatorMessage;
import dev.fusebox.proto.v1.Roster;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PodCodecTest {
    private static final GroupEpoch G = new GroupEpoch("team/group", 7);
    private static final RestartRule ALLOWED = new RestartRule(true, 600_000, 1_000, 86_400);

    static Stream<PodRules> rules() {
        return Stream.of(
                        new ApplicationCheck.HttpGet("/healthz?full", 8_080),
                        new ApplicationCheck.TcpPort(1),
                        new ApplicationCheck.GrpcPort(65_535),
                        new ApplicationCheck.Progress())
                .map(kind -> new PodRules(G, true, ALLOWED, Optional.of(new ApplicationCheck(kind, 1_000, 500, 3))));
    }

    static Roster.Builder roster() {
        return Roster.newBuilder()
                .setGroupEpoch(GroupCodec.encode(G))
                .setRevision(1)
                .setFate(dev.fusebox.proto.v1.Fate.RESTART_CONTAINERS);
    }

    private static Optional<OperatorCodec.Word> decode(Roster.Builder roster) {
        return OperatorCodec.decode(
                OperatorMessage.newBuilder().setRoster(roster).build());
    }

    private static OperatorCodec.RosterPushed pushed(Roster.Builder roster) {
        return (OperatorCodec.RosterPushed) decode(roster).orElseThrow();
    }

    @ParameterizedTest
    @MethodSource("rules")
    void whatARosterSaysAboutThePodIsTheSameBehindTheWire(PodRules rules) {
        Roster.Builder wire = PodCodec.encode(rules).toBuilder().setRevision(1);
        assertThat(pushed(wire).rules()).isEqualTo(rules);
    }

    @Test
    void withoutARuleNothingIsAllowed() {
        PodRules rules = pushed(roster()).rules();
        assertThat(rules.restartsContainers()).isTrue();
        assertThat(rules.restart().allowed()).isFalse();
        assertThat(rules.application()).isEmpty();
    }

    @Test
    void onlyOneFateRestartsContainersAndEachThatBurnsTellsTheApplication() {
        for (dev.fusebox.proto.v1.Fate fate : List.of(
                dev.fusebox.proto.v1.Fate.NOTIFY,
                dev.fusebox.proto.v1.Fate.RESTART_CONTAINERS,
                dev.fusebox.proto.v1.Fate.RESTART_PODS)) {
            OperatorCodec.RosterPushed pushed = pushed(roster().setFate(fate));
            assertThat(pushed.roster().fate()).isEqualTo(Fate.NOTIFY);
            assertThat(pushed.rules().restartsContainers())
                    .isEqualTo(fate == dev.fusebox.proto.v1.Fate.RESTART_CONTAINERS);
        }
        assertThat(pushed(roster().setFate(dev.fusebox.proto.v1.Fate.NONE))
                        .roster()
                        .fate())
                .isEqualTo(Fate.NONE);
    }

    @Test
    void aFateOfANewerOperatorTellsTheApplicationAndLeavesThePodAlone() {
        OperatorCodec.RosterPushed pushed = pushed(roster().setFateValue(77));
        assertThat(pushed.roster().fate()).isEqualTo(Fate.NOTIFY);
        assertThat(pushed.rules().restartsContainers()).isFalse();
    }

    static Stream<Roster.Builder> wrong() {
        dev.fusebox.proto.v1.RestartRule rule = PodCodec.encode(new PodRules(G, true, ALLOWED, Optional.empty()))
                .getRestartRule();
        dev.fusebox.proto.v1.ApplicationCheck check =
                PodCodec.encode(rules().findFirst().orElseThrow()).getApplication();
        return Stream.of(
                roster().setFateValue(0),
                roster().setRestartRule(rule.toBuilder().setDelayMilliseconds(600_001)),
                roster().setRestartRule(rule.toBuilder().setDelayMilliseconds(-1)),
                roster().setRestartRule(rule.toBuilder().setMaxActions(0)),
                roster().setRestartRule(rule.toBuilder().setMaxActions(1_001)),
                roster().setRestartRule(rule.toBuilder().setWindowSeconds(0)),
                roster().setRestartRule(rule.toBuilder().setWindowSeconds(86_401)),
                roster().setApplication(check.toBuilder().clearKind()),
                roster().setApplication(check.toBuilder().setProgress(false)),
                roster().setApplication(check.toBuilder().setTcpPort(0)),
                roster().setApplication(check.toBuilder().setGrpcPort(65_536)),
                roster().setApplication(check.toBuilder()
                        .setHttpGet(HttpGet.newBuilder().setPath("/"))),
                roster().setApplication(check.toBuilder().setHttpGet(get("healthz"))),
                roster().setApplication(check.toBuilder().setHttpGet(get("/a b"))),
                roster().setApplication(check.toBuilder().setHttpGet(get("/a\r\nHost: x"))),
                roster().setApplication(check.toBuilder().setHttpGet(get("/" + "a".repeat(1_024)))),
                roster().setApplication(check.toBuilder().setPeriodMilliseconds(99)),
                roster().setApplication(check.toBuilder().setPeriodMilliseconds(3_600_001)),
                roster().setApplication(check.toBuilder().setTimeoutMilliseconds(9)),
                roster().setApplication(check.toBuilder().setTimeoutMilliseconds(1_001)),
                roster().setApplication(check.toBuilder()
                        .setPeriodMilliseconds(3_600_000)
                        .setTimeoutMilliseconds(60_001)),
                roster().setApplication(check.toBuilder().setFailureThreshold(0)),
                roster().setApplication(check.toBuilder().setFailureThreshold(101)));
    }

    private static HttpGet get(String path) {
        return HttpGet.newBuilder().setPath(path).setPort(1).build();
    }

    @ParameterizedTest
    @MethodSource("wrong")
    void whatIsOutOfRangeDoesNotGetIn(Roster.Builder roster) {
        assertThat(decode(roster)).isEmpty();
    }

    static dev.fusebox.proto.v1.RestartOrder.Builder order() {
        return dev.fusebox.proto.v1.RestartOrder.newBuilder()
                .setId("17-1")
                .setMember("a")
                .setLeaderEpoch(4)
                .setReason("Unreachable");
    }

    @Test
    void anOrderNamesItsActionItsAddresseeAndItsLeader() {
        assertThat(OperatorCodec.decode(
                        OperatorMessage.newBuilder().setRestart(order()).build()))
                .contains(new OperatorCodec.Ordered(new RestartOrder("17-1", new MemberId("a"), 4, "Unreachable")));
    }

    static Stream<dev.fusebox.proto.v1.RestartOrder.Builder> wrongOrders() {
        return Stream.of(
                order().setId(""),
                order().setId("x".repeat(64)),
                order().setMember(""),
                order().setLeaderEpoch(-1),
                order().setReason("x".repeat(257)));
    }

    @ParameterizedTest
    @MethodSource("wrongOrders")
    void anOrderThatIsNoneIsRefused(dev.fusebox.proto.v1.RestartOrder.Builder order) {
        assertThat(OperatorCodec.decode(
                        OperatorMessage.newBuilder().setRestart(order).build()))
                .isEmpty();
    }

    @Test
    void aListOfSubjectsIsBounded() {
        CaseWatch.Subject one = CaseWatch.Subject.newBuilder()
                .setMember("a")
                .setAddress("10.0.0.1:7946")
                .build();
        CaseWatch most = CaseWatch.newBuilder()
                .addAllSubjects(Collections.nCopies(OperatorCodec.MAX_SUBJECTS, one))
                .build();
        assertThat(watching(most.toBuilder().clearSubjects().addSubjects(one)))
                .contains(new OperatorCodec.Watching(List.of(new CaseSubject(new MemberId("a"), "10.0.0.1:7946"))));
        assertThat(watching(most.toBuilder())).isPresent();
        assertThat(watching(most.toBuilder().addSubjects(one))).isEmpty();
        assertThat(watching(CaseWatch.newBuilder().addSubjects(one.toBuilder().setMember(""))))
                .isEmpty();
    }

    private static Optional<OperatorCodec.Word> watching(CaseWatch.Builder watch) {
        return OperatorCodec.decode(OperatorMessage.newBuilder().setCases(watch).build());
    }
}
