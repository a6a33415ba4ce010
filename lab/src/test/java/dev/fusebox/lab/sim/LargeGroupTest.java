package dev.fusebox.lab.sim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fusebox.lab.sim.report.RunReport;
import org.junit.jupiter.api.Test;

/** What is flooded costs a message to every member; if each of them answers to every member, the group talks itself to death. */
class LargeGroupTest {
    /**
     * 67 messages per member and second, 27 of which are said in a quiet group; it was 488 when every answer to a refuted vote was passed on,
     * and 112 when votes without weight were answered.
     */
    @Test
    void two_members_that_lose_what_is_sent_to_them_and_hear_again_cost_no_storm() {
        RunReport report = Scenarios.run(of100("until: 34s, dropIngress: [m1, m2], on: 20s, off: 20s"), 1);

        assertThat(report.verdicts().healthyAboutHealthy()).isZero();
        assertThat(report.traffic().messagesPerMemberPerSecond()).isLessThan(90);
    }

    /**
     * Their observers vote and take it back about once a second: 147 messages per member and second, 311 where everybody is told of each.
     */
    @Test
    void two_members_that_lose_most_of_what_they_send_cost_no_storm() {
        RunReport report = Scenarios.run(of100("dropEgress: [m1, m2], probability: 0.8"), 1);

        assertThat(report.verdicts().healthyAboutHealthy()).isZero();
        assertThat(report.traffic().messagesPerMemberPerSecond()).isLessThan(180);
    }

    /** 45 messages per member and second; it was 389 when observers found no helpers, and told everybody of each vote that came and went. */
    @Test
    void two_members_that_hear_little_of_what_is_sent_to_them_cost_no_storm() {
        RunReport report = Scenarios.run(of100("dropIngress: [m1, m2], probability: 0.8"), 1);

        assertThat(report.verdicts().healthyAboutHealthy()).isZero();
        assertThat(report.traffic().messagesPerMemberPerSecond()).isLessThan(90);
    }

    /**
     * 27 messages per member and second, as in a quiet group: helpers get through, and nobody votes. 32 where most of the helpers that are
     * asked are not there.
     */
    @Test
    void one_bad_link_costs_no_storm() {
        RunReport report = Scenarios.run(of100("link: [m1, m36], direction: both, probability: 1.0"), 1);

        assertThat(report.verdicts().healthyAboutHealthy()).isZero();
        assertThat(report.traffic().messagesPerMemberPerSecond()).isLessThan(30);
    }

    private static String of100(String fault) {
        return """
                members: 100
                fate: None
                duration: 34s
                faults: [{at: 10s, %s}]
                """.formatted(fault);
    }
}
