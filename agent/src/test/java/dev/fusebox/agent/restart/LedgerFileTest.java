package dev.fusebox.agent.restart;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.fusebox.agent.pod.PodRules;
import dev.fusebox.agent.pod.RestartRule;
import dev.fusebox.core.roster.GroupEpoch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.provider.MethodSource;

class LedgerFileTest {
    private static final GroupEpoch G = new GroupEpoch("team/g", 7);
    private static final RestartLedger LEDGER = new RestartLedger(
            List.of(new BootTime("b1", 5), new BootTime("b2", 9)),
            List.of(G),
            List.of(new GroupEpoch("team/h", 2)),
            List.of("17-1"),
            4,
            1,
            1);
    private static final Logger LOG = Logger.getLogger("dev.fusebox.agent.restart");

    @TempDir
    Path folder;

    @BeforeEach
    void aBrokenFileIsNoNewsHere() {
        LOG.setLevel(Level.OFF);
    }

    @AfterEach
    void toOthersItIs() {
        LOG.setLevel(null);
    }

    @Test
    void whatIsWrittenIsReadAgain() {
        assertThat(new LedgerFile(folder).write(LEDGER)).isTrue();
        assertThat(new LedgerFile(folder).read()).contains(LEDGER);
    }

    @Test
    void aPodThatIsNewHasAnEmptyLedger() {
        assertThat(new LedgerFile(folder).read()).contains(RestartLedger.EMPTY);
    }

    /** It may have been a full one. */
    @Test
    void aBrokenLedgerIsNoEmptyOne() throws IOException {
        new LedgerFile(folder).write(LEDGER);
        byte[] good = Files.readAllBytes(folder.resolve("restarts"));
        for (int broken = 0; broken < good.length; broken++) {
            byte[] bytes = good.clone();
            bytes[broken] ^= 0x10;
            Files.write(folder.resolve("restarts"), bytes);
            assertThat(new LedgerFile(folder).read()).as("byte %d", broken).isEmpty();
        }
        Files.write(folder.resolve("restarts"), new byte[0]);
        assertThat(new LedgerFile(folder).read()).isEmpty();
    }

    @Test
    void aFolderThatIsGoneKeepsNothingAndSaysSo() {
        assertThat(new LedgerFile(folder.resolve("gone")).write(LEDGER)).isFalse();
    }

    @Test
    void aLedgerIsBoundedAndForgetsTheOldest() throws IOException {
        RestartLedger ledger = RestartLedger.EMPTY;
        for (int i = 1; i <= 1_200; i++) {
            ledger = ledger.planning(new GroupEpoch("g", i))
                    .restarted(List.of(new GroupEpoch("g", i)), new BootTime("b", i))
                    .alsoObeyed("order " + i);
        }
        assertThat(ledger.restarts()).hasSize(1_000).endsWith(new BootTime("b", 1_200));
        assertThat(ledger.epochs()).hasSize(256).endsWith(new GroupEpoch("g", 1_200));
        assertThat(ledger.orders()).hasSize(256).endsWith("order 1200");
        assertThat(ledger.planned()).isEmpty();
        assertThat(ledger.byFate()).isEqualTo(1_200);
        assertThat(LedgerFile.decode(LedgerFile.encode(ledger))).isEqualTo(ledger);
    }

    @Test
    void onlyRestartsThatMayHaveBeenWithinTheWindowCount() {
        List<BootTime> restarts = new ArrayList<>();
        IntStream.of(10, 3_000, 5_000).mapToObj(at -> new BootTime("b2", at)).forEach(restarts::add);
        restarts.add(0, new BootTime("b1", 999_999));
        RestartLedger ledger = new RestartLedger(restarts, List.of(), List.of(), List.of(), 0, 4, 0);

        assertThat(ledger.within(1, new BootTime("b2", 5_999))).isEqualTo(1);
        assertThat(ledger.within(1, new BootTime("b2", 6_000))).isZero();
        assertThat(ledger.within(3, new BootTime("b2", 5_999))).isEqualTo(2);
        assertThat(ledger.within(6, new BootTime("b2", 5_999)))
                .as("the other start too")
                .isEqualTo(4);
    }

    static Stream<byte[]> contents() throws IOException {
        return Stream.of(
                LedgerFile.encode(RestartLedger.EMPTY), LedgerFile.encode(LEDGER), new byte[] {-1, -1, -1, -1});
    }

    @MethodSource("contents")
    @FuzzTest(maxDuration = "2m")
    void aContentOfAnySort(byte[] content) throws IOException {
        RestartLedger ledger;
        try {
            ledger = LedgerFile.decode(content);
        } catch (IOException | IllegalArgumentException noLedger) {
            return;
        }
        assertThat(LedgerFile.decode(LedgerFile.encode(ledger))).isEqualTo(ledger);
    }

    static Stream<byte[]> ruleFiles() throws IOException {
        return Stream.of(
                RulesFile.encode(List.of()),
                RulesFile.encode(List.of(new PodRules(G, true, RestartRule.FORBIDDEN, Optional.empty()))));
    }

    @MethodSource("ruleFiles")
    @FuzzTest(maxDuration = "2m")
    void rulesOfAnySort(byte[] content) throws IOException {
        List<PodRules> rules;
        try {
            rules = RulesFile.decode(content);
        } catch (IOException | IllegalArgumentException noRules) {
            return;
        }
        assertThat(RulesFile.decode(RulesFile.encode(rules))).isEqualTo(rules);
    }
}
