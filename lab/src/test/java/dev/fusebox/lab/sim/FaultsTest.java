package dev.fusebox.lab.sim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fusebox.lab.sim.report.RunReport;
import dev.fusebox.lab.sim.report.RunReport.FaultReport;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Each kind of fault, once, alone: that the world does what the scenario says, seen by what members make of it. */
class FaultsTest {
    @Test
    void without_a_fault_nobody_is_told_anything() {
        RunReport report = run("", 30);

        assertThat(report.burns().told()).isZero();
        assertThat(report.verdicts().aboutFaulty()).isZero();
        assertThat(report.cuts()).isEmpty();
        assertThat(report.traffic().messagesPerMemberPerSecond()).isBetween(20.0, 40.0);
    }

    @Test
    void a_host_that_vanishes_is_noticed_by_silence() {
        FaultReport crash = first(run("- {at: 10s, crash: [m3]}", 60));

        assertThat(crash.firstVerdictMillis().orElseThrow()).isBetween(400.0, 800.0);
        assertThat(crash.notice().missing()).isZero();
        assertThat(crash.notice().last().orElseThrow()).isLessThan(1_000);
    }

    @Test
    void a_killed_process_is_refused_and_noticed_at_once() {
        RunReport report = run("- {at: 10s, kill: [m3]}", 60);

        assertThat(first(report).firstSuspicionMillis().orElseThrow()).isLessThan(10);
        assertThat(first(report).firstVerdictMillis().orElseThrow()).isBetween(250.0, 300.0);
        assertThat(report.cuts()).containsExactly(new RunReport.Cut(List.of("m3"), 7));
        assertThat(report.outcome().faultyKept()).isEmpty();
    }

    @Test
    void a_restarted_member_that_lost_its_state_burns_the_epoch_and_is_in_the_next() {
        RunReport report = run("- {at: 10s, restart: [m3]}", 60);

        assertThat(first(report).notice().last().orElseThrow()).isLessThan(50);
        assertThat(report.outcome().healthyRemoved()).isEmpty();
    }

    @Test
    void a_restarted_member_that_kept_its_state_goes_on() {
        RunReport report = run("- {at: 10s, restart: [m3], keepState: true}", 60);

        assertThat(report.burns().told()).isZero();
    }

    @Test
    void a_frozen_member_keeps_its_streams_and_answers_nothing() {
        RunReport report = run("- {at: 10s, until: 14s, pause: [m3]}", 60);

        assertThat(first(report).firstSuspicionMillis().orElseThrow()).isBetween(200.0, 600.0);
        assertThat(first(report).firstVerdictMillis().orElseThrow()).isBetween(400.0, 800.0);
        assertThat(report.burns().told()).isEqualTo(8);
        assertThat(report.outcome().healthyRemoved()).isEmpty();
    }

    @Test
    void members_that_blink_fast_are_suspected_and_not_convicted() {
        RunReport report =
                run("- {at: 10s, until: 20s, blink: {members: [m3, m4], stopped: 300ms, running: 700ms}}", 60);

        assertThat(report.verdicts().aboutFaulty()).isZero();
        assertThat(report.burns().told()).isZero();
    }

    @Test
    void a_starved_member_is_slow_at_everything() {
        String timeline =
                Scenarios.timeline(yaml("- {at: 10s, until: 11s, starve: {members: [m3], cost: 40ms}}", 12), 1);

        List<Double> heard = timeline.lines()
                .filter(l -> l.contains("fault"))
                .map(l -> Double.parseDouble(l.strip().split(" ", 2)[0]))
                .toList();
        assertThat(heard).startsWith(10_000.0, 11_000.0);
    }

    /** It hears of the failure only when it is back, and by then the pod is ready again. */
    @Test
    void an_operator_that_was_down_goes_by_what_pods_are_now() {
        RunReport report =
                run("- {at: 10s, until: 20s, application: [m3]}\n- {at: 9s, until: 20s, operator: down}", 60);

        assertThat(report.burns().told()).isEqualTo(8);
        assertThat(report.outcome().healthyRemoved()).isEmpty();
    }

    @Test
    void a_deaf_member_isolates_itself() {
        String timeline = Scenarios.timeline(yaml("- {at: 10s, until: 20s, dropIngress: [m3]}", 15), 1);

        assertThat(timeline).containsPattern("m3 +MemberFailed.*subject=m3, kind=ISOLATED");
    }

    @Test
    void a_mute_member_is_convicted_by_the_others() {
        String timeline = Scenarios.timeline(yaml("- {at: 10s, until: 20s, dropEgress: [m3]}", 15), 1);

        assertThat(timeline).containsPattern("m[^3] +MemberFailed.*subject=m3, kind=UNREACHABLE");
    }

    @Test
    void losses_can_come_and_go() {
        RunReport report = run("- {at: 10s, until: 30s, dropIngress: [m3], on: 100ms, off: 5s}", 60);

        assertThat(report.burns().told()).isZero();
    }

    @Test
    void a_bad_link_is_named_and_convicts_nobody() {
        RunReport report = run("- {at: 10s, until: 20s, link: [m3, m5]}", 60);

        assertThat(report.links())
                .isSubsetOf(new RunReport.BadLink("m3", "m5"), new RunReport.BadLink("m5", "m3"))
                .isNotEmpty();
        assertThat(report.verdicts().aboutFaulty()).isZero();
    }

    @Test
    void one_direction_of_a_link_can_be_bad() {
        assertThat(run("- {at: 10s, until: 20s, link: [m3, m5], direction: forward}", 30)
                        .hash())
                .isNotEqualTo(run("- {at: 10s, until: 20s, link: [m3, m5], direction: back}", 30)
                        .hash());
    }

    @Test
    void both_sides_of_a_partition_are_told() {
        RunReport report = run("- {at: 10s, until: 20s, partition: [[m0, m1, m2, m3, m4, m5], [m6, m7]]}", 60);

        assertThat(first(report).notice().missing()).isZero();
        assertThat(first(report).notice().last().orElseThrow()).isLessThan(1_500);
        assertThat(report.burns().told()).isGreaterThanOrEqualTo(8);
    }

    @Test
    void what_comes_too_late_is_missed() {
        FaultReport delay = first(run("- {at: 10s, until: 20s, delay: {members: [m3], add: 5s}}", 60));

        assertThat(delay.firstVerdictMillis().orElseThrow()).isBetween(400.0, 900.0);
    }

    @Test
    void a_drifting_clock_disturbs_nobody() {
        RunReport report = run("- {at: 10s, until: 40s, clock: {members: [m3], rate: 1.05, jump: -30s}}", 60);

        assertThat(report.burns().told()).isZero();
        assertThat(report.hash()).isNotEqualTo(run("", 60).hash());
    }

    @Test
    void a_liar_accuses_in_vain() {
        String yaml = yaml("- {at: 10s, until: 12s, lie: {members: [m3], about: [m5], say: accuse}}", 20);

        assertThat(Scenarios.timeline(yaml, 1)).containsPattern("m[0-9] +hears from m3: m3 about m5.*Vote\\[weight=1");
        assertThat(Scenarios.run(yaml, 1).verdicts().healthyAboutHealthy()).isZero();
    }

    @Test
    void a_liar_vouches_with_words_that_it_cannot_prove() {
        String yaml = yaml("""
                - {at: 9s, until: 20s, lie: {members: [m3], about: [m5], say: vouch}}
                - {at: 10s, crash: [m5]}""", 60);

        assertThat(Scenarios.timeline(yaml, 1)).containsPattern("m[0-9] +hears from m3: m3 about m5.*Vouch");
        assertThat(Scenarios.run(yaml, 1).faults().get(1).firstVerdictMillis().orElseThrow())
                .isLessThan(3_000);
    }

    @Test
    void a_signal_burns_at_once() {
        FaultReport signal = first(run("- {at: 10s, signal: [m3]}", 60));

        assertThat(signal.notice().last().orElseThrow()).isLessThan(5);
        assertThat(signal.firstVerdictMillis()).isEqualTo(Optional.empty());
    }

    @Test
    void a_member_that_leaves_is_no_failure() {
        RunReport report = run("- {at: 10s, leave: [m3]}", 60);

        assertThat(report.burns().told()).isZero();
        assertThat(report.outcome().faultyKept()).isEmpty();
    }

    @Test
    void a_failed_application_is_out_until_it_is_ready_again() {
        RunReport report = run("- {at: 10s, until: 20s, application: [m3]}", 60);

        assertThat(report.burns().told()).isEqualTo(8);
        assertThat(report.outcome().healthyRemoved()).isEmpty();
        assertThat(run("- {at: 10s, application: [m3]}", 40).outcome().healthyRemoved())
                .as("it is faulty until the end")
                .isEmpty();
    }

    @Test
    void members_that_join_are_in_the_group() {
        String timeline = Scenarios.timeline(yaml("- {at: 10s, join: [m8, m9]}", 20), 1);

        assertThat(timeline)
                .contains("revision 3 of [m0, m1, m2, m3, m4, m5, m6, m7, m8, m9]")
                .containsPattern("m9 +FuseIntact");
    }

    @Test
    void while_the_operator_is_down_members_are_told_and_no_epoch_follows() {
        String yaml = yaml("- {at: 10s, until: 30s, operator: down}\n- {at: 12s, crash: [m3]}", 120);
        String timeline = Scenarios.timeline(yaml, 1);

        assertThat(Scenarios.run(yaml, 1).faults().get(1).notice().last().orElseThrow())
                .isLessThan(1_000);
        assertThat(timeline.lines()
                        .filter(l -> l.contains("roster g#2"))
                        .findFirst()
                        .orElseThrow()
                        .strip())
                .matches("3[0-9]{4}\\..*|[4-6][0-9]{4}\\..*");
    }

    private static FaultReport first(RunReport report) {
        return report.faults().getFirst();
    }

    private static RunReport run(String faults, int seconds) {
        RunReport report = Scenarios.run(yaml(faults, seconds), 1);
        assertThat(report.invariantsViolated()).isEmpty();
        return report;
    }

    private static String yaml(String faults, int seconds) {
        return "members: 8\nduration: " + seconds + "s\nfaults:" + (faults.isEmpty() ? " []" : "\n" + faults) + "\n";
    }
}
