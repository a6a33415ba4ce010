package dev.fusebox.agent.restart;

import static dev.fusebox.agent.restart.LocalFateTest.epoch;
import static dev.fusebox.agent.restart.LocalFateTest.rules;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fusebox.agent.pod.PodRules;
import dev.fusebox.agent.pod.RestartOrder;
import dev.fusebox.agent.pod.RestartRule;
import dev.fusebox.core.fuse.Cause;
import dev.fusebox.core.member.Notice;
import dev.fusebox.core.roster.MemberId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RestartsTest {
    private static final MemberId SELF = new MemberId("self");
    private static final Logger LOG = Logger.getLogger("dev.fusebox.agent.restart");

    @TempDir
    Path folder;

    @TempDir
    Path clocks;

    private VirtualPod pod;
    private Restarts restarts;

    @BeforeEach
    void aPodThatRestartsInPlace() {
        LOG.setLevel(Level.OFF);
        pod = new VirtualPod(clocks);
        restarts = start(true);
    }

    @AfterEach
    void speakAgain() {
        LOG.setLevel(null);
    }

    /** A new session of the agent, with what the one before left on disk. */
    private Restarts start(boolean ruleOnPod) {
        pod.processEnds();
        Restarts next = new Restarts(SELF, ruleOnPod, pod.memory(Optional.of(folder)), pod);
        next.begin();
        return next;
    }

    private void burn(long epoch) {
        Cause cause = Cause.of(Cause.Kind.SIGNAL, List.of(SELF), SELF, "");
        restarts.told(new Notice.FuseBurnt(epoch(epoch), cause, 0), pod.nowNanos());
    }

    private void burnAndRestart(long epoch) {
        restarts.rules(rules(epoch, true, 0));
        burn(epoch);
        pod.run(2_000);
    }

    @Test
    void aBurnEndsTheAgentAfterItsDelayAndAFarewell() {
        restarts.rules(rules(1, true, 1_000));
        burn(1);
        assertThat(restarts.pending()).isTrue();
        pod.run(999);
        assertThat(pod.happened).isEmpty();
        pod.run(1);
        assertThat(pod.happened).containsExactly("leave");
        pod.run(49);
        assertThat(pod.happened).containsExactly("leave");
        pod.run(1);
        assertThat(pod.happened).containsExactly("leave", "end");
        assertThat(restarts.count(RestartOutcome.BURN)).isEqualTo(1);
    }

    @Test
    void itWaitsForItsWordsToArriveForASecondAtMost() {
        pod.said = false;
        restarts.rules(rules(1, true, 0));
        burn(1);
        pod.run(900);
        assertThat(pod.happened).containsExactly("leave");
        assertThat(restarts.pending()).as("no epoch shall form with it").isTrue();
        pod.run(150);
        assertThat(pod.happened).containsExactly("leave", "end");
    }

    @Test
    void theNextSessionDoesNotRestartForTheSameEpochAgain() {
        burnAndRestart(1);
        assertThat(pod.happened).endsWith("end");
        restarts = start(true);
        burn(1);
        pod.run(60_000);
        assertThat(pod.happened).isEmpty();
        assertThat(restarts.pending()).isFalse();
        assertThat(restarts.count(RestartOutcome.BURN)).isEqualTo(1);
    }

    @Test
    void whatIsNotAllowedIsNotDone() {
        restarts.rules(new PodRules(epoch(1), true, RestartRule.FORBIDDEN, Optional.empty()));
        burn(1);
        pod.run(60_000);
        assertThat(pod.happened).isEmpty();
        assertThat(restarts.count(RestartOutcome.NOT_ALLOWED)).isEqualTo(1);
        assertThat(restarts.pending()).isFalse();
    }

    @Test
    void aPauseThatComesDuringTheDelayHolds() {
        restarts.rules(rules(1, true, 5_000));
        burn(1);
        pod.run(4_000);
        restarts.rules(new PodRules(epoch(1), true, new RestartRule(false, 5_000, 2, 60), Optional.empty()));
        pod.run(60_000);
        assertThat(pod.happened).isEmpty();
        assertThat(restarts.count(RestartOutcome.NOT_ALLOWED)).isEqualTo(1);
    }

    @Test
    void withoutTheRuleOnThePodTheAgentStays() {
        restarts = start(false);
        restarts.rules(rules(1, true, 0));
        burn(1);
        pod.run(60_000);
        assertThat(pod.happened).isEmpty();
        assertThat(restarts.count(RestartOutcome.NO_RULE_ON_POD)).isEqualTo(1);
    }

    @Test
    void theBudgetHoldsAcrossSessionsAndFillsWithTime() {
        for (int i = 1; i <= 2; i++) {
            burnAndRestart(i);
            assertThat(pod.happened).as("restart %d", i).endsWith("end");
            restarts = start(true);
        }
        burnAndRestart(3);
        assertThat(pod.happened).as("two restarts in 60 s are allowed").isEmpty();
        assertThat(restarts.count(RestartOutcome.BUDGET)).isEqualTo(1);
        pod.run(60_000);
        assertThat(pod.happened).as("what was refused is not made up for").isEmpty();
        burnAndRestart(4);
        assertThat(pod.happened).endsWith("end");
    }

    @Test
    void withoutALedgerThatCanBeReadNothingIsRestarted() throws IOException {
        burnAndRestart(1);
        Files.write(folder.resolve("restarts"), new byte[] {1});
        restarts = start(true);
        burnAndRestart(2);
        restarts.order(new RestartOrder("o1", SELF, 1, ""));
        pod.run(60_000);
        assertThat(pod.happened).containsExactly("REFUSED o1");
        assertThat(restarts.count(RestartOutcome.NO_LEDGER)).isEqualTo(2);
        assertThat(Files.size(folder.resolve("restarts"))).isEqualTo(1);
    }

    @Test
    void withoutAFolderNothingIsRestarted() {
        restarts = new Restarts(SELF, true, pod.memory(Optional.empty()), pod);
        restarts.begin();
        burnAndRestart(1);
        assertThat(pod.happened).isEmpty();
        assertThat(restarts.count(RestartOutcome.NO_LEDGER)).isEqualTo(1);
    }

    @Test
    void aRestartThatCannotBeKeptIsNone() throws IOException {
        restarts.rules(rules(1, true, 0));
        Files.createDirectory(folder.resolve("restarts.next"));
        burn(1);
        restarts.order(new RestartOrder("o1", SELF, 1, ""));
        pod.run(2_000);
        assertThat(pod.happened).containsExactly("REFUSED o1");
    }

    @Test
    void anAgentThatDiesDuringTheDelayDoesWhatItPlanned() {
        restarts.rules(rules(1, true, 5_000));
        burn(1);
        pod.run(4_000);
        restarts = start(true);
        assertThat(restarts.pending()).isTrue();
        pod.run(4_999);
        assertThat(pod.happened).isEmpty();
        pod.run(100);
        assertThat(pod.happened).containsExactly("leave", "end");
    }

    @Test
    void theNextEpochOfTheGroupIsNotBurntByALateRestart() {
        restarts.rules(rules(1, true, 5_000));
        burn(1);
        pod.run(1_000);
        restarts.rules(rules(2, true, 5_000));
        assertThat(restarts.pending()).isFalse();
        pod.run(60_000);
        restarts = start(true);
        pod.run(60_000);
        assertThat(pod.happened).isEmpty();
    }

    @Test
    void rulesOutliveTheAgentBecauseTheOperatorMayBeAway() {
        restarts.rules(rules(1, true, 0));
        restarts = start(true);
        burn(1);
        pod.run(1_000);
        assertThat(pod.happened).containsExactly("leave", "end");
    }

    @Test
    void oneRestartServesAllGroupsThatWaitForOne() {
        restarts.rules(rules(1, true, 0));
        restarts.rules(new PodRules(
                new dev.fusebox.core.roster.GroupEpoch("team/h", 3),
                true,
                new RestartRule(true, 9_000, 2, 60),
                Optional.empty()));
        restarts.told(
                new Notice.FuseBurnt(
                        new dev.fusebox.core.roster.GroupEpoch("team/h", 3),
                        Cause.of(Cause.Kind.SIGNAL, List.of(SELF), SELF, ""),
                        0),
                pod.nowNanos());
        burn(1);
        pod.run(1_000);
        assertThat(pod.happened).containsExactly("leave", "end");
        restarts = start(true);
        pod.run(60_000);
        assertThat(pod.happened).isEmpty();
        assertThat(restarts.count(RestartOutcome.BURN)).isEqualTo(1);
    }

    @Test
    void aPodThatTerminatesRestartsNothing() {
        restarts.rules(rules(1, true, 1_000));
        burn(1);
        restarts.terminating();
        restarts.order(new RestartOrder("o1", SELF, 1, ""));
        pod.run(60_000);
        assertThat(pod.happened).containsExactly("REFUSED o1");
    }

    @Test
    void aTerminationThatComesDuringTheFarewellWins() {
        restarts.rules(rules(1, true, 0));
        burn(1);
        pod.run(10);
        restarts.terminating();
        pod.run(60_000);
        assertThat(pod.happened).containsExactly("leave");
    }

    @Test
    void anOrderIsAnsweredAndThenObeyedOnce() {
        RestartOrder order = new RestartOrder("17-1", SELF, 4, "Unreachable");
        restarts.order(order);
        assertThat(pod.happened).containsExactly("OBEYED 17-1", "leave");
        pod.run(100);
        assertThat(pod.happened).containsExactly("OBEYED 17-1", "leave", "end");
        restarts = start(true);
        restarts.order(order);
        pod.run(60_000);
        assertThat(pod.happened).containsExactly("REPEATED 17-1");
        assertThat(restarts.count(RestartOutcome.ORDER)).isEqualTo(1);
        assertThat(restarts.count(RestartOutcome.REPEATED)).isEqualTo(1);
    }

    @Test
    void anOrderDuringARestartIsServedByIt() {
        pod.said = false;
        restarts.rules(rules(1, true, 0));
        burn(1);
        pod.run(10);
        restarts.order(new RestartOrder("17-1", SELF, 4, ""));
        pod.run(2_000);
        assertThat(pod.happened).containsExactly("leave", "OBEYED 17-1", "end");
        restarts = start(true);
        restarts.order(new RestartOrder("17-1", SELF, 4, ""));
        assertThat(pod.happened).containsExactly("REPEATED 17-1");
    }

    @Test
    void anOrderForAnotherPodOrOfADeposedLeaderIsRefused() {
        restarts.order(new RestartOrder("a", new MemberId("other"), 9, ""));
        restarts.order(new RestartOrder("b", SELF, 4, ""));
        pod.run(100);
        restarts = start(true);
        restarts.order(new RestartOrder("c", SELF, 3, ""));
        pod.run(60_000);
        assertThat(pod.happened).containsExactly("REFUSED c");
        assertThat(restarts.count(RestartOutcome.REFUSED_ORDER)).isEqualTo(1);
        restarts.order(new RestartOrder("d", SELF, 4, ""));
        assertThat(pod.happened).contains("OBEYED d");
    }

    @Test
    void withoutTheRuleOnThePodAnOrderIsRefused() {
        restarts = start(false);
        restarts.order(new RestartOrder("17-1", SELF, 4, ""));
        pod.run(60_000);
        assertThat(pod.happened).containsExactly("REFUSED 17-1");
        assertThat(restarts.count(RestartOutcome.NO_RULE_ON_POD)).isEqualTo(1);
    }

    /** The operator keeps its own budget; what it does counts here, but is not refused here. */
    @Test
    void ordersTakeFromTheLocalBudgetAndDoNotAskIt() {
        for (int i = 1; i <= 3; i++) {
            restarts.order(new RestartOrder("o" + i, SELF, 4, ""));
            pod.run(100);
            assertThat(pod.happened).endsWith("end");
            restarts = start(true);
        }
        burnAndRestart(1);
        assertThat(pod.happened).isEmpty();
        assertThat(restarts.count(RestartOutcome.BUDGET)).isEqualTo(1);
    }
}
