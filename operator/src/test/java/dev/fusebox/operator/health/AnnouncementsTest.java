package dev.fusebox.operator.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fusebox.operator.health.judgement.Action;
import dev.fusebox.operator.health.judgement.Decision;
import dev.fusebox.operator.health.judgement.RuleOutcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AnnouncementsTest {
    private static final Action RESTART = new Action.OnPod(Action.OnPod.Kind.RESTART, "shop", "a", "a", "n1");
    private static final Action EVICT = new Action.OnPod(Action.OnPod.Kind.EVICT, "shop", "a", "a", "n1");

    private Announcements announcements;

    @BeforeEach
    void fresh() {
        announcements = new Announcements();
    }

    private static Decision blocked(Action action, String reason) {
        return new Decision("a", action, List.of(new RuleOutcome("Rule", false, reason, "2 of 3")), false);
    }

    private static Decision allowed(boolean dryRun) {
        return new Decision("a", RESTART, List.of(new RuleOutcome("Rule", true, "Fine", "")), dryRun);
    }

    @Test
    void theFirstRuleThatStandsAgainstAnActionIsTold() {
        Decision twice = new Decision(
                "a",
                RESTART,
                List.of(
                        new RuleOutcome("One", true, "Fine", ""),
                        new RuleOutcome("Two", false, "NoQuorum", "2 of 3"),
                        new RuleOutcome("Three", false, "TooSoon", "")),
                false);
        assertThat(announcements.of(List.of(twice)))
                .containsExactly(new Happening.ActionSkipped(RESTART, "NoQuorum", "2 of 3"));
    }

    @Test
    void aReasonThatComesAndGoesIsToldOnceWhileTheCaseIsOpen() {
        List<Happening> told = new ArrayList<>();
        for (int look = 0; look < 1_000; look++) {
            told.addAll(announcements.of(List.of(blocked(RESTART, look % 2 == 0 ? "LoopLate" : "ReadNotFresh"))));
        }
        assertThat(told).hasSize(2);
    }

    @Test
    void aCaseThatIsOpenedAgainIsToldAgain() {
        assertThat(announcements.of(List.of(blocked(RESTART, "NoQuorum")))).hasSize(1);
        announcements.retain(Set.of());
        assertThat(announcements.of(List.of(blocked(RESTART, "NoQuorum")))).hasSize(1);
    }

    @Test
    void aCaseAboutWhichNothingIsSettledForAWhileIsStillTheSame() {
        announcements.of(List.of(blocked(EVICT, "PDBBlocked")));
        assertThat(announcements.of(List.of())).isEmpty();
        announcements.retain(Set.of("a"));
        assertThat(announcements.of(List.of(blocked(EVICT, "PDBBlocked")))).isEmpty();
    }

    @Test
    void anotherActionForTheSameCaseIsAnotherMatter() {
        announcements.of(List.of(blocked(RESTART, "NoQuorum")));
        assertThat(announcements.of(List.of(blocked(EVICT, "NoQuorum")))).hasSize(1);
    }

    @Test
    void aDryRunTellsWhatItWouldDoOnce() {
        assertThat(announcements.of(List.of(allowed(true)))).containsExactly(new Happening.DryRun(RESTART));
        assertThat(announcements.of(List.of(allowed(true)))).isEmpty();
    }

    @Test
    void whatIsCarriedOutIsToldByWhoeverDoesIt() {
        assertThat(announcements.of(List.of(allowed(false)))).isEmpty();
    }

    @Test
    void nothingCalledForIsNothingToTell() {
        assertThat(announcements.of(List.of(blocked(new Action.None(), "NoActionConfigured"))))
                .isEmpty();
    }
}
