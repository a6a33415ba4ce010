package dev.fusebox.agent.roster;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.fusebox.core.roster.MemberId;
import dev.fusebox.core.roster.Roster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever a roster file holds: it is a roster with this member in it, or one line that names the file and says what is wrong. */
class RosterFileFuzzTest {
    private static final MemberId SELF = new MemberId("a");

    @TempDir
    private Path folder;

    static Stream<byte[]> files() {
        return Stream.of("""
                        {"group": "g", "epoch": 1, "revision": 2, "fate": "Notify", "onLeave": "Burn",
                         "detection": {"detector": "ChenEstimate", "timeoutMilliseconds": 500, "heartbeatIntervalMilliseconds": 100,
                                       "phiThresholdMilli": 9000, "observersPerMember": 4, "indirectProbes": 2,
                                       "suspicionTimeoutMilliseconds": 300, "startupGraceSeconds": 5, "onLinkFailure": "Burn"},
                         "members": [{"id": "a", "address": "127.0.0.1:1", "name": "x", "node": "n", "zone": "z", "joinedRevision": 1},
                                     {"id": "b", "address": "[::1]:65535"}]}
                        """, """
                        {"group": "g", "epoch": 1, "members": [{"id": "a", "address": "127.0.0.1:7946"}]}
                        """).map(text -> text.getBytes(UTF_8));
    }

    @MethodSource("files")
    @FuzzTest(maxDuration = "2m")
    void isARosterOrOneLine(byte[] bytes) throws IOException {
        Path file = folder.resolve("roster.json");
        Files.write(file, bytes);
        try {
            Roster roster = RosterFile.read(file, SELF);
            assertThat(roster.member(SELF)).isPresent();
        } catch (RosterFileException refused) {
            assertThat(refused).message().startsWith(file + ":").doesNotContain("\n");
        }
    }
}
