package dev.fusebox.agent.state;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.fusebox.core.fuse.Cause;
import dev.fusebox.core.fuse.FuseState;
import dev.fusebox.core.member.Identity;
import dev.fusebox.core.member.Input;
import dev.fusebox.core.member.KeptState;
import dev.fusebox.core.member.Member;
import dev.fusebox.core.roster.DetectionSettings;
import dev.fusebox.core.roster.Fate;
import dev.fusebox.core.roster.GroupEpoch;
import dev.fusebox.core.roster.MemberId;
import dev.fusebox.core.roster.Roster;
import dev.fusebox.core.roster.RosterMember;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever the state file holds, also behind a checksum that is right: it is a state to start with, or none. */
class StateFuzzTest {
    private static final MemberId SELF = new MemberId("a");
    private static final Logger LOG = Logger.getLogger(StateFile.class.getName());

    @TempDir
    private Path folder;

    @BeforeEach
    void aBrokenFileIsNoNewsHere() {
        LOG.setLevel(Level.OFF);
    }

    @AfterEach
    void toOthersItIs() {
        LOG.setLevel(null);
    }

    static Stream<byte[]> contents() throws IOException {
        GroupEpoch group = new GroupEpoch("team/group", 7);
        Roster roster =
                new Roster(group, 2, List.of(member("a"), member("b")), DetectionSettings.DEFAULTS, Fate.NOTIFY, false);
        Cause cause = Cause.of(Cause.Kind.SIGNAL, List.of(SELF), SELF, "out of memory");
        return Stream.of(
                StateCodec.encode(KeptState.NONE),
                StateCodec.encode(new KeptState(-1, 0, List.of(), List.of())),
                StateCodec.encode(new KeptState(Long.MAX_VALUE, -1, List.of(), List.of())),
                StateCodec.encode(new KeptState(
                        3, 1, List.of(new KeptState.KeptGroup(roster, FuseState.INTACT, Optional.empty())), List.of())),
                StateCodec.encode(new KeptState(
                        4,
                        1,
                        List.of(new KeptState.KeptGroup(roster, FuseState.BURNT, Optional.of(cause))),
                        List.of(group))));
    }

    private static RosterMember member(String id) {
        return new RosterMember(new MemberId(id), "pod-" + id, "10.0.0.1:7946", "node-" + id, "", 1);
    }

    @MethodSource("contents")
    @FuzzTest(maxDuration = "2m")
    void aFileOfAnySort(byte[] bytes) throws IOException {
        startWith(bytes);
    }

    @MethodSource("contents")
    @FuzzTest(maxDuration = "2m")
    void aFileWhoseChecksumIsRight(byte[] content) throws IOException {
        CRC32C crc = new CRC32C();
        crc.update(content);
        startWith(ByteBuffer.allocate(16 + content.length)
                .putInt(0x46425853)
                .putInt(1)
                .putInt(content.length)
                .putInt((int) crc.getValue())
                .put(content)
                .array());
    }

    /** An agent starts with it, and keeps what it says. */
    private void startWith(byte[] file) throws IOException {
        Files.write(folder.resolve("state"), file);
        KeptState kept = new StateFile(folder).read();
        Member member = new Member(Identity.insecure(SELF), kept, new Random(1), 0);
        member.start();
        member.handle(new Input.TimerFired(), 1_000_000_000L);
        assertThat(StateCodec.decode(StateCodec.encode(kept))).isEqualTo(kept);
    }
}
