package dev.fusebox.agent.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fusebox.core.cut.VerdictKind;
import dev.fusebox.core.fuse.Cause;
import dev.fusebox.core.fuse.FuseState;
import dev.fusebox.core.member.KeptState;
import dev.fusebox.core.roster.DetectionSettings;
import dev.fusebox.core.roster.Fate;
import dev.fusebox.core.roster.GroupEpoch;
import dev.fusebox.core.roster.MemberId;
import dev.fusebox.core.roster.Roster;
import dev.fusebox.core.roster.RosterMember;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateFileTest {
    private static final MemberId A = new MemberId("a");
    private static final Roster ROSTER = new Roster(
            new GroupEpoch("g", 3),
            2,
            List.of(
                    new RosterMember(A, "pod-a", "10.0.0.1:7946", "n1", "z1", 1),
                    new RosterMember(new MemberId("b"), "", "10.0.0.2:7946", "", "", 2)),
            new DetectionSettings(100, 9_000, 4, 0, 500, 20, true),
            Fate.NOTIFY,
            true);
    private static final KeptState STATE = new KeptState(
            5,
            8,
            List.of(
                    new KeptState.KeptGroup(ROSTER, FuseState.INTACT, Optional.empty()),
                    new KeptState.KeptGroup(
                            ROSTER,
                            FuseState.BURNT,
                            Optional.of(new Cause(
                                    Cause.Kind.VERDICT,
                                    Optional.of(VerdictKind.ISOLATED),
                                    List.of(A),
                                    A,
                                    "nobody answers",
                                    true)))),
            List.of(new GroupEpoch("g", 1), new GroupEpoch("g", 2)));

    @TempDir
    Path folder;

    private final List<String> log = new ArrayList<>();
    private final Logger logger = Logger.getLogger(StateFile.class.getName());
    private final Handler capture = new Handler() {
        @Override
        public void publish(LogRecord record) {
            log.add(record.getMessage());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    @BeforeEach
    void listenToLog() {
        logger.setUseParentHandlers(false);
        logger.addHandler(capture);
    }

    @AfterEach
    void leaveLog() {
        logger.removeHandler(capture);
        logger.setUseParentHandlers(true);
    }

    @Test
    void whatIsWrittenIsReadAgain() {
        new StateFile(folder).write(STATE);

        assertThat(new StateFile(folder).read()).isEqualTo(STATE);
        assertThat(log).isEmpty();
    }

    @Test
    void theLastStateWins() {
        StateFile file = new StateFile(folder);
        file.write(STATE);
        file.write(KeptState.NONE);

        assertThat(file.read()).isEqualTo(KeptState.NONE);
        assertThat(folder.toFile().list()).containsExactly("state");
    }

    @Test
    void aFirstStartHasNoStateAndNothingToComplainAbout() {
        assertThat(new StateFile(folder).read()).isEqualTo(KeptState.NONE);
        assertThat(log).isEmpty();
    }

    @Test
    void everyBrokenByteMakesItCountAsNoStateWithOneLogLine() throws IOException {
        new StateFile(folder).write(STATE);
        byte[] good = Files.readAllBytes(folder.resolve("state"));
        for (int broken = 0; broken < good.length; broken++) {
            byte[] bytes = good.clone();
            bytes[broken] ^= 0x10;
            Files.write(folder.resolve("state"), bytes);
            log.clear();

            assertThat(new StateFile(folder).read()).as("byte %d", broken).isEqualTo(KeptState.NONE);
            assertThat(log).as("byte %d", broken).singleElement().asString().contains("counts as no state");
        }
    }

    @Test
    void everyCutMakesItCountAsNoState() throws IOException {
        new StateFile(folder).write(STATE);
        byte[] good = Files.readAllBytes(folder.resolve("state"));
        for (int length = 0; length < good.length; length++) {
            Files.write(folder.resolve("state"), java.util.Arrays.copyOf(good, length));

            assertThat(new StateFile(folder).read()).as("length %d", length).isEqualTo(KeptState.NONE);
        }
    }

    @Test
    void aFolderThatIsGoneIsNamedOnceAndShowsInHealth() {
        StateFile file = new StateFile(folder.resolve("gone"));
        file.write(STATE);
        file.write(STATE);

        assertThat(log).hasSize(1);
        assertThat(file.healthy()).isFalse();
    }
}
