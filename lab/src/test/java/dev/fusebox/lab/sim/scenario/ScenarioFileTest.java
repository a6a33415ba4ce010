package dev.fusebox.lab.sim.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fusebox.core.roster.DetectionSettings;
import dev.fusebox.core.roster.DetectorKind;
import dev.fusebox.core.roster.Fate;
import dev.fusebox.lab.BadInput;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScenarioFileTest {
    private static final long SECOND = 1_000_000_000L;

    @Test
    void every_kind_of_fault_is_read() {
        Scenario scenario = parse("""
                members: 128
                nodes: 64
                zones: 3
                duration: 60s
                detection: {}
                fate: Notify
                network: {delay: 0.5ms, jitter: 0.2ms, loss: 0.0, duplicate: 0.0, reorder: 0.0, links: datagram}
                faults:
                - {at: 10s, crash: [m3, m7]}
                - {at: 20s, restart: [m3]}
                - {at: 10s, until: 12s, pause: [m4]}
                - {at: 10s, until: 70s, blink: {members: [m4, m5], stopped: 500ms, running: 500ms}}
                - {at: 10s, until: 70s, dropIngress: [m1], probability: 0.8, on: 20s, off: 20s}
                - {at: 10s, until: 70s, dropEgress: [m1], probability: 1.0}
                - {at: 10s, until: 40s, link: [m3, m9], direction: both, probability: 1.0}
                - {at: 10s, until: 40s, partition: [[m0, m1], [m2, m3]]}
                - {at: 10s, until: 30s, delay: {members: [m6], add: 15s}}
                - {at: 10s, clock: {members: [m6], rate: 1.05, jump: 30s}}
                - {at: 10s, lie: {members: [m6], about: [m7], say: accuse}}
                - {at: 10s, signal: [m2]}
                - {at: 10s, leave: [m2]}
                - {at: 10s, application: [m2]}
                - {at: 10s, join: [m128, m129]}
                - {at: 10s, until: 20s, operator: down}
                - {at: 10s, kill: [m1]}
                - {at: 20s, restart: [m1], keepState: true}
                - {at: 10s, until: 12s, starve: {members: [m1], cost: 30ms}}
                """);

        assertThat(scenario.members()).isEqualTo(128);
        assertThat(scenario.everyone()).isEqualTo(130);
        assertThat(scenario.nodes()).isEqualTo(64);
        assertThat(scenario.zones()).isEqualTo(3);
        assertThat(scenario.durationNanos()).isEqualTo(60 * SECOND);
        assertThat(scenario.detection()).isEqualTo(DetectionSettings.DEFAULTS);
        assertThat(scenario.network()).isEqualTo(NetworkSettings.DEFAULTS);
        assertThat(scenario.faults().stream().map(Fault::action).toList())
                .containsExactly(
                        new Fault.Crash(List.of(3, 7)),
                        new Fault.Restart(List.of(3), false),
                        new Fault.Pause(List.of(4)),
                        new Fault.Blink(List.of(4, 5), SECOND / 2, SECOND / 2),
                        new Fault.Drop(List.of(1), true, 0.8, 20 * SECOND, 20 * SECOND),
                        new Fault.Drop(List.of(1), false, 1, 0, 0),
                        new Fault.Link(3, 9, true, true, 1),
                        new Fault.Partition(List.of(List.of(0, 1), List.of(2, 3))),
                        new Fault.Delay(List.of(6), 15 * SECOND),
                        new Fault.Clock(List.of(6), 1.05, 30 * SECOND),
                        new Fault.Lie(List.of(6), List.of(7), true),
                        new Fault.Signal(List.of(2)),
                        new Fault.Leave(List.of(2)),
                        new Fault.Application(List.of(2)),
                        new Fault.Join(List.of(128, 129)),
                        new Fault.OperatorDown(),
                        new Fault.Kill(List.of(1)),
                        new Fault.Restart(List.of(1), true),
                        new Fault.Starve(List.of(1), 30_000_000));
        assertThat(scenario.faults().get(2).untilNanos()).isEqualTo(12 * SECOND);
        assertThat(scenario.faults().get(0).untilNanos()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void what_is_not_said_has_a_default() {
        Scenario scenario = parse("members: 5");

        assertThat(scenario.nodes()).isEqualTo(5);
        assertThat(scenario.zones()).isEqualTo(1);
        assertThat(scenario.durationNanos()).isEqualTo(60 * SECOND);
        assertThat(scenario.fate()).isEqualTo(Fate.NOTIFY);
        assertThat(scenario.faults()).isEmpty();
    }

    @Test
    void detection_has_the_names_of_the_crd() {
        Scenario scenario = parse("""
                members: 5
                detection:
                  detector: HeartbeatDeadline
                  timeoutMilliseconds: 900
                  heartbeatIntervalMilliseconds: 100
                  phiThresholdMilli: 9000
                  observersPerMember: 4
                  indirectProbes: 2
                  suspicionTimeoutMilliseconds: 1000
                  startupGraceSeconds: 20
                  onLinkFailure: Burn
                """);

        assertThat(scenario.detection())
                .isEqualTo(
                        new DetectionSettings(DetectorKind.HEARTBEAT_DEADLINE, 900, 100, 9000, 4, 2, 1000, 20, true));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            members: 5;colour: red                                 | 2 | unknown key "colour" in the scenario
            members: 5;members: 6                                  | 2 | "members" stands twice in the scenario
            nodes: 5                                               | 1 | the scenario needs "members"
            members: 1                                             | 1 | members must be a whole number from 2 to 1000
            members: many                                          | 1 | members must be a whole number from 2 to 1000
            members: [5                                            | 1 | not YAML
            members: 5;duration: 60                                | 2 | duration must be a duration such as 200ms
            members: 5;duration: 1 year                            | 2 | duration must be a duration such as 200ms
            members: 5;fate: Explode                               | 2 | fate must be None or Notify, not "Explode"
            members: 5;network: {loss: 1.5}                        | 2 | loss must be a number from 0 to 1
            members: 5;network: {links: pigeon}                    | 2 | links must be datagram or stream
            members: 5;network: {bandwidth: 3}                     | 2 | unknown key "bandwidth" in network
            members: 5;detection: {phi: 8}                         | 2 | unknown key "phi" in detection
            members: 5;detection: {observersPerMember: 99}         | 2 | observersPerMember must be 1 to 16, not 99
            members: 5;detection: {detector: Guess}                | 2 | detector must be
            members: 5;faults:;- {crash: [m1]}                     | 3 | a fault needs "at"
            members: 5;faults:;- {at: 1s}                          | 3 | a fault needs one of crash, kill
            members: 5;faults:;- {at: 1s, explode: [m1]}           | 3 | unknown key "explode" in a fault
            members: 5;faults:;- {at: 1s, crash: [m1], kill: [m2]} | 3 | a fault is one thing: crash or kill
            members: 5;faults:;- {at: 1s, crash: [m5]}             | 3 | there is no m5, the members are m0 to m4
            members: 5;faults:;- {at: 1s, crash: [five]}           | 3 | crash must name members
            members: 5;faults:;- {at: 1s, crash: m1}               | 3 | crash must be a list
            members: 5;faults:;- {at: 1s, crash: []}               | 3 | crash must name a member
            members: 5;faults:;- {at: 60s, crash: [m1]}            | 3 | at must be before the end, 60s
            members: 5;faults:;- {at: 9s, until: 9s, pause: [m1]}  | 3 | until must be later than at, 9s
            members: 5;faults:;- {at: 1s, pause: [m1], on: 3s}     | 3 | unknown key "on" in a fault
            members: 5;faults:;- {at: 1s, dropEgress: [m1], on: 3s}| 3 | on and off go together
            members: 5;faults:;- {at: 1s, join: [m7]}              | 3 | the next member to join is m5, not m7
            members: 5;faults:;- {at: 1s, link: [m1]}              | 3 | link must name two members
            members: 5;faults:;- {at: 1s, partition: [[m1]]}       | 3 | partition must name two sets
            members: 5;faults:;- {at: 1s, partition: [[m1],[m1]]}  | 3 | m1 stands in two sets of the partition
            members: 5;faults:;- {at: 1s, operator: up}            | 3 | operator must be down
            members: 5;faults:;- {at: 1s, delay: {members: [m1]}}  | 3 | delay needs "add"
            """)
    void what_cannot_be_used_is_one_line_with_file_and_line(String text, int line, String expected) {
        assertThatThrownBy(() -> parse(text.replace(';', '\n')))
                .isInstanceOf(BadInput.class)
                .hasMessageStartingWith("s.yaml:" + line + ": ")
                .hasMessageContaining(expected)
                .message()
                .doesNotContain("\n");
    }

    private static Scenario parse(String text) {
        return ScenarioFile.parse("s.yaml", text);
    }
}
