package dev.fusebox.agent;

import dev.fusebox.agent.state.StateFile;
import dev.fusebox.core.member.KeptState;
import java.util.Optional;

/** What is kept, with or without a file behind it. On the loop's thread, once begun. */
final class Memory {
    private final Optional<StateFile> file;
    private KeptState kept;

    Memory(Optional<StateFile> file) {
        this.file = file;
        this.kept = file.map(StateFile::read).orElse(KeptState.NONE);
    }

    KeptState kept() {
        return kept;
    }

    void keep(KeptState state) {
        kept = state;
        file.ifPresent(f -> f.write(state));
    }

    /** Whether what was said to be kept is. */
    boolean healthy() {
        return file.map(StateFile::healthy).orElse(true);
    }
}
