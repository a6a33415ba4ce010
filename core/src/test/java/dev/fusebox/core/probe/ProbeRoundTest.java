package dev.fusebox.core.probe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fusebox.core.probe.ProbeRound.Action;
import dev.fusebox.core.probe.ProbeRound.Ask;
import dev.fusebox.core.probe.ProbeRound.Direct;
import dev.fusebox.core.probe.ProbeRound.Outcome;
import dev.fusebox.core.roster.MemberId;
import dev.fusebox.core.time.Nanos;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rounds of 100 ms that begin at 1000 ms. */
class ProbeRoundTest {
    private static final long MS = 1_000_000L;
    private static final long START = 1_000 * MS;
    private static final MemberId H1 = new MemberId("h1");
    private static final MemberId H2 = new MemberId("h2");
    private static final MemberId H3 = new MemberId("h3");

    private static ProbeRound round(boolean atOnce, MemberId... helpers) {
        return new ProbeRound(77, START, 100 * MS, List.of(helpers), 3, atOnce);
    }

    private static List<Action> at(ProbeRound round, long milliseconds) {
        return round.due(START + milliseconds * MS);
    }

    /** Runs the round by its own deadlines, nobody answering; gives "millis action" for each thing that it does. */
    private static List<String> silentRun(ProbeRound round) {
        List<String> log = new ArrayList<>();
        long now = START;
        while (now != Nanos.NEVER) {
            long millis = (now - START) / MS;
            for (Action action : round.due(now)) {
                log.add(millis + (action instanceof Ask ask ? " ask " + ask.helper() : " direct"));
            }
            round.outcome().ifPresent(o -> log.add(millis + " " + o));
            assertThat(round.nextDeadlineNanos()).isGreaterThan(now);
            now = round.nextDeadlineNanos();
        }
        return log;
    }

    @Test
    void asksHelpersAfterAQuarter() {
        assertThat(silentRun(round(false, H1, H2, H3)))
                .containsExactly("0 direct", "25 ask h1", "25 ask h2", "25 ask h3", "100 SILENT");
    }

    @Test
    void asksHelpersAtOnceWhenTheStreamBroke() {
        assertThat(silentRun(round(true, H1, H2, H3)))
                .containsExactly("0 direct", "0 ask h1", "0 ask h2", "0 ask h3", "100 SILENT");
    }

    @Test
    void repeatsTheDirectProbeAtEachQuarterWhenThereAreFewHelpers() {
        assertThat(silentRun(round(false, H1)))
                .containsExactly("0 direct", "25 direct", "25 ask h1", "50 direct", "75 direct", "100 SILENT");
        assertThat(silentRun(round(true)))
                .containsExactly("0 direct", "25 direct", "50 direct", "75 direct", "100 SILENT");
    }

    @Test
    void aLateWakeUpDoesNotMakeUpForWhatWasMissed() {
        ProbeRound round = round(false);
        assertThat(at(round, 0)).hasSize(1);
        assertThat(at(round, 80)).hasSize(1);
        assertThat(at(round, 81)).isEmpty();
    }

    @Test
    void aDirectAnswerEndsItAndNothingMoreIsSent() {
        ProbeRound round = round(false, H1, H2, H3);
        at(round, 0);
        round.answered();
        assertThat(round.outcome()).contains(Outcome.DIRECT);
        assertThat(at(round, 30)).isEmpty();
        assertThat(at(round, 200)).isEmpty();
        assertThat(round.outcome()).contains(Outcome.DIRECT);
        assertThat(round.nextDeadlineNanos()).isEqualTo(Nanos.NEVER);
    }

    @Test
    void anAnswerThroughAHelperShowsABadLink() {
        ProbeRound round = round(true, H1, H2, H3);
        at(round, 0);
        round.answeredThrough(H2);
        assertThat(round.outcome()).contains(Outcome.INDIRECT);
        assertThat(round.allHelpersSilent()).isFalse();
    }

    @Test
    void aDirectAnswerBeatsOneThroughAHelper() {
        ProbeRound round = round(true, H1);
        at(round, 0);
        round.answeredThrough(H1);
        round.answered();
        assertThat(round.outcome()).contains(Outcome.DIRECT);
    }

    @Test
    void anIndirectAnswerAfterADirectOneChangesNothing() {
        ProbeRound round = round(true, H1);
        at(round, 0);
        round.answered();
        round.answeredThrough(H1);
        assertThat(round.outcome()).contains(Outcome.DIRECT);
    }

    @Test
    void refusedByAllEndsAtOnce() {
        ProbeRound round = round(true, H1, H2);
        at(round, 0);
        round.refusedTo(H1);
        round.refused();
        assertThat(round.outcome()).isEmpty();
        round.refusedTo(H2);
        assertThat(round.outcome()).contains(Outcome.REFUSED);
    }

    @Test
    void refusedDirectlyStillWaitsForTheHelpersThatAreNotAskedYet() {
        ProbeRound round = round(false, H1, H2, H3);
        at(round, 0);
        round.refused();
        assertThat(round.outcome()).isEmpty();
        assertThat(at(round, 25)).containsExactly(new Ask(H1), new Ask(H2), new Ask(H3));
        assertThat(round.outcome()).isEmpty();
    }

    @Test
    void refusedDirectlyWithNobodyToAskEndsAsSoonAsThatIsKnown() {
        ProbeRound broken = round(true);
        at(broken, 0);
        broken.refused();
        assertThat(broken.outcome()).contains(Outcome.REFUSED);
        ProbeRound waiting = round(false);
        at(waiting, 0);
        waiting.refused();
        at(waiting, 25);
        assertThat(waiting.outcome()).contains(Outcome.REFUSED);
    }

    @Test
    void aHelperThatCannotTellKeepsTheRoundFromEndingAsRefused() {
        ProbeRound round = round(true, H1, H2);
        at(round, 0);
        round.refused();
        round.refusedTo(H1);
        round.cannotTell(H2);
        assertThat(round.outcome()).isEmpty();
        at(round, 100);
        assertThat(round.outcome()).contains(Outcome.SILENT);
    }

    @Test
    void aRefusedDirectProbeIsNotRepeated() {
        ProbeRound round = round(false, H1);
        assertThat(at(round, 0)).containsExactly(new Direct());
        round.refused();
        assertThat(at(round, 25)).containsExactly(new Ask(H1));
        assertThat(at(round, 50)).isEmpty();
        assertThat(round.nextDeadlineNanos()).isEqualTo(START + 100 * MS);
    }

    @Test
    void silentHelpersAreAllOrNothing() {
        ProbeRound notAsked = round(false, H1, H2);
        at(notAsked, 0);
        assertThat(notAsked.allHelpersSilent()).as("not asked").isFalse();
        ProbeRound silent = round(true, H1, H2);
        at(silent, 0);
        assertThat(silent.allHelpersSilent()).as("asked, no word").isTrue();
        silent.cannotTell(H1);
        assertThat(silent.allHelpersSilent()).as("one word").isFalse();
        ProbeRound alone = round(true);
        at(alone, 0);
        assertThat(alone.allHelpersSilent()).as("nobody to ask").isFalse();
    }

    /** max(100 ms, 4 x round trip) x (local health + 1). */
    @ParameterizedTest
    @CsvSource({"0, 0, 100", "1, 0, 100", "25, 0, 100", "26, 0, 104", "1, 3, 400", "50, 8, 1800"})
    void itsLengthFollowsTheRoundTripAndLocalHealth(long roundTripMillis, int health, long lengthMillis) {
        assertThat(ProbeRound.lengthNanos(roundTripMillis * MS, health)).isEqualTo(lengthMillis * MS);
    }

    @Test
    void aLengthThatFourDoesNotDivideMissesNoQuarter() {
        ProbeRound round = new ProbeRound(1, START, 100 * MS + 3, List.of(H1), 3, false);
        assertThat(silentRun(round)).hasSize(6);
    }
}
