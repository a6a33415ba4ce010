package dev.fusebox.agent.state;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * A file that is whole or broken, never half: magic, format version, length, CRC32C, content. It is replaced by a rename, so that a
 * reader sees the old content or the new one. It is not forced to the disk: a crash of this process loses nothing that was written, and
 * a crash of the node leaves an older or a broken file, which each user of this class must be safe with. Not thread-safe.
 */
public final class CheckedFile {
    private static final int HEADER_BYTES = 16;
    private static final long MAX_BYTES = 8L * 1024 * 1024;

    private final Path file;
    private final Path next;
    private final int magic;
    private final int version;

    /** The file of that name in that folder, which must exist. */
    public CheckedFile(Path folder, String name, int magic, int version) {
        this.file = folder.resolve(name);
        this.next = folder.resolve(name + ".next");
        this.magic = magic;
        this.version = version;
    }

    /**
     * Its content; empty if there is no such file.
     *
     * @throws IOException if it is broken, of another version or cannot be read; the message says which
     */
    public Optional<byte[]> read() throws IOException {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        if (Files.size(file) > MAX_BYTES) {
            throw new IOException("it is larger than any state");
        }
        return Optional.of(content(Files.readAllBytes(file)));
    }

    /** Replaces it. */
    public void write(byte[] content) throws IOException {
        Files.write(next, framed(content));
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private byte[] framed(byte[] content) {
        CRC32C crc = new CRC32C();
        crc.update(content);
        return ByteBuffer.allocate(HEADER_BYTES + content.length)
                .putInt(magic)
                .putInt(version)
                .putInt(content.length)
                .putInt((int) crc.getValue())
                .put(content)
                .array();
    }

    private byte[] content(byte[] bytes) throws IOException {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        if (bytes.length < HEADER_BYTES || in.getInt() != magic) {
            throw new IOException("it is no state file");
        }
        int found = in.getInt();
        if (found != version) {
            throw new IOException("it has format version " + found + ", this agent reads " + version);
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
        return Arrays.copyOfRange(bytes, HEADER_BYTES, bytes.length);
    }

    @Override
    public String toString() {
        return file.toString();
    }
}
