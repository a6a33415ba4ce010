package dev.fusebox.agent.state;

import dev.fusebox.core.member.KeptState;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * What the member keeps. After a crash of the node an older or broken file is as safe as none: peers show that the epoch burnt. It is
 * not forced to the disk because a busy one would hold up the one thread that detects. Not thread-safe.
 */
public final class StateFile {
    private static final int MAGIC = 0x46425853;
    private static final int VERSION = 1;
    private static final Logger LOG = Logger.getLogger(StateFile.class.getName());

    private final CheckedFile file;
    private boolean failing;

    /** The file {@code state} in that folder, which must exist. */
    public StateFile(Path folder) {
        this.file = new CheckedFile(folder, "state", MAGIC, VERSION);
    }

    /** What was kept. A file that is missing, broken or of another version is {@link KeptState#NONE}, with one line in the log if it is there. */
    public KeptState read() {
        try {
            Optional<byte[]> content = file.read();
            return content.isEmpty() ? KeptState.NONE : StateCodec.decode(content.get());
        } catch (IOException | IllegalArgumentException broken) {
            LOG.warning("state file " + file + " counts as no state: " + broken.getMessage());
            return KeptState.NONE;
        }
    }

    /** Replaces what was kept. A disk that fails is named once, and the member goes on: to tell is more than to remember. */
    public void write(KeptState state) {
        try {
            file.write(StateCodec.encode(state));
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
}
