package dev.fusebox.lab.cut;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fusebox.lab.CommandRun;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** K = 10, H = 8, L = 2 as in Rapid's own tests: subjects x, y and z, each watched by o0 to o9 under its own letter. */
class CutCommandTest {
    private static final String GROUP = observers("x") + observers("y") + observers("z");

    private static String observers(String subject) {
        return "observers " + subject + " " + names(subject, 10) + "\n";
    }

    private static String names(String subject, int count) {
        return IntStream.range(0, count).mapToObj(i -> subject + "o" + i).collect(Collectors.joining(","));
    }

    /** Votes of the subject's observers number from (included) to (excluded). */
    private static String votes(String subject, int from, int to) {
        return lines("vote", subject, from, to);
    }

    private static String lines(String verb, String subject, int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(i -> verb + " " + subject + "o" + i + " " + subject + "\n")
                .collect(Collectors.joining());
    }

    private static CommandRun run(String lines) {
        return CommandRun.of(lines, "cut", "--high", "8", "--low", "2");
    }

    private static void prints(String lines, String... expected) {
        CommandRun run = run(GROUP + lines);
        assertThat(run.err()).isEmpty();
        assertThat(run.out().lines()).containsExactly(expected);
        assertThat(run.code()).isZero();
    }

    @Test
    void enoughVotesConvictOnceTheFirstHasStoodFor250Milliseconds() {
        prints(votes("x", 0, 8) + "time 249");
        prints(votes("x", 0, 8) + "time 250", "verdict x");
        prints(votes("x", 0, 8) + "time 60000", "verdict x");
        prints("time 1000\n" + votes("x", 0, 8) + "time 1249");
        prints("time 1000\n" + votes("x", 0, 8) + "time 1250", "verdict x");
    }

    @Test
    void theDwellCountsFromTheFirstVoteAndTheLastOneDecides() {
        prints(votes("x", 0, 7) + "time 300");
        prints(votes("x", 0, 7) + "time 300\n" + votes("x", 7, 8), "verdict x");
        prints(votes("x", 0, 1) + "time 200\n" + votes("x", 1, 8) + "time 250", "verdict x");
    }

    @Test
    void theDwellBeginsAnewWhenNoVoteStoodInBetween() {
        prints("vote xo0 x\ntime 200\nwithdraw xo0 x\n" + votes("x", 0, 8) + "time 449");
        prints("vote xo0 x\ntime 200\nwithdraw xo0 x\n" + votes("x", 0, 8) + "time 450", "verdict x");
    }

    @Test
    void aRepeatedVoteCountsOnce() {
        prints(votes("x", 0, 7) + votes("x", 0, 7) + "time 1000");
    }

    @Test
    void nothingHappensAfterTheLastLine() {
        prints(votes("x", 0, 10));
    }

    @Test
    void oneInDoubtHoldsTheReportBackUntilItIsConvicted() {
        prints(votes("x", 0, 8) + votes("y", 0, 7) + "time 300");
        prints(votes("x", 0, 8) + votes("y", 0, 7) + "time 300\n" + votes("y", 7, 8), "verdict x,y");
    }

    @Test
    void everyoneInDoubtHoldsItBack() {
        String three = votes("x", 0, 8) + votes("y", 0, 7) + votes("z", 0, 7) + "time 300\n";
        prints(three + votes("y", 7, 8));
        prints(three + votes("y", 7, 8) + votes("z", 7, 8), "verdict x,y,z");
    }

    @Test
    void evenOneVoteIsADoubt() {
        prints(votes("x", 0, 8) + votes("y", 0, 1) + "time 300");
        prints(votes("x", 0, 8) + votes("y", 0, 1) + "time 300\nwithdraw yo0 y", "verdict x");
        prints(votes("x", 0, 8) + votes("y", 0, 1) + "time 300\nvouch yo5 y", "verdict x");
    }

    @Test
    void aVouchLetsTheReportGoAndNamesTheLinks() {
        prints(votes("x", 0, 8) + votes("y", 0, 3) + "time 300\nvouch yo5 y", "link y yo0,yo1,yo2", "verdict x");
    }

    @Test
    void withdrawalsLetTheReportGo() {
        prints(votes("x", 0, 8) + votes("y", 0, 3) + "time 300\n" + lines("withdraw", "y", 0, 2));
        prints(votes("x", 0, 8) + votes("y", 0, 3) + "time 300\n" + lines("withdraw", "y", 0, 3), "verdict x");
    }

    /** One vote is below L: it convicts nobody, and holds back what was convicted at 250 until 1750. */
    @Test
    void theReportWaitsForTheUnstableTimeoutAndNoLonger() {
        prints(votes("x", 0, 8) + votes("y", 0, 1) + "time 1749");
        prints(votes("x", 0, 8) + votes("y", 0, 1) + "time 1750", "verdict x");
    }

    @Test
    void twoOrMoreVotesWithoutAVouchConvictAfterTheUnstableTimeout() {
        prints(votes("x", 0, 2) + "time 1499");
        prints(votes("x", 0, 2) + "time 1500", "verdict x");
        prints(votes("x", 0, 1) + "time 9999");
        prints(votes("x", 0, 8) + votes("y", 0, 2) + "time 1500", "verdict x,y");
    }

    @Test
    void whatComesAfterTheUnstableTimeoutIsAnotherSet() {
        prints(votes("x", 0, 8) + "time 251\n" + votes("y", 0, 2) + "time 1751", "verdict x", "verdict y");
        prints(
                votes("x", 0, 8) + "time 100\n" + votes("y", 0, 1) + "time 1760\n" + votes("y", 1, 8),
                "verdict x",
                "verdict y");
    }

    @Test
    void votesAndAVouchMakeALinkAndNoVerdictHoweverManyTheyAre() {
        prints("vouch xo9 x\n" + votes("x", 0, 1) + "time 900");
        prints("vouch xo9 x\n" + votes("x", 0, 2) + "time 900", "link x xo0,xo1");
        prints(votes("x", 0, 9) + "vouch xo9 x\ntime 900", "link x " + names("x", 9));
    }

    @Test
    void aVouchLastsASecond() {
        prints(votes("x", 0, 8) + "vouch xo9 x\ntime 999", "link x " + names("x", 8));
        prints(votes("x", 0, 8) + "vouch xo9 x\ntime 1000", "link x " + names("x", 8), "verdict x");
        String renewed = votes("x", 0, 2) + "vouch xo9 x\ntime 800\nvouch xo9 x\ntime 3299\n";
        prints(renewed, "link x xo0,xo1");
        prints(renewed + "time 3300", "link x xo0,xo1", "verdict x");
    }

    @Test
    void theNewestWordOfAnObserverCounts() {
        prints(votes("x", 0, 8) + "vouch xo7 x\ntime 500", "link x " + names("x", 7));
        prints("vouch xo0 x\n" + votes("x", 0, 8) + "time 250", "verdict x");
    }

    @Test
    void aLinkIsNamedAgainWhenThoseWhoCannotSeeChange() {
        prints(
                votes("x", 0, 2) + "vouch xo9 x\n" + votes("x", 2, 3) + "withdraw xo0 x\n",
                "link x xo0,xo1",
                "link x xo0,xo1,xo2",
                "link x xo1,xo2");
    }

    /** y and z died and cannot vote about x; seven explicit votes would not do. */
    @Test
    void observersThatAreSuspectedCountBesideExplicitVotes() {
        String watched = "observers x y,z," + names("x", 8) + "\n" + observers("y") + observers("z");
        String dead = votes("y", 0, 2) + votes("z", 0, 2);
        assertThat(run(watched + votes("x", 0, 6) + "time 300").out()).isEmpty();
        assertThat(run(watched + dead + votes("x", 0, 5) + "time 1499").out()).isEmpty();
        assertThat(run(watched + dead + votes("x", 0, 6) + votes("y", 2, 8) + votes("z", 2, 8) + "time 250")
                        .out())
                .isEqualTo("verdict x,y,z\n");
    }

    @Test
    void suspectedObserversAloneConvictNobody() {
        String watched = "observers x y,z\n" + observers("y") + observers("z");
        String dead = votes("y", 0, 8) + votes("z", 0, 8);
        assertThat(run(watched + dead + "time 5000").out()).isEqualTo("verdict y,z\n");
    }

    @Test
    void theVouchOfASuspectedObserverIsVoid() {
        String watched = "observers x y," + names("x", 9) + "\n" + observers("y");
        assertThat(run(watched + votes("y", 0, 2) + "vouch y x\n" + votes("x", 0, 8) + "time 1500")
                        .out())
                .isEqualTo("verdict x,y\n");
    }

    @Test
    void whoDoesNotObserveTheSubjectDoesNotCount() {
        prints(votes("x", 0, 7) + "vote yo0 x\nvote y x\ntime 1499");
        prints(votes("x", 0, 8) + "vouch yo0 x\ntime 250", "verdict x");
        prints("vote yo0 x\ntime 100\n" + votes("x", 0, 8) + "time 349");
    }

    /** Without marks the quorum is the protocol's: of five observers four at once, or two in the end; of one, that one. */
    @Test
    void withoutMarksTheNumberOfObserversDecides() {
        String five = "observers x a,b,c,d,e\nvote a x\nvote b x\nvote c x\n";
        assertThat(CommandRun.of(five + "time 300\nvote d x\n", "cut").out()).isEqualTo("verdict x\n");
        assertThat(CommandRun.of(five + "time 300", "cut").out()).isEmpty();
        assertThat(CommandRun.of("observers x a\nvote a x\ntime 249", "cut").out())
                .isEmpty();
        assertThat(CommandRun.of("observers x a\nvote a x\ntime 250", "cut").out())
                .isEqualTo("verdict x\n");
    }

    @Test
    void emptyLinesAndRemarksArePassedOver() {
        prints("\n  # eight of ten\n" + votes("x", 0, 8) + "\ntime 250", "verdict x");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            vote xo0            | 'observers SUBJECT O1,O2,...', 'vote|vouch|withdraw O SUBJECT' or 'time MILLIS', not 'vote xo0'
            accuse xo0 x        | not 'accuse xo0 x'
            vote xo0 x y        | not 'vote xo0 x y'
            vote nobody x       | expected an observer named in an 'observers' line above, not nobody
            vote xo0 nobody     | expected a subject of an 'observers' line above, not nobody
            observers w w,xo1   | expected observers of w other than itself
            observers w a,b,a   | expected each observer of w once, not a twice
            observers w a,,b    | expected a member's name of 1 to 63 characters without a comma, not ''
            time soon           | expected a time in whole milliseconds, 0 to 4000000000000, not 'soon'
            time -1             | not '-1'
            time 4000000000001  | not '4000000000001'
            """)
    void aBadLineIsNamed(String line, String message) {
        CommandRun run = run(GROUP + line + "\n");
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.err().lines()).hasSize(1);
        assertThat(run.err()).startsWith("./fusebox lab cut: <stdin>:4: ").contains(message);
    }

    @Test
    void timeDoesNotFall() {
        CommandRun run = run(GROUP + "time 5\ntime 5\ntime 4\n");
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err())
                .isEqualTo("./fusebox lab cut: <stdin>:6: expected a time of at least 5 ms, which is that before, not 4"
                        + System.lineSeparator());
    }

    @ParameterizedTest
    @ValueSource(strings = {"--high 8", "--low 2", "--high 1 --low 2", "--high 1 --low 0", "--high many --low 2"})
    void badMarksAreRefused(String marks) {
        CommandRun run = CommandRun.of("", ("cut " + marks).split(" ", -1));
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err().lines()).hasSize(1);
    }
}
