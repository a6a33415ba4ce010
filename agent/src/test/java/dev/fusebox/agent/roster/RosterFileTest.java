package dev.fusebox.agent.roster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fusebox.core.roster.DetectionSettings;
import dev.fusebox.core.roster.Fate;
import dev.fusebox.core.roster.GroupEpoch;
import dev.fusebox.core.roster.MemberId;
import dev.fusebox.core.roster.Roster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RosterFileTest {
    private static final MemberId M0 = new MemberId("m0");

    @TempDir
    Path folder;

    private Path file(String content) throws IOException {
        return Files.writeString(folder.resolve("roster.json"), content);
    }

    @Test
    void theContractsExampleIsRead() throws Exception {
        Roster roster = RosterFile.read(file("""
                        {"group":"g","epoch":1,"fate":"Notify","detection":{"detector":"PhiAccrual","indirectProbes":0},
                         "members":[{"id":"m0","address":"198.18.0.10:7946","node":"n0"},
                                    {"id":"m1","address":"[2001:db8::1]:7946"}]}
                        """), M0);

        assertThat(roster.groupEpoch()).isEqualTo(new GroupEpoch("g", 1));
        assertThat(roster.revision()).isEqualTo(1);
        assertThat(roster.fate()).isEqualTo(Fate.NOTIFY);
        assertThat(roster.detection()).isEqualTo(new DetectionSettings(200, 8_000, 5, 0, 250, 30, false));
        assertThat(roster.members())
                .extracting(m -> m.id() + " " + m.address() + " " + m.node())
                .containsExactly("m0 198.18.0.10:7946 n0", "m1 [2001:db8::1]:7946 ");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
                    {                                       | 1 | ends in the middle
                    []                                      | 1 | the roster must be an object
                    {"group":"g","epoch":1,"members":[]} x | 1 | Unrecognized token
                    {"group":"g"}                           | 1 | the roster has no "epoch"
                    {"epoch":1,@"grp":"g"}                  | 2 | unknown key "grp" in the roster
                    {"epoch":1,@"epoch":2}                  | 2 | Duplicate
                    {"epoch":"1"}                           | 1 | epoch must be a whole number
                    {"epoch":99999999999}                   | 1 | epoch is too large
                    {"group":7}                             | 1 | group must be a text in quotes
                    {"fate":@"Restart"}                     | 2 | fate must be None or Notify, not Restart
                    {"detection":@{"phi":1}}                | 2 | unknown key "phi" in detection
                    {"detection":@{"phiThresholdMilli":1}}  | 2 | phiThresholdMilli must be 1000 to 300000, not 1
                    {"detection":@{"detector":"Pong"}}      | 2 | detector must be ChenEstimate or GossipCounter or HeartbeatDeadline or HeartbeatPath or PhiAccrual or Ping, not Pong
                    {"members":{}}                          | 1 | members must be an array
                    {"members":[@{"id":"a"}]}               | 2 | the member has no "address"
                    {"members":[@{"id":"a","address":"h:1"}]} | 2 | must be an IP address and a port, not "h:1"
                    {"members":[@{"id":"","address":"10.0.0.1:1"}]} | 2 | a member id has 1 to 63 characters
                    {"group":"","epoch":1,@"members":[{"id":"m0","address":"10.0.0.1:1"}]} | 2 | a group's name has
                    {"group":"g","epoch":0,@"members":[{"id":"m0","address":"10.0.0.1:1"}]} | 2 | an epoch is at least 1
                    {"group":"g","epoch":1,@"members":[{"id":"a","address":"10.0.0.1:1"}]} | 2 | no member has the id "m0"
                    """)
    void whatIsWrongIsNamedWithItsLine(String content, int line, String reason) throws IOException {
        Path file = file(content.replace('@', '\n'));

        assertThatThrownBy(() -> RosterFile.read(file, M0))
                .isInstanceOf(RosterFileException.class)
                .hasMessageStartingWith(file + ":" + line + ": ")
                .hasMessageContaining(reason)
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("\n"));
    }

    @Test
    void aMissingFileIsNamed() {
        Path missing = folder.resolve("none.json");

        assertThatThrownBy(() -> RosterFile.read(missing, M0)).hasMessage(missing + ": no such file");
    }

    @Test
    void theWatchPassesOnWhatIsNewerAndIgnoresTheRest() throws Exception {
        String members = "\"members\":[{\"id\":\"m0\",\"address\":\"10.0.0.1:1\"}]}";
        Path file = file("{\"group\":\"g\",\"epoch\":2," + members);
        List<Roster> seen = new ArrayList<>();
        RosterWatch watch = new RosterWatch(file, M0, RosterFile.read(file, M0), seen::add);

        watch.look();
        assertThat(seen).isEmpty();

        change(file, 1, "{\"group\":\"g\",\"epoch\":1," + members);
        watch.look();
        change(file, 2, "{ broken");
        watch.look();
        assertThat(seen).isEmpty();

        change(file, 3, "{\"group\":\"g\",\"epoch\":2,\"revision\":2," + members);
        watch.look();
        watch.look();
        assertThat(seen).extracting(Roster::revision).containsExactly(2L);

        Files.delete(file);
        watch.look();
        assertThat(seen).hasSize(1);
    }

    private static void change(Path file, int seconds, String content) throws IOException {
        Files.writeString(file, content);
        Files.setLastModifiedTime(file, FileTime.fromMillis(1_000_000L + seconds * 1_000L));
    }
}
