package dev.fusebox.core.fuse;

import dev.fusebox.core.roster.GroupEpoch;
import dev.fusebox.core.roster.Roster;
import java.util.List;
import java.util.Optional;

/**
 * What a restart of the agent must not forget about fuses.
 *
 * @param epochs those in force, sorted by group
 * @param tombstones burnt epochs, oldest first
 */
public record KeptEpochs(List<KeptEpoch> epochs, List<GroupEpoch> tombstones) {
    public KeptEpochs {
        epochs = List.copyOf(epochs);
        tombstones = List.copyOf(tombstones);
    }

    /**
     * One epoch.
     *
     * @param cause present when burnt
     */
    public record KeptEpoch(Roster roster, FuseState state, Optional<Cause> cause) {}
}
