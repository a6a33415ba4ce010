package dev.fusebox.lab.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.fusebox.lab.CommandRun;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReplayCommandTest {
    private static CommandRun replay(String trace, String detector, String... set) {
        List<String> args = new ArrayList<>(List.of("replay", "--detector", detector));
        Stream.of(set).forEach(s -> args.addAll(List.of("--set", s)));
        return CommandRun.of(trace, args.toArray(String[]::new));
    }

    /** The levels that were printed. */
    private static List<Double> levels(String trace, String detector, String... set) {
        return replay(trace, detector, set)
                .out()
                .lines()
                .map(l -> Double.parseDouble(l.split("\t", -1)[1]))
                .toList();
    }

    @Test
    void eachQuestionIsAnsweredWithTimeLevelAndVerdict() {
        CommandRun run =
                replay("0 level\n100 beat\n300.5 beat\n600.50 level\n1300.5 level\n", "deadline", "timeoutMillis=1000");
        assertThat(run.out()).isEqualTo("0\t0\ttrust\n600.50\t0.3\ttrust\n1300.5\t1\tsuspect\n");
        assertThat(run.err()).isEmpty();
        assertThat(run.code()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"phi", "deadline", "ping", "chen"})
    void beforeTheFirstBeatTheLevelIsZero(String detector) {
        assertThat(replay("0 level\n5000 level\n9000000 level\n", detector).out())
                .isEqualTo("0\t0\ttrust\n5000\t0\ttrust\n9000000\t0\ttrust\n");
    }

    /** Mean and population deviation by the book, over the first estimate's two samples and what was fed. */
    @Test
    void phiOfANormalWindowIsWhatTheFormulaSays() {
        String trace = "0 beat\n1000 beat\n1900 beat\n3100 beat\n4100 beat\n5500 level\n6100 level\n";
        double[] samples = {750, 1250, 1000, 900, 1200, 1000};
        double mean = Stream.of(750, 1250, 1000, 900, 1200, 1000)
                .mapToDouble(x -> x)
                .average()
                .orElseThrow();
        double variance = 0;
        for (double sample : samples) {
            variance += (sample - mean) * (sample - mean) / samples.length;
        }
        List<Double> levels = levels(trace, "phi", "firstIntervalMillis=1000", "minStdDevMillis=10", "windowSize=100");
        for (int i = 0; i < 2; i++) {
            double silence = i == 0 ? 1_400 : 2_000;
            double z = (silence - mean) / Math.sqrt(variance);
            assertThat(levels.get(i)).isCloseTo(-Math.log10(upperTail(z)), within(5e-6 * levels.get(i)));
        }
    }

    /** P(Z > z) by Simpson's rule, which knows nothing of the detector's way to it. */
    private static double upperTail(double z) {
        int steps = 200_000;
        double h = 30.0 / steps;
        double sum = 0;
        for (int i = 0; i <= steps; i++) {
            double x = z + i * h;
            double weight = i == 0 || i == steps ? 1 : i % 2 == 1 ? 4 : 2;
            sum += weight * Math.exp(-x * x / 2);
        }
        return sum * h / 3 / Math.sqrt(2 * Math.PI);
    }

    @ParameterizedTest
    @ValueSource(longs = {1_100, 1_350, 1_600, 2_100})
    void firstEstimateIsTheIntervalAndAQuarterOfIt(long silence) {
        double z = (silence - 1_000) / 250.0;
        assertThat(levels("0 beat\n" + silence + " level\n", "phi", "firstIntervalMillis=1000")
                        .getFirst())
                .isCloseTo(-Math.log10(upperTail(z)), within(1e-4));
    }

    @Test
    void logisticIsTheCubicInDeviations() {
        double y = (1_700 - 1_000) / 250.0;
        double expected = Math.log10(1 + Math.exp(y * (1.5976 + 0.070566 * y * y)));
        assertThat(levels("0 beat\n1700 level\n", "phi", "firstIntervalMillis=1000", "distribution=logistic"))
                .first()
                .satisfies(l -> assertThat(l).isCloseTo(expected, within(1e-5)));
    }

    @Test
    void exponentialIsElapsedByMeanTimes4343() {
        assertThat(levels("0 beat\n3500 level\n", "phi", "firstIntervalMillis=1000", "distribution=exponential"))
                .containsExactly(1.52005);
    }

    @Test
    void theAcceptablePauseIsAddedToTheMean() {
        List<Double> without = levels("0 beat\n1600 level\n", "phi", "firstIntervalMillis=1000");
        assertThat(levels("0 beat\n4600 level\n", "phi", "firstIntervalMillis=1000", "acceptablePauseMillis=3000"))
                .isEqualTo(without);
    }

    @Test
    void theFloorIsAFifthOfTheIntervalUnlessItIsSet() {
        StringBuilder regular = new StringBuilder();
        for (int i = 0; i <= 400; i++) {
            regular.append(i * 1_000L).append(" beat\n");
        }
        regular.append("401400 level\n");
        assertThat(levels(regular.toString(), "phi", "intervalMillis=1000").getFirst())
                .isCloseTo(-Math.log10(upperTail(2)), within(1e-4));
        assertThat(levels(regular.toString(), "phi", "firstIntervalMillis=1000").getFirst())
                .isCloseTo(-Math.log10(upperTail(2)), within(1e-4));
        assertThat(levels(regular.toString(), "phi", "intervalMillis=1000", "minStdDevMillis=100")
                        .getFirst())
                .isCloseTo(-Math.log10(upperTail(4)), within(1e-4));
    }

    @Test
    void theIntervalThatEndsASuspectedSilenceIsNotAdded() {
        String before = "0 beat\n1000 beat\n2000 beat\n";
        String after = "5500 beat\n6900 level\n";
        List<Double> calm = levels(before + "3400 level\n", "phi", "firstIntervalMillis=1000");
        assertThat(levels(before + after, "phi", "firstIntervalMillis=1000")).isEqualTo(calm);
        assertThat(levels(before + after, "phi", "firstIntervalMillis=1000", "threshold=300"))
                .as("a silence that is called nothing unusual is a sample")
                .isNotEqualTo(calm);
        assertThat(levels(before + after, "phi", "firstIntervalMillis=1000", "threshold=300", "maxIntervalMillis=3499"))
                .isEqualTo(calm);
    }

    @Test
    void duplicatesAndBurstsAfterAStallChangeNothing() {
        String before = "0 beat 1\n1000 beat 2\n2000 beat 3\n";
        List<Double> calm = levels(before + "3400 level\n", "phi", "firstIntervalMillis=1000");
        assertThat(levels(before + "2300 beat 3\n2600 beat 2\n3400 level\n", "phi", "firstIntervalMillis=1000"))
                .isEqualTo(calm);
        assertThat(levels(
                        before + "20000 beat 4\n20001 beat 5\n20001 beat 6\n20100 beat 7\n21500 level\n",
                        "phi",
                        "firstIntervalMillis=1000"))
                .isEqualTo(calm);
    }

    @Test
    void shortIntervalsInAPlainTraceAreSamples() {
        StringBuilder fast = new StringBuilder();
        for (int i = 0; i <= 300; i++) {
            fast.append(i * 100L).append(" beat\n");
        }
        assertThat(levels(fast + "30100 level\n", "phi", "firstIntervalMillis=1000", "minStdDevMillis=50"))
                .containsExactly(0.30103);
    }

    @ParameterizedTest
    @CsvSource({"1400, 0", "1500, 1", "2499, 1", "2500, 2", "9500, 9"})
    void pingCountsMissedReplies(long millis, double missed) {
        assertThat(levels("0 beat\n" + millis + " level\n", "ping", "intervalMillis=1000", "timeoutMillis=500"))
                .containsExactly(missed);
    }

    @Test
    void pingIsSuspiciousAtSoManyMisses() {
        CommandRun run = replay(
                "0 beat\n2500 level\n3500 level\n", "ping", "intervalMillis=1000", "timeoutMillis=500", "threshold=3");
        assertThat(run.out()).isEqualTo("2500\t2\ttrust\n3500\t3\tsuspect\n");
    }

    @Test
    void chenExpectsByTheSendersNumbers() {
        String trace = "0 beat 1\n1010 beat 2\n5020 beat 6\n6000 level\n6110 level\n6260 level\n";
        CommandRun run = replay(trace, "chen", "intervalMillis=1000", "alphaMillis=200");
        assertThat(run.out()).isEqualTo("6000\t0\ttrust\n6110\t0.5\ttrust\n6260\t1.25\tsuspect\n");
    }

    @Test
    void numbersMayBeginAtZeroAndMayBeMissing() {
        String with = "0 beat 0\n1000 beat 1\n2000 beat 2\n3300 level\n";
        String without = "0 beat\n1000 beat\n2000 beat\n3300 level\n";
        for (String detector : List.of("phi", "deadline", "ping", "chen")) {
            assertThat(replay(with, detector, "intervalMillis=1000").out())
                    .isEqualTo(replay(without, detector, "intervalMillis=1000").out());
        }
    }

    @Test
    void noTraceGivesANumberThatIsNone() {
        Random random = new Random(9);
        StringBuilder trace = new StringBuilder();
        long now = 0;
        for (int i = 0; i < 5_000; i++) {
            now += random.nextLong(1L << random.nextInt(1, 24));
            trace.append(now).append(random.nextInt(3) == 0 ? " level\n" : " beat " + random.nextInt(i + 1) + "\n");
        }
        for (String detector : List.of("phi", "deadline", "ping", "chen")) {
            for (String distribution : List.of("normal", "logistic", "exponential")) {
                assertThat(levels(trace.toString(), detector, "distribution=" + distribution))
                        .isNotEmpty()
                        .allSatisfy(l -> assertThat(l).isBetween(0.0, 300.0));
            }
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            phi  | windowsize=3         | --set windowsize: PhiAccrual has threshold, intervalMillis, firstIntervalMillis, minStdDevMillis, acceptablePauseMillis, windowSize, maxIntervalMillis, distribution
            phi  | windowSize=1         | --set windowSize must be 2 to 10000 samples, not 1
            phi  | windowSize=2.5       | --set windowSize: expected a whole number, not '2.5'
            phi  | threshold=high       | --set threshold: expected a number in phi, not 'high'
            phi  | threshold=8d           | --set threshold: expected a number in phi, not '8d'
            phi  | distribution=poisson | --set distribution: expected normal or logistic or exponential, not 'poisson'
            ping | timeoutMillis=0      | --set timeoutMillis must be 1 to 86400000 ms, not 0
            swim | threshold=8          | --detector: expected phi or deadline or ping or chen, not 'swim'
            """)
    void whatCannotBeSetIsOneLineAndCodeTwo(String detector, String set, String message) {
        CommandRun run = replay("", detector, set);
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).isEqualToIgnoringNewLines("./fusebox lab replay: " + message);
        assertThat(run.out()).isEmpty();
    }

    @Test
    void aBadLineIsOneLineAndCodeTwo() {
        CommandRun run = replay("0 beat\n10 level\n5 beat\n", "phi");
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err())
                .isEqualToIgnoringNewLines(
                        "./fusebox lab replay: <stdin>:3: expected a time of at least 10 ms, which is that before, not 5");
        assertThat(run.out()).startsWith("10\t");
    }

    @Test
    void aKeyOfAnotherDetectorIsSaidToBeOfNoUse() {
        CommandRun run = replay("0 beat\n", "ping", "windowSize=10");
        assertThat(run.code()).isZero();
        assertThat(run.err()).isEqualToIgnoringNewLines("ping does not use windowSize");
    }

    @Test
    void theDetectorMustBeNamed() {
        CommandRun run = CommandRun.of("", "replay");
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err().strip()).hasLineCount(1).contains("--detector");
    }

    @Test
    void helpSaysTheFormat() {
        assertThat(CommandRun.of("", "replay", "--help").out()).contains("  MILLIS beat [SEQUENCE]", "KEY=VALUE");
    }
}
