package dev.fusebox.lab.qos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fusebox.lab.CommandRun;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

/** One short run, looked at from all sides. */
class QosCommandTest {
    @TempDir
    static Path folder = Path.of("");

    private static CommandRun run = new CommandRun(1, "", "");

    @BeforeAll
    static void runOnce() throws IOException {
        Path trace = folder.resolve("given.txt");
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < 600; i++) {
            lines.append(i * 100 + i % 7).append(" beat ").append(i).append('\n');
        }
        Files.writeString(trace, lines);
        run = qos(folder.resolve("out"), "--trace", trace.toString());
    }

    private static CommandRun qos(Path out, String... more) {
        List<String> args = new ArrayList<>(List.of("qos", "--out", out.toString(), "--hours", "0.2"));
        args.addAll(List.of(more));
        return CommandRun.of("", args.toArray(String[]::new));
    }

    private static List<String[]> rows(String file) throws IOException {
        return Files.readAllLines(folder.resolve("out").resolve(file)).stream()
                .map(l -> l.split(",", -1))
                .toList();
    }

    @Test
    void saysWhereThePageIs() {
        assertThat(run.code()).isZero();
        assertThat(run.out().strip()).isEqualTo(folder.resolve("out/index.html").toString());
    }

    @Test
    void theTableHasEveryDetectorUnderAllConditionsAndTheGivenTrace() throws IOException {
        List<String[]> rows = rows("qos.csv");
        assertThat(String.join(",", rows.getFirst()))
                .isEqualTo("level,conditions,detector,threshold,usual,detection_mean_ms,detection_p99_ms,mistakes,"
                        + "mistakes_per_hour,mistake_recurrence_s,mistake_duration_ms,query_accuracy,observed_hours");
        Map<String, Long> detectors = rows.stream()
                .skip(1)
                .map(r -> r[1] + " " + r[2])
                .distinct()
                .collect(Collectors.groupingBy(k -> k.split(" ", 2)[0], Collectors.counting()));
        assertThat(detectors)
                .containsOnly(
                        Map.entry("given.txt", 6L),
                        Map.entry("quiet", 8L),
                        Map.entry("lossy", 8L),
                        Map.entry("bursty", 8L),
                        Map.entry("pauses", 8L),
                        Map.entry("throttled", 8L),
                        Map.entry("outage", 8L));
        assertThat(rows).allSatisfy(r -> assertThat(r).hasSize(13));
    }

    @Test
    void aHigherThresholdIsNeverQuickerAndErrsNoLonger() throws IOException {
        double detection = 0;
        double accuracy = 0;
        String curve = "";
        for (String[] row : rows("qos.csv").subList(1, rows("qos.csv").size())) {
            String here = row[1] + row[2];
            boolean same = here.equals(curve) && !row[2].startsWith("Phi") && !row[2].startsWith("Chen");
            assertThat(Double.parseDouble(row[5]))
                    .as(String.join(" ", row))
                    .isGreaterThanOrEqualTo(same ? detection : 0);
            assertThat(Double.parseDouble(row[11])).as(String.join(" ", row)).isBetween(same ? accuracy : 0, 1.0);
            detection = Double.parseDouble(row[5]);
            accuracy = Double.parseDouble(row[11]);
            curve = here;
        }
    }

    @Test
    void eachCurveHasOnePointAtTheUsualThreshold() throws IOException {
        Map<String, Long> usual = rows("qos.csv").stream()
                .filter(r -> r[4].equals("yes"))
                .collect(Collectors.groupingBy(r -> r[1] + r[2], Collectors.counting()));
        assertThat(usual).hasSize(6 + 6 * 8);
        assertThat(usual.values()).containsOnly(1L);
    }

    @Test
    void theSameSeedGivesTheSameTable() throws IOException {
        qos(folder.resolve("again"), "--trace", folder.resolve("given.txt").toString());
        for (String file : List.of("qos.csv", "intervals.csv", "index.html")) {
            assertThat(folder.resolve("again").resolve(file))
                    .hasSameTextualContentAs(folder.resolve("out").resolve(file));
        }
    }

    @Test
    void thePageNeedsNothingElseAndItsChartsAreWellFormed() throws Exception {
        String page = Files.readString(folder.resolve("out/index.html"));
        assertThat(page).doesNotContain("http", "<script", "<link", "src=", "NaN", "Infinity");
        Matcher charts = Pattern.compile("<svg viewBox=\"0 0 480.*?</svg>", Pattern.DOTALL)
                .matcher(page);
        int count = 0;
        while (charts.find()) {
            Document chart = DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(new InputSource(new StringReader(charts.group())));
            assertThat(chart.getElementsByTagName("polyline").getLength()).isGreaterThanOrEqualTo(6);
            count++;
        }
        assertThat(count).isEqualTo(7 * 3 + 2);
    }

    @Test
    void badInputIsOneLineAndCodeTwo() throws IOException {
        Path bad = Files.writeString(folder.resolve("bad.txt"), "0 beat\n1 beet\n");
        CommandRun wrong = qos(folder.resolve("none"), "--trace", bad.toString());
        assertThat(wrong.code()).isEqualTo(2);
        assertThat(wrong.err().strip())
                .isEqualTo("./fusebox lab qos: " + bad
                        + ":2: expected 'MILLIS beat [SEQUENCE]' or 'MILLIS level', not '1 beet'");
        CommandRun missing = qos(
                folder.resolve("none"), "--trace", folder.resolve("missing.txt").toString());
        assertThat(missing.code()).isEqualTo(2);
        assertThat(missing.err()).contains("missing.txt: cannot be read");
        assertThat(CommandRun.of("", "qos", "--hours", "0").err()).contains("--hours: expected 0.05 to 240, not 0.0");
        assertThat(folder.resolve("none")).doesNotExist();
    }

    private static List<String> groupRows(String level) throws IOException {
        CommandRun group = CommandRun.of(
                "",
                "qos",
                "--level",
                level,
                "--out",
                folder.resolve("out").toString(),
                "--conditions",
                "quiet",
                "--detector",
                "GossipCounter,ChenEstimate",
                "--hours",
                "0.06");
        assertThat(group.code()).as(group.err()).isZero();
        assertThat(group.out().strip())
                .isEqualTo(folder.resolve("out/" + level + ".html").toString());
        assertThat(Files.readString(folder.resolve("out/" + level + ".html")))
                .contains("--level " + level + " --conditions quiet --detector GossipCounter,ChenEstimate --hours 0.06")
                .contains("one observer, each 200 ms", "failures found by all")
                .doesNotContain("http", "<script", "NaN", "Infinity");
        assertThat(folder.resolve("out/" + level + "-quiet.svg")).isNotEmptyFile();
        return Files.readAllLines(folder.resolve("out/" + level + ".csv"));
    }

    @Test
    void groupsHaveTheSameColumnsAndWhatBecameOfRealFailures() throws IOException {
        for (String level : List.of("verdict", "fuse")) {
            List<String> rows = groupRows(level);
            assertThat(rows.getFirst())
                    .isEqualTo(String.join(",", rows("qos.csv").getFirst()) + ",failures,found");
            assertThat(rows.subList(1, rows.size()))
                    .hasSize(6)
                    .allSatisfy(r -> assertThat(r).startsWith(level + ",quiet,").endsWith(",2,2"));
            assertThat(rows.subList(1, rows.size()).stream()
                            .filter(r -> r.split(",", -1)[4].equals("yes"))
                            .count())
                    .isEqualTo(2);
        }
    }

    @Test
    void aBadOptionIsOneLineAndCodeTwo() {
        assertRefused("--level: expected pair or verdict or fuse, not group", "--level", "group");
        assertRefused("--trace: a trace has no group; leave out --level fuse", "--level", "fuse", "--trace", "t");
        assertRefused("--detector: goes with --level verdict or fuse", "--detector", "Ping");
        assertRefused(
                "--detector: expected some of Ping,HeartbeatDeadline,PhiAccrual,ChenEstimate,HeartbeatPath,GossipCounter, not Pong",
                "--level",
                "verdict",
                "--detector",
                "Ping,Pong");
        assertRefused(
                "--conditions: expected some of quiet,lossy,bursty,pauses,throttled,outage, not windy",
                "--conditions",
                "windy");
    }

    private static void assertRefused(String line, String... args) {
        CommandRun refused = qos(folder.resolve("none"), args);
        assertThat(refused.code()).isEqualTo(2);
        assertThat(refused.err().strip()).isEqualTo("./fusebox lab qos: " + line);
    }

    @Test
    void pairsCanBeAskedForUnderSomeConditionsOnly() throws IOException {
        qos(folder.resolve("some"), "--conditions", "lossy,quiet");
        assertThat(Files.readAllLines(folder.resolve("some/qos.csv")).stream()
                        .skip(1)
                        .map(l -> l.split(",", -1)[1])
                        .distinct())
                .containsExactly("quiet", "lossy");
    }
}
