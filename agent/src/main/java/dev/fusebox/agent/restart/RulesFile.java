package dev.fusebox.agent.restart;

import dev.fusebox.agent.pod.PodRules;
import dev.fusebox.agent.state.CheckedFile;
import dev.fusebox.agent.wire.PodCodec;
import dev.fusebox.proto.v1.Roster;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.logging.Logger;

/**
 * What rosters said last about this pod, so that it holds where this agent restarts and the operator cannot be reached. A broken file says
 * nothing, and what was not said is not allowed. Not thread-safe.
 */
public final class RulesFile {
    private static final int MAGIC = 0x46425850;
    private static final int VERSION = 1;
    private static final Logger LOG = Logger.getLogger(RulesFile.class.getName());

    private final CheckedFile file;

    /** The file {@code rules} in that folder, which must exist. */
    public RulesFile(Path folder) {
        this.file = new CheckedFile(folder, "rules", MAGIC, VERSION);
    }

    List<PodRules> read() {
        try {
            Optional<byte[]> content = file.read();
            return content.isEmpty() ? List.of() : decode(content.get());
        } catch (IOException | IllegalArgumentException broken) {
            LOG.warning("file " + file + " counts as none: " + broken.getMessage());
            return List.of();
        }
    }

    void write(Collection<PodRules> rules) {
        try {
            file.write(encode(rules));
        } catch (IOException failure) {
            LOG.warning("what rosters say about this pod is not kept: " + failure);
        }
    }

    static byte[] encode(Collection<PodRules> rules) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (PodRules one : rules) {
            PodCodec.encode(one).writeDelimitedTo(out);
        }
        return out.toByteArray();
    }

    /** Throws {@link IOException} or {@link IllegalArgumentException} if the bytes are not what {@link #encode} writes. */
    static List<PodRules> decode(byte[] bytes) throws IOException {
        ByteArrayInputStream in = new ByteArrayInputStream(bytes);
        List<PodRules> rules = new ArrayList<>();
        for (Roster next = Roster.parseDelimitedFrom(in); next != null; next = Roster.parseDelimitedFrom(in)) {
            rules.add(PodCodec.decode(next));
        }
        return rules;
    }
}
