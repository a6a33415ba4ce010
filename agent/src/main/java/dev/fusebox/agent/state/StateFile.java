package dev.fusebox.agent.state;

import dev.fusebox.core.member.KeptState;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.zip.CRC32C;

/**
 * The state file: magic, format version, length, CRC32C, content. It is replaced by a rename, so that a reader sees the old state
 * or the new one. It is not forced to the disk: a crash of this process loses nothing that was written, and after a crash of
 * the node an older or broken file is as safe as none (peers show that the epoch burnt), while a busy disk would hold up the
 * one thread that detects. Not thread-safe.
 */
public final class StateFile {
    private static final int MAGIC = 0x46425853;
    private static final int VERSION = 1;
    private static final int HEADER_BYTES = 16;
    private static final long MAX_BYTES = 8L * 1024 * 1024;
    private static final Logger LOG = Logger.getLogger(StateFile.class.getName());

    private final Path file;
    private final Path next;
    private boolean failing;

    /** The file {@code state} in that folder, which must exist. */
    public StateFile(Path folder) {
        this.file = folder.resolve("state");
        this.next = folder.resolve("state.next");
    }

    /** What was kept. A file that is missing, broken or of another version is {@link KeptState#NONE}, with one line in the log if it is there. */
    public KeptState read() {
        try {
            if (Files.exists(file) && Files.size(file) > MAX_BYTES) {
                throw new IOException("it is larger than any state");
            }
            return StateCodec.decode(content(Files.readAllBytes(file)));
        } catch (NoSuchFileException first) {
            return KeptState.NONE;
        } catch (IOException | IllegalArgumentException broken) {
            LOG.warning("state file " + file + " counts as no state: " + broken.getMessage());
            return KeptState.NONE;
        }
    }

    /** Replaces what was kept. A disk that fails is named once, and the member goes on: to tell is more than to remember. */
    public void write(KeptState state) {
        try {
            Files.write(next, framed(StateCodec.encode(state)));
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            failing = false;
        } catch (IOException failure) {
            if (!failing) {
                LOG.log(Level.SEVERE, "state is not kept, a restart of this agent will burn its epochs: {0}", failure);
            }
            failing = true;
        }
    }

    /** Whether the last write succeeded. */
    public boolean healthy() {
        return !failing;
    }

    private static byte[] framed(byte[] content) {
        CRC32C crc = new CRC32C();
        crc.update(content);
        return ByteBuffer.allocate(HEADER_BYTES + content.length)
                .putInt(MAGIC)
                .putInt(VERSION)
                .putInt(content.length)
                .putInt((int) crc.getValue())
                .put(content)
                .array();
    }

    private static byte[] content(byte[] bytes) throws IOException {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        if (bytes.length < HEADER_BYTES || in.getInt() != MAGIC) {
            throw new IOException("it is no state file");
        }
        int version = in.getInt();
        if (version != VERSION) {
            throw new IOException("it has format version " + version + ", this agent reads " + VERSION);
        }
        if (in.getInt() != bytes.length - HEADER_BYTES) {
            throw new IOException("it is cut off");
        }
        int expected = in.getInt();
        CRC32C crc = new CRC32C();
        crc.update(bytes, HEADER_BYTES, bytes.length - HEADER_BYTES);
        if ((int) crc.getValue() != expected) {
            throw new IOException("its checksum is wrong");
        }
        return java.util.Arrays.copyOfRange(bytes, HEADER_BYTES, bytes.length);
    }
}
