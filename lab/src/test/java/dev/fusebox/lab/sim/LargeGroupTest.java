package dev.fusebox.lab.sim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fusebox.lab.sim.report.RunReport;
import org.junit.jupiter.api.Test;

/** What is flooded costs a message to every member; if each of them answers to every member, the group talks itself to death. */
class LargeGroupTest {
    /**
     * 71 messages per member and second, 27 of which are said in a quiet group; 112 where votes without weight are answered, 488 where
     * every answer to a refuted vote is passed on, too.
     */
    @Test
    void two_members_that_lose_what_is_sent_to_them_and_hear_again_cost_no_storm() {
        RunReport report = Scenarios.run("""
                members: 100
                fate: None
                duration: 34s
                faults: [{at: 10s, until: 34s, dropIngress: [m1, m2], on: 20s, off: 20s}]
                """, 1);

        assertThat(report.verdicts().healthyAboutHealthy()).isZero();
        assertThat(report.traffic().messagesPerMemberPerSecond()).isLessThan(90);
    }
}
